"""Paragraphs are found again in a new text, always the same way."""

import random

from consultations.drafts.alignment import counterparts, matched, moved
from consultations.drafts.enums import PassageKind
from consultations.drafts.splitting import Block

T = PassageKind.TEXT


def blocks(*lines: str) -> list[Block]:
    return [Block(T, line) for line in lines]


BUS = "автобус ходит в село два раза в неделю"
FARE = "проезд стоит сто десять тенге для всех"
STOP = "на каждой остановке есть навес и скамья"


def test_same_texts_match_whatever_the_spaces() -> None:
    assert matched(blocks(BUS, FARE), blocks("автобус  ходит в село два раза в неделю", FARE)) == [
        0,
        1,
    ]


def test_changed_new_and_dropped_are_told_apart() -> None:
    new = blocks(BUS.replace("два", "три"), "совсем другая мысль о зиме и снеге", STOP)
    assert matched(blocks(BUS, FARE, STOP), new) == [0, None, 2]


def test_moved_paragraphs_are_found_and_marked() -> None:
    found = matched(blocks(BUS, FARE, STOP, "хвост"), blocks(FARE, STOP, BUS, "хвост"))
    assert found == [1, 2, 0, 3]
    assert moved(found) == {2}


def test_moved_and_changed_needs_more_likeness() -> None:
    old = blocks(BUS, FARE, STOP)
    assert matched(old, blocks(FARE, STOP, BUS.replace("два", "три")))[2] == 0
    assert matched(old, blocks(FARE, STOP, "автобус ходит в город каждый час"))[2] is None


def test_number_of_the_document_helps_a_rewritten_paragraph() -> None:
    old = [Block(T, BUS, "1.1."), Block(T, "Оплата наличными прекращается.", "1.2.")]
    text = "Оплата наличными прекращается в городе с 2028 года, в сёлах остаётся."
    assert matched(old, [Block(T, BUS, "1.1."), Block(T, text, "1.2.")]) == [0, 1]
    assert matched(old, [Block(T, BUS, "1.1."), Block(T, text, "1.3.")]) == [0, None]


def test_repeated_texts_keep_their_order() -> None:
    assert matched(blocks("да", BUS, "да"), blocks("да", "да")) == [0, 2]


def test_no_old_paragraph_is_given_twice() -> None:
    rng = random.Random(7)
    words = [f"сөз{n}" for n in range(30)]
    for _round in range(30):
        old = blocks(*(" ".join(rng.choices(words, k=6)) for _ in range(12)))
        new = old[:]
        rng.shuffle(new)
        new = [
            Block(T, one.text.replace("сөз1", "жаңа", 1)) if rng.random() < 0.4 else one
            for one in new[:10]
        ]
        found = [i for i in matched(old, new) if i is not None]
        assert len(found) == len(set(found))
        assert matched(old, new) == matched(old, new)


def test_counterparts_follow_numbering_and_kind() -> None:
    old = [
        Block(PassageKind.HEADING, "Жалпы"),
        Block(T, "бірінші", "1.1."),
        Block(T, "екінші", "1.2."),
        Block(T, "соңғы"),
    ]
    new = [
        Block(PassageKind.HEADING, "Общее"),
        Block(T, "вставка"),
        Block(T, "второй", "1.2"),
        Block(T, "последний"),
    ]
    none = [None] * 4
    assert counterparts(old, new, none, set(range(4))) == [0, 1, 2, 3]
    assert counterparts(old, new, none, {0, 2, 3}) == [0, None, 2, 3]
    assert counterparts(old, new, [None, None, 1, None], {0, 2, 3}) == [0, None, 1, 3]
