"""The voter's receipt after the vote: what it shows, the file, and whether the log has it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from algorithms.log import receipt_statement
from commons.people.models import Person
from commons.voting import keys, operations, slips
from commons.voting.models import LogLeaf, Poll
from commons.voting.operations import Receipt
from tests.budgeting.ballot.support import text, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def file_url() -> str:
    return url("receipt").removesuffix("/") + ".json"


@pytest.fixture
def receipt(citywide: Poll, resident: Person, cast: Callable[..., Receipt]) -> Receipt:
    return cast(citywide, resident.elector, {})


def test_page_says_whether_the_log_has_the_ballot(
    booth: Client, citywide: Poll, receipt: Receipt
) -> None:
    before = text(booth.get(url("done")))
    operations.seal(poll=citywide, at=timezone.now(), force=True)
    after = text(booth.get(url("done")))

    assert "In the public log: not yet" in before
    assert "In the public log: yes It is entry 2" in after


def test_square_code_leads_to_the_check_and_hides_the_code_from_the_server(
    booth: Client, citywide: Poll, receipt: Receipt
) -> None:
    answer = booth.get(url("done"))
    slip: slips.Slip = answer.context["slip"]

    check = f"http://testserver/en/pavlodar/votes/{citywide.pk}/receipt/"
    assert slip.scan_url == f"{check}#{receipt.code}"
    assert slip.qr() in answer.content.decode()
    assert "style=" not in slip.qr()
    assert booth.get(check).status_code == 200


def test_file_holds_the_signed_promise(booth: Client, citywide: Poll, receipt: Receipt) -> None:
    answer = booth.get(file_url())
    content = json.loads(answer.content)
    setup: Any = LogLeaf.objects.get(poll=citywide, index=0).content
    public = bytes.fromhex(setup["log_key"])

    assert {"no-store", "private"} == set(answer["Cache-Control"].split(", "))
    assert content["poll"] == str(citywide.pk)
    assert content["key_id"] == keys.key_id(public)
    assert keys.verify(
        public,
        bytes.fromhex(content["signature"]),
        receipt_statement(log=citywide.pk, leaf=bytes.fromhex(content["leaf"])),
    )
    found = slips.read(answer.content.decode())
    assert (found.leaf, found.poll) == (receipt.code, str(citywide.pk))


def test_file_is_not_there_for_others(
    client: Client, citywide: Poll, receipt: Receipt, second_resident: Person
) -> None:
    assert client.get(file_url()).status_code == 404
    client.force_login(second_resident)
    assert client.get(file_url()).status_code == 404


def test_receipt_is_still_there_after_the_close(
    booth: Client, citywide: Poll, receipt: Receipt, moderator: Person
) -> None:
    operations.close_poll(poll=citywide, actor=moderator, at=timezone.now())
    found = text(booth.get(url("done")))

    assert "In the public log: yes" in found
    assert receipt.code[:8] in found


def test_receipt_without_the_signing_key_is_not_signed(
    booth: Client, citywide: Poll, receipt: Receipt, settings: Any
) -> None:
    key, away = settings.BIRGE_KEY_DIR / "log.key", settings.BIRGE_KEY_DIR / "log.away"
    key.rename(away)
    try:
        found = text(booth.get(url("done")))
        content = json.loads(booth.get(file_url()).content)
    finally:
        away.rename(key)

    assert "The log cannot sign at this moment." in found
    assert content["signature"] == ""
