"""Every address of recommendations: read, written, answered and kept."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commons.notifications.operations import follow
from consultations.recommendations import operations
from consultations.recommendations.models import Commitment
from tests.browser.pages import SUBMIT, Visit
from tests.factories.hearings_meetings import PDF
from tests.factories.hearings_recommendations import (
    document,
    held_meeting,
    morning,
    promised,
    replied,
    sent,
    texts,
)
from tests.fixtures.hearings import Hearings


def visits(hearings: Hearings) -> list[Visit]:
    people, akimat, at = hearings.people, hearings.akimat, hearings.at
    moderator, specialist, resident = people["moderator"], people["specialist"], people["resident"]
    today = timezone.localdate()
    meeting = held_meeting(akimat, moderator, today - timedelta(days=70))
    early = morning(today - timedelta(days=60))
    overdue, late, kept, done = sent(meeting, moderator, early, specialist, asks=4)
    request = operations.ask_to_be_heard(
        recommendation=overdue,
        wish="video",
        words="The timetable",
        language="en",
        actor=moderator,
        at=early,
    )
    operations.arrange(
        request=request,
        starts_at=at + timedelta(days=20),
        way="video",
        where="https://video.example/room",
        actor=specialist,
        at=at,
    )
    operations.hand_over(
        recommendation=overdue, to=moderator, reason=texts("Knows it"), actor=specialist, at=early
    )
    replied(late, specialist, morning(today - timedelta(days=20)))
    operations.correct_reply(
        recommendation=late,
        decision="rejected",
        reply=texts("There is no money for it this year."),
        reason=texts("The budget was cut"),
        actor=specialist,
        at=at,
    )
    promise = promised(kept, specialist, early, today + timedelta(days=9))
    operations.report(
        commitment=promise,
        text=texts("Half the buses came"),
        upload=SimpleUploadedFile("act.pdf", PDF),
        actor=specialist,
        at=at,
    )
    finished = promised(done, specialist, early, today - timedelta(days=9))
    operations.move_date(
        commitment=finished,
        to=today - timedelta(days=2),
        reason=texts("Snow"),
        actor=specialist,
        at=morning(today - timedelta(days=30)),
    )
    operations.finish(commitment=finished, proof=texts("They run"), actor=specialist, at=at)
    follow(person=resident, topic=f"recommendation/{done.pk}", at=at)
    said = operations.dispute(
        commitment=Commitment.objects.get(pk=finished.pk),
        words="No bus came.",
        language="en",
        actor=resident,
        at=at,
    )
    recent = held_meeting(akimat, moderator, today - timedelta(days=2))
    unsent = document(recent, moderator, at, specialist=specialist)
    half = document(recent, moderator, at, asks=1)
    waiting = sent(recent, moderator, at, specialist, asks=1)[0]
    draft = {"decision": "accepted", "reply_kk": "Иә", "reply_ru": "Да", "promises": []}
    operations.save_draft(recommendation=waiting, data=draft, actor=specialist, at=at)
    row = unsent.recommendations.get(number=1)
    base = f"/en/{akimat.slug}/hearings"
    public = (
        "recommendations/",
        "recommendations/?q=nothing+fits",
        f"recommendations/{overdue.pk}/",
        f"recommendations/{late.pk}/",
        f"recommendations/{done.pk}/chain/",
        "documents/",
        f"documents/{overdue.document_id}/",
        "commitments/",
        "commitments/?show=broken",
        f"commitments/{promise.pk}/",
        f"commitments/{finished.pk}/",
        "board/",
    )
    writing = (
        f"documents/new/?meeting={recent.pk}",
        "documents/",
        f"documents/{unsent.pk}/write/",
        f"documents/{half.pk}/write/",
        f"documents/{unsent.pk}/edit/",
        f"documents/{unsent.pk}/send/",
        f"documents/{half.pk}/send/",
        f"documents/{unsent.pk}/drop/",
        f"documents/{unsent.pk}/recommendations/new/",
        f"documents/{unsent.pk}/recommendations/{row.pk}/",
        f"recommendations/{overdue.pk}/",
        f"recommendations/{waiting.pk}/heard/",
        "recommendations/queue/?show=all",
        "recommendations/heard/",
        f"recommendations/heard/{request.pk}/arrange/",
        f"recommendations/heard/{request.pk}/outcome/",
    )
    answering = (
        "recommendations/queue/",
        f"recommendations/{waiting.pk}/reply/",
        f"recommendations/{waiting.pk}/reply/preview/",
        f"recommendations/{waiting.pk}/hand-over/",
        f"recommendations/{late.pk}/correct/",
        f"commitments/{promise.pk}/",
        f"commitments/{promise.pk}/report/",
        f"commitments/{promise.pk}/move/",
        f"commitments/{promise.pk}/done/",
        f"commitments/{promise.pk}/not-kept/",
        "commitments/disputes/",
        f"commitments/disputes/{said.pk}/",
    )
    return [
        *[Visit(f"{base}/{rest}") for rest in public],
        *[Visit(f"{base}/{rest}", who="moderator") for rest in writing],
        *[Visit(f"{base}/{rest}", who="specialist") for rest in answering],
        Visit(f"{base}/recommendations/{late.pk}/", who="resident"),
        Visit(f"{base}/commitments/{finished.pk}/dispute/", who="resident"),
        *[
            Visit(f"{base}/{rest}", who=who, press=[SUBMIT], status=422)
            for rest, who in (
                (f"commitments/{finished.pk}/dispute/", "resident"),
                (f"documents/{unsent.pk}/recommendations/new/", "moderator"),
                (f"recommendations/{waiting.pk}/hand-over/", "specialist"),
                (f"commitments/{promise.pk}/move/", "specialist"),
            )
        ],
        Visit(
            f"{base}/recommendations/{waiting.pk}/reply/",
            who="specialist",
            fill={"reply_ru": ""},
            press=["button[name=preview]"],
            status=422,
        ),
        Visit(f"{base}/recommendations/{waiting.pk}/reply/", who="resident", status=404),
    ]
