"""Tables of this part."""

__all__: list[str] = []
