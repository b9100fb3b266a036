"""No page asks the database more about three things than about one, whichever page it is."""

from typing import Any, TypeVar

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgeting.models import Contract, Payment, Photo, Project
from commons.notifications import operations as notifications
from commons.notifications.models import Message
from commons.people import operations as people
from commons.proposals.models import Attachment, Comment, Proposal, Support
from tests.browser.pages import PARTS
from tests.factories.budgeting import announced
from tests.factories.people import PersonFactory, ResidentFactory, make_iin
from tests.factories.territories import AkimatFactory, DistrictFactory, TerritoryFactory
from tests.fixtures.journeys import Country

pytestmark = pytest.mark.django_db

Row = TypeVar("Row", bound=Model)


def again(row: Row, **different: Any) -> Row:
    """A second row like this one."""
    copy = type(row).objects.get(pk=row.pk)  # type: ignore[attr-defined]
    copy.pk = None
    copy._state.adding = True
    for name, value in different.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def another_proposal(proposal: Proposal) -> Proposal:
    copy = again(proposal, author=PersonFactory())
    for file in Attachment.objects.filter(proposal=proposal):
        again(file, proposal=copy)
    Support.objects.create(proposal=copy, person=PersonFactory(), supported_at=timezone.now())
    return copy


def another_project(project: Project) -> Project:
    copy = again(project, proposal=another_proposal(project.proposal), option=None)
    for review in project.reviews.all():
        again(review, project=copy)
    for milestone in project.milestones.all():
        again(milestone, project=copy)
    if hasattr(project, "appeal"):
        again(project.appeal, project=copy)
    return copy


def one_more_of_everything(country: Country, number: int) -> None:
    at, town, cast = timezone.now(), country.town, country.people
    place = DistrictFactory(kato=f"55{3 + number}000000", name=f"District {number}")
    region = TerritoryFactory(kato=f"{31 + number}0000000", name=f"Region {number}")
    AkimatFactory(territory=region, slug=f"more-{number}")
    announced(town.akimat, at, council=[cast["expert"]], slug=f"more-{number}")
    for envelope in (town.intake.envelopes.first(), country.draft_round.envelopes.first()):
        again(envelope, territory=place, poll=None)
    for proposal in Proposal.objects.filter(call=town.intake.call).order_by("pk")[:4]:
        another_proposal(proposal)
    mine = again(country.proposal, title=f"My {number}")
    for one in (mine, country.draft):
        for file in Attachment.objects.filter(proposal=country.proposal)[:1]:
            again(file, proposal=one)
    file = Attachment.objects.filter(proposal=country.proposal)[0]
    again(file)
    for remark in Comment.objects.filter(proposal=country.proposal, parent=None)[:1]:
        copy = again(remark, author=PersonFactory())
        again(remark.replies.all()[0], parent=copy, author=PersonFactory())
    for project in (*country.projects.values(), town.finished.projects[0]):
        another_project(project)
    again(Contract.objects.order_by("pk")[0], number=f"more-{number}")
    again(Payment.objects.order_by("pk")[0])
    again(Photo.objects.order_by("pk")[0])
    for message in Message.objects.filter(person=cast["resident"])[:1]:
        again(message, key=f"again-{number}")
    notifications.follow(person=cast["resident"], topic=f"proposal/{mine.pk}", at=at)
    for claim in cast["resident"].verifications.all()[:1]:
        again(claim, status="replaced", reference=f"AGAIN{number}")
    people.request_verification(
        person=PersonFactory(),
        akimat=town.akimat,
        territory=town.district,
        method="in_person",
        iin=make_iin(),
        at=at,
    )
    ResidentFactory(lives_in=(town.akimat, place))


def test_no_page_asks_more_of_three_than_of_one(country: Country) -> None:
    clients = {"": Client()}
    for who, person in country.people.items():
        clients[who] = Client()
        clients[who].force_login(person)
    visits = [visit for part in PARTS.values() for visit in part(country) if visit.is_plain]

    def measured() -> dict[str, list[str]]:
        found = {}
        for visit in visits:
            with CaptureQueriesContext(connection) as captured:
                answer = clients[visit.who].get(f"/en{visit.path}")
                answer.getvalue()
            found[visit.name] = [query["sql"] for query in captured]
        return found

    one_more_of_everything(country, 0)
    measured()  # what a process reads once
    before = measured()
    for number in (1, 2):
        one_more_of_everything(country, number)
    after = measured()

    more = {
        name: (len(before[name]), len(after[name]))
        for name in before
        if len(after[name]) > len(before[name])
    }
    assert more == {}
