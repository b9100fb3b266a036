"""Words for what the record holds as codes."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from commons.interface.dates import date_time, long_date

VERBS = {
    "added": _("Added on the desk"),
    "changed": _("Changed on the desk"),
    "deleted": _("Deleted on the desk"),
    "akimat.coloured": _("Colour changed"),
    "desk.exported": _("List exported"),
    "desk.imported": _("Table imported"),
    "staff.granted": _("Staff role given"),
    "staff.ended": _("Staff role ended"),
    "submit_proposal": _("Submitted by its author"),
    "publish_proposal": _("Published"),
    "return_proposal": _("Returned for correction"),
    "reject_proposal": _("Rejected"),
    "merge_proposal": _("Merged into another proposal"),
    "withdraw_proposal": _("Withdrawn by its author"),
    "add_file": _("File added"),
    "remove_file": _("File removed"),
    "report_comment": _("Reported"),
    "hide_comment": _("Hidden"),
    "restore_comment": _("Shown again"),
    "dismiss_reports": _("Kept: it breaks no rule"),
    "request_verification": _("Verification requested"),
    "verify_residency": _("Residency verified"),
    "refuse_verification": _("Verification refused"),
    "revoke_verification": _("Verification revoked"),
    "withdraw_verification": _("Request withdrawn"),
    "send_code": _("Code sent"),
    "miss_roll": _("Not found on the roll"),
    "import_roll": _("Roll of residents imported"),
    "give_consent": _("Consent given"),
    "withdraw_consent": _("Consent withdrawn"),
    "change_profile": _("Profile changed"),
    "erase_account": _("Account erased"),
    "round.created": _("Round begun"),
    "round.copied": _("Copied from another round"),
    "round.changed": _("Set-up changed"),
    "round.announced": _("Announced, rules frozen"),
    "round.amended": _("Rules amended in public"),
    "round.member_seated": _("Member of the expert council added"),
    "round.member_removed": _("Member of the expert council removed"),
    "round.projects_grouped": _("Projects that exclude one another grouped"),
    "round.ballot_fixed": _("Ballot fixed"),
    "round.ballot_unfixed": _("Ballot taken back"),
    "round.voting_opened": _("Voting opened"),
    "round.voting_closed": _("Voting closed"),
    "round.count_requested": _("Count begun"),
    "round.counted": _("Votes counted"),
    "round.result_published": _("Result published"),
    "round.imported": _("Imported from a file"),
    "project.created": _("Sent to review"),
    "project.assigned": _("Given to a specialist"),
    "project.moved": _("Moved to another envelope"),
    "project.reviewed": _("Reviewed"),
    "project.correction_submitted": _("Correction submitted"),
    "project.left": _("Left the round with its proposal"),
    "project.returned": _("Returned to review with its proposal"),
    "appeal.filed": _("Appeal filed"),
    "appeal.decided": _("Appeal decided"),
    "poll_opened": _("Ballot box opened"),
    "poll_closed": _("Ballot box closed"),
    "tally_requested": _("Tally requested"),
    "round.step_approved": _("Step approved by a moderator"),
    "round.approval_withdrawn": _("Approval withdrawn"),
    "round.roll_audited": _("Ballots checked against the roll"),
    "assisted_ballot_entered": _("Entered for a voter at the counter"),
    "assisted_ballot_confirmed": _("Confirmed by the second officer"),
    "assisted_ballot_refused": _("Assisted vote refused"),
    "urn_count_entered": _("Count of an urn entered"),
    "urn_count_confirmed": _("Count of an urn confirmed"),
    "urn_count_refused": _("Count of an urn refused"),
    "paper_ballot_entered": _("Entered by the first officer"),
    "paper_ballot_confirmed": _("Confirmed by the second officer"),
    "paper_ballot_refused": _("Form refused"),
    "delivery.milestone_set": _("Step of delivery reported"),
    "delivery.contract_added": _("Contract reported"),
    "delivery.payment_added": _("Payment reported"),
    "delivery.photo_added": _("Photo added"),
}
DETAILS = {
    "amount_tenge": _("amount, tenge"),
    "ballots": _("ballots"),
    "came_from": _("state before"),
    "changed": _("what changed"),
    "decision": _("decision"),
    "done_date": _("Done on"),
    "expected_date": _("expected now"),
    "fields": _("fields"),
    "file": _("file"),
    "imported": _("lines imported"),
    "into_title": _("merged into"),
    "kind": _("kind"),
    "method": _("way"),
    "name": _("name"),
    "number": _("number"),
    "options": _("options"),
    "person": _("person"),
    "photo": _("photo"),
    "planned_date": _("planned"),
    "project": _("project"),
    "reason": _("reason"),
    "review": _("review"),
    "role": _("role"),
    "roll": _("roll"),
    "round": _("round"),
    "rows": _("rows"),
    "rule": _("rule"),
    "rules_hash": _("fingerprint of the rules"),
    "slug": _("address"),
    "specialist": _("specialist"),
    "until": _("until"),
    "version": _("version"),
    "voters": _("voters"),
}
# Values that are codes, under the names above that hold codes.
CODES = {
    "after": _("after"),
    "before": _("before"),
    "acceptance": _("acceptance"),
    "contract": _("contract signed"),
    "correct": _("feasible once corrected"),
    "design": _("design and estimate"),
    "document": _("document"),
    "draft": _("draft"),
    "during": _("during the works"),
    "egov": _("through eGov"),
    "equal_shares": _("Method of Equal Shares"),
    "feasible": _("feasible"),
    "greedy": _("most votes first"),
    "image": _("picture"),
    "in_person": _("in person at the akimat"),
    "infeasible": _("not feasible"),
    "mail": _("messages by e-mail"),
    "moderator": _("moderator"),
    "observer": _("observer"),
    "opened": _("opened to residents"),
    "post": _("by a code sent by post"),
    "published": _("published"),
    "rejected": _("rejected"),
    "returned": _("returned for correction"),
    "roll": _("by the roll of residents"),
    "sms": _("by a code sent by SMS"),
    "specialist": _("specialist"),
    "submitted": _("with the moderator"),
    "tender": _("tender"),
    "terms": _("terms of use and processing of personal data"),
    "works": _("works begun"),
}
HOLD_CODES = {"came_from", "decision", "kind", "method", "role", "rule"}
# Kept for recomputing, not for reading: the rules page has them in words.
NOT_SHOWN = {"rules"}
MOST_CHARACTERS = 600
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ISO = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)")


def verb_words(verb: str) -> str:
    """A sentence for a verb of the record; an unknown one is shown as it is, readable."""
    return str(VERBS.get(verb) or verb.replace("_", " ").replace(".", ": ").capitalize())


def detail_words(detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Pairs of name and value, with lists and dictionaries written out."""
    return [
        (str(DETAILS.get(key, key.replace("_", " "))), _value(key, value)[:MOST_CHARACTERS])
        for key, value in detail.items()
        if key not in NOT_SHOWN
    ]


def _value(key: str, value: Any) -> str:
    if key in HOLD_CODES and isinstance(value, str):
        return str(CODES.get(value, value))
    return _written(value)


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        return _of_mapping(value)
    if isinstance(value, list | tuple):
        return ", ".join(_written(inner) for inner in value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, str) and ISO.fullmatch(value):
        return date_time(datetime.fromisoformat(value))
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return long_date(date.fromisoformat(value))
    return "—" if value is None or value == "" else str(value)


def _of_mapping(value: Mapping[str, Any]) -> str:
    """A text in several languages is shown in the reader's; anything else is written out."""
    if value and set(value) <= {code for code, _name in settings.LANGUAGES}:
        return _written(value.get(get_language() or "") or next(iter(value.values())))
    return "; ".join(f"{key}: {_written(inner)}" for key, inner in value.items())
