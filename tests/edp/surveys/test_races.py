"""Two clicks at once: one response per person, sent once."""

import threading
import uuid

import pytest
from django.db import connections

from edp.models import SurveyResponse
from edp.surveys import operations
from edp.surveys.errors import SurveyError
from tests.factories.edp_surveys import option, published
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    barrier = threading.Barrier(len(acts))
    raised = [None] * len(acts)

    def run(number, act):
        try:
            barrier.wait()
            act()
        except Exception as error:
            raised[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_one_person_has_one_response(discovery) -> None:
    survey = published(discovery.round, discovery.people["moderator"], discovery.at)
    person = PersonFactory()
    raised = at_once(
        *[
            lambda: operations.start(
                survey=survey, person=person, key=None, language="kk", at=discovery.at
            )
        ]
        * 4
    )
    assert raised == [None] * 4
    assert SurveyResponse.objects.filter(person=person).count() == 1


def test_response_is_sent_once(discovery) -> None:
    survey = published(discovery.round, discovery.people["moderator"], discovery.at)
    held = operations.start(
        survey=survey, person=None, key=uuid.uuid4(), language="kk", at=discovery.at
    )
    held.survey = survey
    bakes = survey.asks["bakes"]
    operations.save_answers(response=held, values={bakes.pk: [option(bakes, 1)]}, at=discovery.at)
    raised = at_once(*[lambda: operations.send(response=held, at=discovery.at)] * 3)
    assert sum(error is None for error in raised) == 1
    assert all(error is None or isinstance(error, SurveyError) for error in raised)


def test_one_browser_has_one_response(discovery) -> None:
    survey = published(discovery.round, discovery.people["moderator"], discovery.at)
    key = uuid.uuid4()
    raised = at_once(
        *[
            lambda: operations.start(
                survey=survey, person=None, key=key, language="kk", at=discovery.at
            )
        ]
        * 4
    )
    assert raised == [None] * 4
    assert SurveyResponse.objects.count() == 1
