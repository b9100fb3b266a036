"""Accounts to sign in with: one password for all; staff also need a code, shown on /demo/."""

from dataclasses import dataclass

PASSWORD = "birge-demo-2026"
# The secret of every staff account's authenticator; /demo/ shows the code of the moment.
TOTP_SECRET = "BIRGEDEMOBIRGEDEMOBIRGEDEMOBIRGE"


@dataclass(frozen=True)
class Account:
    role: str
    email: str
    name: str
    note: str


RESIDENT = Account("resident", "aigerim@birge.example", "Айгерім Серікқызы", "verified, votes")
NEWCOMER = Account("newcomer", "newcomer@birge.example", "Данияр", "not verified yet")
AUTHOR = Account("author", "author@birge.example", "Ольга Ким", "her proposal was sent back")
EXPERT = Account("expert", "expert@birge.example", "Марат Әбенов", "expert council, no desk")
OBSERVER = Account("observer", "observer@birge.example", "Гүлмира Тілеуова", "reads all akimats")


def staff(role: str, slug: str) -> Account:
    """A member of staff of one akimat."""
    names = {
        ("moderator", "pavlodar"): "Сәуле Жүнісова",
        ("moderator", "jetisu"): "Ерлан Қасым",
        ("moderator", "kyzylorda"): "Анар Бекмұрат",
        ("deputy", "pavlodar"): "Болат Ахметжан",
        ("deputy", "jetisu"): "Гүлнәр Төлеген",
        ("deputy", "kyzylorda"): "Игорь Пак",
        ("specialist", "pavlodar"): "Виктор Ли",
        ("specialist", "jetisu"): "Жанна Омар",
        ("specialist", "kyzylorda"): "Нұрлан Есен",
    }
    notes = {
        "moderator": "the desk of {slug}",
        "deputy": "second moderator of {slug}",
        "specialist": "reviews projects of {slug}",
    }
    note = notes[role].format(slug=slug)
    return Account(role, f"{role}@{slug}.example", names[role, slug], note)


SLUGS = ("pavlodar", "jetisu", "kyzylorda")
ACCOUNTS = [
    (account.role, account.email, PASSWORD, account.note)
    for account in (
        RESIDENT,
        NEWCOMER,
        AUTHOR,
        EXPERT,
        *(staff("moderator", slug) for slug in SLUGS),
        *(staff("deputy", slug) for slug in SLUGS),
        *(staff("specialist", slug) for slug in SLUGS),
        OBSERVER,
    )
]
