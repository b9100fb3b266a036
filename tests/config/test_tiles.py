"""The policy opens to the configured tile host and to nothing else."""

import pytest

from config.settings.tiles import tile_hosts


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("", []),
        ("https://tiles.example.kz/{z}/{x}/{y}.png", ["https://tiles.example.kz"]),
        ("https://{s}.tile.example.kz/{z}/{x}/{y}.png", ["https://*.tile.example.kz"]),
        ("http://127.0.0.1:9000/{z}/{x}/{y}.png", ["http://127.0.0.1:9000"]),
    ],
)
def test_tile_hosts_names_the_host_alone(url, hosts):
    assert tile_hosts(url) == hosts


@pytest.mark.parametrize("url", ["http://tiles.example.kz/{z}", "tiles.example.kz", "https:///x"])
def test_tile_hosts_refuses_what_would_weaken_the_policy(url):
    with pytest.raises(ValueError, match="BIRGE_TILE_URL"):
        tile_hosts(url)
