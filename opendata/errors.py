"""What can be wrong with a question to the interface for programs, and the words for it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class OpenDataError(DomainError):
    """`status` is that of the answer; `headers` go with it."""

    texts: ClassVar[Mapping[str, str | Promise]] = {
        "not_found": _("There is nothing at this address."),
        "no_dataset": _("There is no dataset “%(name)s”."),
        "no_row": _("The dataset has no such row, or it is not public."),
        "no_akimat": _("There is no akimat “%(name)s”."),
        "unknown_parameter": _("The parameter “%(name)s” is not known here. Known: %(known)s."),
        "repeated_parameter": _("The parameter “%(name)s” is given more than once."),
        "not_a_number": _("The parameter “%(name)s” must be a whole number."),
        "out_of_range": _(
            "The parameter “%(name)s” must be a whole number from %(low)s to %(high)s."
        ),
        "not_a_moment": _(
            "The parameter “%(name)s” must be a date, such as 2027-03-01, or a moment with its "
            "time zone, such as 2027-03-01T09:00:00+05:00."
        ),
        "not_a_key": _("The parameter “%(name)s” must be the key of a row."),
        "method_not_allowed": _("Only GET, HEAD and OPTIONS are answered here."),
        "too_many_requests": _(
            "Too many requests from your address. Try again in %(seconds)s seconds."
        ),
    }

    def __init__(
        self,
        code: str,
        *,
        status: int = 400,
        headers: Mapping[str, str] | None = None,
        **params: Any,
    ) -> None:
        super().__init__(code, **params)
        self.status = status
        self.headers = dict(headers or {})
