"""A list of people: every line is invited or comes back."""

import pytest

from commons.notifications.models import Letter, Message
from commons.people.models import Organisation
from commons.territories.errors import TableError
from edp.models import Stakeholder
from edp.stakeholders import operations
from edp.stakeholders.names import near, normalised, similarity
from tests.factories.edp import organisation
from tests.factories.edp_stakeholders import a_list, invited
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
GOOD = "Айгүл;aigul@example.kz;Павлодар университеті;sci"


def take(discovery, *lines: str, **more):
    return operations.import_list(
        round=discovery.round,
        file=a_list(*lines, **more),
        actor=discovery.people["moderator"],
        at=discovery.at,
    )


def test_good_lines_are_invited_with_letters(discovery) -> None:
    report = take(discovery, GOOD, "Иван;ivan@example.kz;ТОО «Ак бидай»;бизнес")
    assert (report.invited, report.new_organisations, report.faults) == (2, 2, [])
    ivan = Stakeholder.objects.get(email="ivan@example.kz")
    assert (ivan.sector, ivan.status, ivan.origin) == ("biz", "invited", "list")
    assert set(Letter.objects.values_list("address", flat=True)) == {
        "aigul@example.kz",
        "ivan@example.kz",
    }


def test_account_on_the_list_is_told_on_the_site(discovery) -> None:
    PersonFactory(email="aigul@example.kz")
    take(discovery, GOOD)
    assert Message.objects.count() == 1
    assert not Letter.objects.exists()


@pytest.mark.usefixtures("in_english")
def test_faults_name_their_line_and_the_lines_come_back(discovery) -> None:
    bad = [
        "Без почты;;Организация;gov",
        "Пётр;not an address;Организация;gov",
        "Пётр;petr@example.kz;Организация;планета",
        "Лишний;столбец;есть;тут;пятый",
        "Айгүл;AIGUL@example.kz;Другая;sci",
        "Ещё один;other@example.kz;Павлодар Университеті;sci",
    ]
    report = take(discovery, GOOD, *bad)
    assert report.invited == 1
    assert [(fault.line, fault.field) for fault in report.faults] == [
        (3, "email"),
        (4, "email"),
        (5, "sector"),
        (6, "—"),
        (7, "email"),
        (8, "organisation"),
    ]
    assert report.left.splitlines() == ["name;email;organisation;sector", *bad]
    corrected = take(discovery, *[line.replace(";;", ";p@example.kz;") for line in bad[:1]])
    assert corrected.invited == 1


def test_list_sent_twice_invites_nobody_twice(discovery) -> None:
    take(discovery, GOOD)
    report = take(discovery, GOOD)
    assert report.invited == 0
    assert [fault.field for fault in report.faults] == ["email"]
    assert Letter.objects.count() == 1


def test_list_without_header_is_read_in_the_order_of_the_columns(discovery) -> None:
    bad = "Пётр;petr@example.kz;Организация;планета"
    report = take(discovery, bad, header=GOOD)
    assert report.invited == 1
    assert [fault.line for fault in report.faults] == [2]


def test_headers_may_be_russian_or_kazakh_and_more_columns_follow(discovery, district) -> None:
    report = take(
        discovery,
        f"Иван;i@example.kz;Завод;бизнес;large;{district.name};да;нет;ru;мастер",
        header="имя;почта;организация;сектор;размер;район;женщина;в ассоциации;язык;должность",
    )
    assert report.faults == []
    seat = Stakeholder.objects.select_related("organisation").get(email="i@example.kz")
    assert (seat.territory, seat.is_woman, seat.language) == (district, True, "ru")
    assert (seat.position, seat.organisation.size) == ("мастер", "large")
    assert seat.organisation.in_association is False
    kazakh = take(discovery, "Дана;d@example.kz;Ұйым;ғылым", header="аты-жөні;пошта;ұйым;сектор")
    assert kazakh.invited == 1


def test_cell_with_a_line_break_comes_back_whole(discovery) -> None:
    report = take(discovery, '"Имя\nв две строки";nobody;Организация;gov', GOOD)
    assert report.invited == 1
    assert report.left == (
        'name;email;organisation;sector\n"Имя\nв две строки";nobody;Организация;gov'
    )


def test_no_table_is_an_error_and_writes_nothing(discovery) -> None:
    with pytest.raises(TableError):
        take(discovery, "одно слово", header="что-то")
    assert not Stakeholder.objects.filter(origin="list").exists()


def test_known_organisation_is_used_and_its_holder_named(discovery) -> None:
    known = organisation(discovery.akimat, "sci", name="Павлодар университеті")
    take(discovery, GOOD)
    assert Stakeholder.objects.get(email="aigul@example.kz").organisation == known
    held = discovery.seats["gov"].organisation
    report = take(discovery, f"Б;b@example.kz;{held.name};gov")
    assert [fault.field for fault in report.faults] == ["organisation"]


def test_thousands_of_lines_take_few_queries(discovery, django_assert_max_num_queries) -> None:
    lines = [f"Имя {n};n{n}@example.kz;Организация {n};gov" for n in range(3000)]
    with django_assert_max_num_queries(40):
        report = take(discovery, *lines)
    assert report.invited == 3000
    assert Letter.objects.count() == 3000
    assert Organisation.objects.filter(name__startswith="Организация").count() == 3000


def test_invited_by_hand_is_known_to_the_list(discovery) -> None:
    invited(discovery.round, discovery.people["moderator"], discovery.at, email="aigul@example.kz")
    assert take(discovery, GOOD).invited == 0


# --- names ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ТОО «Ак бидай»", '"Ақ Бидай" ЖШС'),
        ("Almaty Foods LLP", "ALMATY  FOODS"),
        ("ТОО", "тоо"),
    ],
)
def test_names_are_the_same_but_for_form_and_quotes(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)
    assert similarity(one, other) == 1


def test_near_names_come_likest_first_and_far_ones_not_at_all(akimat) -> None:
    names = ["Павлодарский хлебозавод", "Павлодарский хлебокомбинат", "Ақ бидай"]
    known = [organisation(akimat, name=name) for name in names]
    found = near("Павлодарский хлебзавод", known)
    assert [one.name for one in found] == names[:2]
