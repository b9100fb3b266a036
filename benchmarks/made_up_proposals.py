"""Titles of proposals in Kazakh, Russian and English, and the same as another person words them."""

import random
from dataclasses import dataclass

STREETS = """
Абай Тәуелсіздік Сәтбаев Мәшһүр Жүсіп Естай Қутузов Ломов Торайғыров Бектұров Айманов
Дөнентаев Чокин Қамзин Павлов Толстой Лермонтов Крупская Короленко Гагарин Лесная Ткачёв
Майра Ак Бектұр Кривенко Исиналиев Луначарский Суворов Усолка Назарбаев Пушкин Горький Женіс
Достық Сарыарқа Бөгенбай Қабанбай Жібек Жолы Алаш Жамбыл Құрманғазы Шевченко Әуезов Мұқанов
Мүсірепов Уәлиханов Байтұрсынов Дулатов Аймауытов Жұмабаев Сейфуллин Майлин Жансүгіров
Тоқтаров Молдағұлова Мәметова Рысқұлов Тілеулин Ғани Айтиев Ермеков Қонаев Бейбітшілік
Ынтымақ Бірлік Наурыз Арай Самал
""".split()  # noqa: SIM905
# (what is done, with what, where), each with another wording of the same.
KAZAKH = (
    [
        ("орнату", "қою"),
        ("жөндеу", "жаңарту"),
        ("салу", "тұрғызу"),
        ("абаттандыру", "көркейту"),
        ("жарықтандыру", "жарық тарту"),
        ("кеңейту", "ұлғайту"),
        ("тазалау", "тазарту"),
    ],
    [
        ("балалар ойын алаңын", "балалар алаңы"),
        ("аялдама павильонын", "аялдаманы"),
        ("орындықтар мен қоқыс жәшіктерін", "орындық және қоқыс жәшігі"),
        ("жаяу жүргіншілер жолын", "жаяу жолды"),
        ("велосипед жолын", "веложол"),
        ("спорт алаңын", "спорттық алаң"),
        ("саябақты", "парк"),
        ("су бұрқақты", "фонтан"),
        ("кітапхана жанындағы ауланы", "кітапхананың ауласын"),
        ("мектеп алдындағы өткелді", "мектеп жанындағы өткел"),
        ("көше шамдарын", "шамдар"),
        ("иттерді серуендету алаңын", "ит серуендететін алаң"),
        ("амфитеатрды", "амфитеатр"),
        ("жағалауды", "жағалау бойын"),
        ("нөсер кәрізін", "су ағарды"),
    ],
    [
        ("{} көшесінде", "{} көшесі бойында"),
        ("{} көшесіндегі {} үйдің ауласында", "{} көшесі, {} үй"),
        ("{} ықшам ауданында", "{} шағынауданы"),
    ],
)
RUSSIAN = (
    [
        ("установить", "поставить"),
        ("отремонтировать", "ремонт"),
        ("построить", "строительство"),
        ("благоустроить", "благоустройство"),
        ("осветить", "освещение"),
        ("расширить", "расширение"),
        ("очистить", "уборка"),
    ],
    [
        ("детскую площадку", "детская площадка"),
        ("павильон остановки", "остановочный павильон"),
        ("скамейки и урны", "скамьи с урнами"),
        ("пешеходную дорожку", "пешеходная дорожка"),
        ("велодорожку", "велосипедная дорожка"),
        ("спортивную площадку", "спортплощадка"),
        ("сквер с деревьями", "сквер, деревья"),
        ("сухой фонтан", "фонтан сухой"),
        ("двор у библиотеки", "двор библиотеки"),
        ("переход перед школой", "школьный переход"),
        ("уличные фонари", "фонари на улице"),
        ("площадку для выгула собак", "выгул собак"),
        ("амфитеатр под открытым небом", "открытый амфитеатр"),
        ("набережную", "набережная"),
        ("ливневую канализацию", "ливнёвка"),
    ],
    [
        ("на улице {}", "по ул. {}"),
        ("во дворе дома {} {}", "{} {}, двор"),
        ("в микрорайоне {}", "мкр {}"),
    ],
)
ENGLISH = (
    [("install", "put up"), ("repair", "renovate"), ("build", "construct"), ("green", "plant"),
     ("light", "lighting for"), ("widen", "broaden"), ("clean", "clear")],
    [("a playground", "playground for children"), ("the bus shelter", "bus stop shelter"),
     ("benches and bins", "benches, litter bins"), ("the footpath", "pedestrian path"),
     ("a bicycle lane", "cycle lane"), ("a sports ground", "sports field"),
     ("the small park", "park"), ("a dry fountain", "fountain"),
     ("the library courtyard", "courtyard of the library"),
     ("the crossing before the school", "school crossing"), ("street lamps", "lamps"),
     ("a dog park", "place to walk dogs"), ("an open-air amphitheatre", "amphitheatre"),
     ("the embankment", "embankment"), ("storm drains", "drains for rain")],
    [("on {} street", "at {} st."), ("in the yard of {} {}", "{} {}, yard"),
     ("in the {} district", "{} microdistrict")],
)  # fmt: skip
REASONS = (
    "Қазір бұл жер бос жатыр, кешке қараңғы. Тұрғындар көптен сұрап жүр.",
    "Сейчас здесь пусто и темно, жители давно просят. Рядом школа и поликлиника.",
    "The place is empty and dark in the evening; residents have asked for years.",
)
LANGUAGES = {"kk": KAZAKH, "ru": RUSSIAN, "en": ENGLISH}


@dataclass(frozen=True)
class MadeUp:
    """A title, and how somebody else words the same in a title of their own."""

    language: str
    title: str
    altered: str


def proposals(count: int, seed: int) -> list[MadeUp]:
    """No two alike: each has a street and a number of its own."""
    rng = random.Random(seed)
    made: dict[str, MadeUp] = {}
    while len(made) < count:
        language = rng.choice(list(LANGUAGES))
        one = _one(language, rng)
        made.setdefault(one.title, one)
    return list(made.values())


def _one(language: str, rng: random.Random) -> MadeUp:
    deeds, things, places = (rng.choice(part) for part in LANGUAGES[language])
    street, number = rng.choice(STREETS), str(rng.randint(1, 400))
    if language == "en":
        street = street.capitalize()
    corner = rng.choice(STREETS)
    if places[0].count("{}") == 2:
        where = [place.format(street, number) for place in places]
    else:
        where = [f"{place.format(street)} {corner} {number}" for place in places]
    order = [0, 1, 2] if language != "kk" else [2, 1, 0]
    title = " ".join([deeds[0], things[0], where[0]][part] for part in order)
    other = [rng.choice(deeds), rng.choice(things), rng.choice(where)]
    rng.shuffle(order)
    return MadeUp(language, title, _slipped(" ".join(other[part] for part in order), rng))


def _slipped(text: str, rng: random.Random) -> str:
    """One slip of the finger: a letter left out, doubled or exchanged with its neighbour."""
    place = rng.randrange(1, len(text) - 1)
    if text[place].isdigit() or text[place + 1].isdigit():
        return text
    return rng.choice(
        [
            text[:place] + text[place + 1 :],
            text[:place] + text[place] + text[place:],
            text[:place] + text[place + 1] + text[place] + text[place + 2 :],
        ]
    )
