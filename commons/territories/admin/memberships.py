"""Staff of an akimat: its moderators give roles and end them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.errors import DomainError

from ..enums import Role
from ..models import Akimat, Membership
from ..staffing import end_role, grant_role
from .decisions import DecidingAdmin, Decision
from .reach import MODERATORS, desk


class RoleForm(forms.Form):
    akimat: Any = forms.ModelChoiceField(
        label=gettext_lazy("Akimat"), queryset=Akimat.objects.none()
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person’s account"),
        help_text=gettext_lazy("The person signs up on the site first, and adds a second factor."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Moderators run rounds and give roles. Specialists review proposals and verify "
            "residents. Observers read all akimats and change nothing."
        ),
    )

    def __init__(self, *args: Any, akimats: Any, is_operator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_operator:
            role: Any = self.fields["role"]
            role.choices = [choice for choice in Role.choices if choice[0] != Role.OBSERVER]
        field: Any = self.fields["akimat"]
        field.queryset = akimats
        if akimats.count() == 1:
            field.initial = akimats.first()
            field.widget = forms.HiddenInput()


def _end(obj: Membership, *, actor: Any, at: Any, data: dict[str, Any]) -> None:
    end_role(membership=obj, actor=actor, at=at)


class MembershipAdmin(DecidingAdmin):
    add_roles = MODERATORS
    list_display = ("person", "role", "akimat")
    list_select_related = ("person", "akimat")
    list_filter = ("role",)
    search_fields = ("person__name", "person__email")
    ordering = ("akimat", "role", "person")
    fields = readonly_fields = ("person", "akimat", "role")
    decisions = (
        Decision(
            slug="end",
            label=gettext_lazy("End the role"),
            consequence=gettext_lazy(
                "The person can no longer act for the akimat. What they did stays on record."
            ),
            done=gettext_lazy("The role “%(name)s” has ended."),
            run=_end,
            grave=True,
        ),
    )

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        ids = desk(request).ids(self.add_roles)
        akimats = Akimat.objects.all() if ids is None else Akimat.objects.filter(pk__in=ids)
        if not self.has_add_permission(request):
            return self._get_obj_does_not_exist_redirect(request, self.opts, "")
        is_operator = request.user.is_superuser
        form = RoleForm(request.POST or None, akimats=akimats, is_operator=is_operator)
        if request.method == "POST" and form.is_valid():
            try:
                held = grant_role(**form.cleaned_data, actor=request.user, at=timezone.now())
            except DomainError as error:
                form.add_error("email", error.message)
            else:
                words = _("%(person)s is now %(role)s of %(akimat)s.")
                values = {"person": held.person, "role": held, "akimat": held.akimat}
                messages.success(request, words % values)
                return HttpResponseRedirect(reverse("admin:territories_membership_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Give a role"),
            "form": form,
            "button": _("Give the role"),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/desk/form.html", context, status=status)
