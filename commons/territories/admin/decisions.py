"""Decisions of staff: a button or a bulk action, a page that asks for the reason, one operation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commons.interface.errors import DomainError

from .reach import MODERATORS
from .scope import AkimatScopedAdmin

Words = str | Promise
MOST_AT_ONCE = 200


class NoQuestion(forms.Form):
    """A decision that needs a yes and nothing else."""


class ForObjects(forms.Form):
    """A form that must know what is being decided."""

    def __init__(self, *args: Any, objects: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.objects = objects


@dataclass(frozen=True)
class Decision:
    """What staff may decide about an object. `run(obj, actor=, at=, data=)` calls the operation."""

    slug: str
    label: Words
    # One sentence: what will happen, and whether it can be undone.
    consequence: Words
    done: Words  # with %(name)s
    run: Callable[..., Any]
    form: type[forms.Form] = NoQuestion
    applies: Callable[[Any], bool] = lambda obj: True
    bulk: bool = False
    quiet: bool = True  # the main decision of a queue is the solid button
    grave: bool = False
    roles: frozenset[str] = MODERATORS


@dataclass
class Outcome:
    """What became of each object of a decision."""

    done: list[Any] = field(default_factory=list)
    refused: list[tuple[Any, str]] = field(default_factory=list)


class DecidingAdmin(AkimatScopedAdmin):
    """A queue: nothing is changed by saving a field, only by a decision."""

    decisions: ClassVar[Sequence[Decision]] = ()

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        view = self.admin_site.admin_view(self.decide_view)
        return [path("decide/<slug:decision>/", view, name=name), *super().get_urls()]

    def decide_url(self, decision: Decision, ids: Sequence[Any]) -> str:
        query = QueryDict(mutable=True)
        query["ids"] = ",".join(str(pk) for pk in ids)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_decide"
        return f"{reverse(name, args=[decision.slug])}?{query.urlencode(safe=',')}"

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The decisions that are safe for many at once."""
        if not self.has_change_permission(request):
            return {}
        return {
            decision.slug: (partial(self._begin, decision=decision), decision.slug, decision.label)
            for decision in self.decisions
            if decision.bulk
        }

    @staticmethod
    def _begin(
        model_admin: "DecidingAdmin", request: HttpRequest, queryset: Any, decision: Decision
    ) -> HttpResponse:
        ids = list(queryset.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(ids) > MOST_AT_ONCE:
            messages.error(
                request,
                _("Choose at most %(most)s at once; nothing was changed.") % {"most": MOST_AT_ONCE},
            )
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect(model_admin.decide_url(decision, ids))

    def buttons(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        """The decisions that may be taken about this object now."""
        return [
            {
                "href": self.decide_url(decision, [obj.pk]),
                "label": decision.label,
                "quiet": decision.quiet,
                "grave": decision.grave,
            }
            for decision in self.decisions
            if self._may(request, decision.roles, obj) and decision.applies(obj)
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        buttons = self.buttons(request, obj) if obj is not None else []
        return super().change_view(
            request, object_id, form_url, {**(extra_context or {}), "decisions": buttons}
        )

    def chosen(self, request: HttpRequest, decision: Decision) -> list[Any]:
        """The objects named in the address; 404 if one of them is not this person's to decide."""
        named = [part for part in request.GET.get("ids", "").split(",") if part]
        if not named or len(named) > (MOST_AT_ONCE if decision.bulk else 1):
            raise Http404
        try:
            ids = list(dict.fromkeys(self.opts.pk.to_python(part) for part in named))
        except ValidationError:
            raise Http404 from None
        found = {obj.pk: obj for obj in self.get_queryset(request).filter(pk__in=ids)}
        if len(found) < len(ids):
            raise Http404
        if not all(self._may(request, decision.roles, obj) for obj in found.values()):
            raise Http404
        return [found[pk] for pk in ids]

    def decide_view(self, request: HttpRequest, decision: str) -> HttpResponse:
        """GET asks, POST decides; without a reason nothing is changed (422)."""
        wanted = next((known for known in self.decisions if known.slug == decision), None)
        if wanted is None:
            raise Http404
        objects = self.chosen(request, wanted)
        form = self._form(request, wanted, objects)
        if request.method == "POST" and form.is_valid():
            outcome = self.carry_out(request, wanted, objects, form.cleaned_data)
            return self.respond(request, wanted, form, outcome)
        return self._ask(request, wanted, objects, form)

    def _form(self, request: HttpRequest, decision: Decision, objects: list[Any]) -> forms.Form:
        data = (request.POST, request.FILES) if request.method == "POST" else ()
        wanted: Any = decision.form
        if issubclass(wanted, ForObjects):
            bound: forms.Form = wanted(*data, objects=objects)
        else:
            bound = wanted(*data)
        return bound

    def carry_out(
        self, request: HttpRequest, decision: Decision, objects: list[Any], data: dict[str, Any]
    ) -> Outcome:
        """Each object in a transaction of its own: one refusal does not stop the others."""
        outcome = Outcome()
        for obj in objects:
            try:
                decision.run(obj, actor=request.user, at=timezone.now(), data=data)
            except DomainError as error:
                outcome.refused.append((obj, error.message))
            else:
                outcome.done.append(obj)
        return outcome

    def respond(
        self, request: HttpRequest, decision: Decision, form: forms.Form, outcome: Outcome
    ) -> HttpResponse:
        """One: back to the queue, or the page again with why not. Many: what became of each."""
        total = len(outcome.done) + len(outcome.refused)
        if total == 1 and outcome.done:
            messages.success(request, str(decision.done) % {"name": outcome.done[0]})
            return HttpResponseRedirect(self.after_url(request, decision, outcome.done[0]))
        if total == 1:
            obj, why = outcome.refused[0]
            form.add_error(None, why)
            return self._ask(request, decision, [obj], form)
        lines = [(obj, str(decision.done) % {"name": obj}, True) for obj in outcome.done]
        lines += [(obj, why, False) for obj, why in outcome.refused]
        context = {
            **self._frame(request, decision),
            "lines": lines,
            "done": len(outcome.done),
            "refused": len(outcome.refused),
        }
        return TemplateResponse(request, "admin/desk/decided.html", context)

    def after_url(self, request: HttpRequest, decision: Decision, obj: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _frame(self, request: HttpRequest, decision: Decision) -> dict[str, Any]:
        request.current_app = self.admin_site.name
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "decision": decision,
            "title": decision.label,
            "queue_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
        }

    def _ask(
        self, request: HttpRequest, decision: Decision, objects: list[Any], form: forms.Form
    ) -> HttpResponse:
        info = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        context = {
            **self._frame(request, decision),
            "form": form,
            "chosen_objects": [(obj, reverse(info, args=[obj.pk])) for obj in objects],
            "unfit": [obj for obj in objects if not decision.applies(obj)],
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/desk/decide.html", context, status=status)
