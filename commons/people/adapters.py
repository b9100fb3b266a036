"""How allauth meets our people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.urls import reverse

from . import providers


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by e-mail address."""

    def send_account_already_exists_mail(self, email: str) -> None:
        """Takes as long as making an account: the clock must not tell who has one."""
        make_password(email)
        super().send_account_already_exists_mail(email)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Accounts at a provider of identity; there is none until one is configured."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """The first hook that sees the claims: the IIN leaves them here, before any is stored."""
        note = providers.strip(sociallogin)
        if note:
            request.session[providers.SESSION_KEY] = note
        sociallogin.user.name = str(data.get("name") or "")[:80]
        return super().populate_user(request, sociallogin, {**data, "name": ""})

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: consent and the public name are asked of everyone."""
        return False

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        initial = super().get_signup_form_initial_data(sociallogin)
        return {**initial, "name": sociallogin.user.name}

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("people:verify")
