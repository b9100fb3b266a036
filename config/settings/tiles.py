"""Which host the map pictures come from, for the content-security policy."""

from urllib.parse import urlsplit


def tile_hosts(url: str) -> list[str]:
    """`https://*.tiles.kz` for `https://{s}.tiles.kz/{z}/{x}/{y}.png`; none for no address.

    Raises ValueError unless the address is https, or http on the machine itself: a policy must not
    be opened to whatever a slip of the keyboard makes of it.
    """
    if not url:
        return []
    parts = urlsplit(url.replace("{s}", "*"))
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
        raise ValueError("BIRGE_TILE_URL must begin with https://")
    if not parts.netloc:
        raise ValueError("BIRGE_TILE_URL must name a host")
    return [f"{parts.scheme}://{parts.netloc}"]
