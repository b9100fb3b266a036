"""What can go wrong with indicators, readings and reviews, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class MonitoringError(DomainError):
    texts: ClassVar = {
        "of_one_thing": _(
            "An indicator hangs on one thing: a priority, an objective or an action."
        ),
        "target_before_baseline": _("The target must lie after the day of the baseline."),
        "wrong_direction": _(
            "The figure should move the other way: the target does not fit the direction."
        ),
        "changed_reason_needed": _(
            "The plan is published, so a change of the baseline or the target is public. "
            "Give its reason in Kazakh and in Russian."
        ),
        "has_readings": _("It has readings. Stop reading it, with a reason, and they stay."),
        "dropped": _("This indicator is no longer read."),
        "drop_reason_needed": _("Say in Kazakh and in Russian why it is no longer read."),
        "not_published": _("Readings begin once the plan is published."),
        "in_the_future": _("A reading cannot lie in the future."),
        "before_baseline": _("A reading cannot lie before the baseline."),
        "read_already": _(
            "There is a reading for this day already. Correct it instead: the first one stays "
            "readable."
        ),
        "replaced_already": _(
            "Somebody else corrected this reading already. Correct the newer one."
        ),
        "correction_note_needed": _("Say in a few words why the reading is corrected."),
        "same_value": _("This is the value that stands there already."),
        "not_approved": _("Only an action that was approved can have spent money."),
        "review_published": _("The review is published and stays as it is."),
        "review_text_needed": _(
            "Before it is published, write what works, what does not and what changes, in Kazakh "
            "and in Russian: %(missing)s is missing."
        ),
        "review_not_published": _("Publish the review first: the next round grows out of it."),
    }
