"""Whom the operations tell, and of what. The words are in messages.py."""

from datetime import date, datetime

from django.urls import reverse

from commons.notifications import operations as notifications

from . import texts
from .models import Appeal, Project, Round


def topic(round: Round) -> str:
    """What followers of a round follow."""
    return f"round/{round.pk}"


def round_path(round: Round) -> str:
    return reverse("budgeting:round", args=[round.akimat.slug, round.slug])


def project_path(project: Project) -> str:
    round = project.round
    return reverse("budgeting:project", args=[round.akimat.slug, round.slug, project.pk])


def round_followers(round: Round, kind: str, at: datetime, *, key: str) -> None:
    notifications.notify_followers(
        topic=topic(round),
        kind=f"budget_{kind}",
        params={"round": texts.read(round, "title")},
        path=round_path(round),
        key=key,
        at=at,
    )


def to_author(project: Project, kind: str, at: datetime, due: date | None = None) -> None:
    """Tell the author what became of the project; `due` is the day by which they may act."""
    notifications.notify(
        person=project.proposal.author,
        kind=f"budget_{kind}",
        params={"project": project.proposal.title} | ({"due_date": due.isoformat()} if due else {}),
        path=project_path(project),
        key=f"project/{project.pk}/{kind}/{at.isoformat()}",
        at=at,
    )


def to_specialist(project: Project, at: datetime) -> None:
    """Tell the specialist in charge, if there is one, that a project waits."""
    if project.specialist is None:
        return
    notifications.notify(
        person=project.specialist,
        kind="budget_review_waits",
        params={
            "project": project.proposal.title,
            "due_date": project.due_date.isoformat() if project.due_date else "",
        },
        path=reverse("budgeting:review", args=[project.round.akimat.slug, project.pk]),
        key=f"project/{project.pk}/review/{at.isoformat()}",
        at=at,
    )


def to_council(appeal: Appeal, at: datetime) -> None:
    project = appeal.project
    for seat in project.round.council.select_related("person").order_by("pk"):
        notifications.notify(
            person=seat.person,
            kind="budget_appeal_filed",
            params={"project": project.proposal.title, "due_date": appeal.due_date.isoformat()},
            path=reverse("budgeting:council_appeal", args=[project.round.akimat.slug, appeal.pk]),
            key=f"appeal/{appeal.pk}",
            at=at,
        )
