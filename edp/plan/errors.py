"""What can go wrong with a plan, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class PlanError(DomainError):
    texts: ClassVar = {
        "round_closed": _("The round is not running, so its plan cannot change."),
        "not_decided": _(
            "The plan begins with the decision. Publish the final resolution of the commission "
            "first: what it took becomes the priorities."
        ),
        "started": _("The plan of this round has already been started."),
        "changed_meanwhile": _(
            "Somebody else saved this while you were writing. Nothing is lost: your text is below, "
            "and what they saved stands beside it. Put the two together and save again."
        ),
        "text_needed": _("Write the text in the authoritative language: %(languages)s is missing."),
        "elsewhere": _("This belongs to another plan or another akimat."),
        "dates_in_order": _("The action must end after it starts."),
        "years_in_order": _("The programme must end after it begins."),
        "money_or_none": _("Either the action needs no money, or it has an amount. Not both."),
        "money_approved": _(
            "The ex ante check looked at this money and these dates. Take the approval back first."
        ),
        "has_actions": _("Move or remove the actions below it first."),
        "has_indicators": _("Move or remove the indicators that hang on it first."),
        "in_use": _("It is used by a plan and cannot be removed."),
        "already_running": _("What has been approved cannot be removed. Stop it, with the reason."),
        "nothing_to_join": _("Choose at least one other priority to join."),
        "wrong_status": _("An action that is “%(now)s” cannot become “%(next)s”."),
        "reason_needed": _("Say why it was stopped, in Kazakh and in Russian."),
        "ex_ante_missing": _(
            "The action cannot be approved yet. The ex ante check lacks: %(missing)s."
        ),
        "ex_ante_against": _(
            "The ex ante check does not say that the action is worth doing, so it cannot be "
            "approved."
        ),
        "ex_ante_fixed": _(
            "The action was approved on this check. Take the approval back before you change it."
        ),
        "action_incomplete": _("The action cannot be approved without a lead, dates and money."),
        "not_ready": _("The plan cannot be published yet: %(count)s things are missing."),
        "nothing_new": _("Nothing has changed since version %(number)s, so there is nothing new."),
        "not_published": _("This can be done once the plan is published."),
    }
