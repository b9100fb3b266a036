"""What this part tells the rooms below and the pages of hearings."""


def register() -> None:
    """Called once, when the apps are ready."""
