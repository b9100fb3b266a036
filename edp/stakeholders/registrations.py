"""What this part tells the apps below: words of its acts."""


def register() -> None:
    pass
