"""A person's copy, and what goes when the account goes."""

from django.utils import timezone

from commons.people import erasers, exports
from edp.events import operations
from edp.events.models import Registration
from tests.factories.edp_events import event, note


def test_the_copy_holds_registrations_and_notes(discovery):
    made = event(discovery.round, discovery.at)
    person = discovery.people["biz"]
    operations.register(event=made, stakeholder=discovery.seats["biz"], at=discovery.at)
    note(made, person, discovery.at)

    held = exports.parts(person)["discovery_events"]

    assert [row["state"] for row in held["registrations"]] == ["registered"]
    assert [row["text"] for row in held["notes"]] == ["Gluten for bakeries"]
    assert exports.parts(discovery.people["gov"])["discovery_events"] == {
        "registrations": [],
        "notes": [],
    }


def test_places_of_an_erased_account_go_to_those_who_wait(discovery):
    made = event(discovery.round, discovery.at, is_open=True, capacity=1)
    person = discovery.people["resident"]
    operations.register(event=made, person=person, at=discovery.at)
    operations.register(event=made, stakeholder=discovery.seats["gov"], at=discovery.at)

    erasers.run(person)

    assert not Registration.objects.filter(person=person).exists()
    assert Registration.objects.get().status == "registered"
    assert timezone.now() < made.starts_at
