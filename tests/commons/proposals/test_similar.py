"""Similar proposals and the search, with the endings of Kazakh and Russian and with slips."""

import pytest

from commons.proposals import queries

KAZAKH = [
    ("№14 мектеп жанындағы қауіпсіз өткел", "14-мектептің жанына қауіпсіз өткел жасау"),
    ("Аула кітапханасы және тегін Wi-Fi", "Ауладағы кітапхана мен тегін интернет"),
    ("Қаратал жағалауындағы жаяу жол", "Қаратал өзенінің жағалауына жаяу жол салу"),
    ("Балаларға арналған ойын алаңы", "Балалар ойын алаңдарын жаңарту"),
    ("Көше шамдарын орнату", "Көшеге шам орнатайық"),
    ("Автобус аялдамасына шатыр", "Автобус аялдамаларын шатырмен жабу"),
]
RUSSIAN = [
    ("Освещение дороги к школе № 14", "Осветить дорогу до школы 14"),
    ("Детская площадка во дворе", "Детские площадки во дворах"),
    ("Скамейки на набережной", "Поставить скамейку возле набережной"),
    ("Велодорожка вдоль Иртыша", "Велодорожки у Иртыша"),
    ("Крыша над автобусной остановкой", "Сделать крышу автобусной остановки"),
    ("Озеленение улицы Абая", "Озеленить улицу Абая деревьями"),
]
# Kazakh as it is typed where the keyboard has Russian letters only.
RUSSIAN_KEYBOARD = [
    ("Көше шамдарын орнату", "коше шамдары"),
    ("Аула кітапханасы және тегін Wi-Fi", "аула китапханасы"),
    ("Қаратал жағалауындағы жаяу жол", "каратал жагалауы"),
]
ALL = KAZAKH + RUSSIAN


@pytest.fixture
def written(proposing):
    """One proposal for each pair, all in one call."""
    p = proposing
    made = {
        title: p.proposal(
            title=title,
            author=p.resident,
            language="kk" if (title, typed) in KAZAKH else "ru",
            problem="",
            description="",
        )
        for title, typed in ALL
    }
    return p, made


@pytest.mark.parametrize(("title", "typed"), ALL + RUSSIAN_KEYBOARD)
def test_similar_finds_the_same_idea_in_other_endings_first(written, title, typed):
    p, made = written
    assert queries.similar(p.call, typed)[0] == made[title]


@pytest.mark.parametrize(
    "typed", ["Каток зимой", "Мұз айдыны керек", "Приют для собак", "Музей", "абв", ""]
)
def test_similar_is_silent_about_something_else(written, typed):
    p, _ = written
    assert queries.similar(p.call, typed) == []


def test_similar_reads_the_text_when_the_title_is_another(proposing):
    p = proposing
    there = p.proposal(
        title="Безопасный двор", problem="Вечером темно.", description="Установить фонари во дворе."
    )
    assert queries.similar(p.call, "Установить фонари") == [there]


def test_similar_stays_in_the_call_and_leaves_out_ones_own_and_unpublished(proposing):
    from tests.factories.proposals import CallFactory

    p = proposing
    title = "Освещение дороги к школе"
    mine = p.proposal(title=title)
    p.proposal(title=title, call=CallFactory(akimat=p.akimat))
    p.proposal(title=title, status="rejected")
    p.proposal(title=title, status="draft")
    assert queries.similar(p.call, title) == [mine]
    assert queries.similar(p.call, title, leave_out=mine) == []


def test_similar_shows_at_most_the_limit(proposing):
    p = proposing
    for number in range(7):
        p.proposal(title=f"Освещение дороги {number}")
    assert len(queries.similar(p.call, "Освещение дороги")) == 5
    assert len(queries.similar(p.call, "Освещение дороги", limit=2)) == 2


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("скамеек", "Скамейки на набережной"),
        ("набережнной", "Скамейки на набережной"),
        ("веладорожка", "Велодорожка вдоль Иртыша"),
        ("кітапхана", "Аула кітапханасы және тегін Wi-Fi"),
        ("китапхана", "Аула кітапханасы және тегін Wi-Fi"),
        ("аялдама шатыр", "Автобус аялдамасына шатыр"),
        ("АБАЯ озеленение", "Озеленение улицы Абая"),
        ("коше шамы", "Көше шамдарын орнату"),
        ("балаларга алан", "Балаларға арналған ойын алаңы"),
    ],
)
def test_search_forgives_slips_and_endings(written, words, title):
    p, made = written
    assert queries.search(queries.public(p.call), words)[0] == made[title]


@pytest.mark.parametrize("words", ["фонарями", "фанари", "двора фонари", "Сатпаева"])
def test_search_reads_the_text_and_the_address(written, words):
    p, _ = written
    there = p.proposal(
        title="Светлый вечер", description="Установить фонари во дворе.", address="ул. Сатпаева, 5"
    )
    assert list(queries.search(queries.public(p.call), words)) == [there]


def test_search_asks_for_every_word(written):
    p, _ = written
    assert not queries.search(queries.public(p.call), "скамейки мектеп").exists()


def test_search_takes_whatever_people_type(written):
    p, _ = written
    for words in ("%", "_", "'; drop table", "\\", "((", "a" * 100, "😀"):
        list(queries.search(queries.public(p.call), words))
