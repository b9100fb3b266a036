"""Why a file of figures cannot be imported at all; a bad line alone is a Fault of the report."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class FiguresError(DomainError):
    texts: ClassVar = {
        "not_text": _(
            "This is not a text file but a spreadsheet or a picture. Open it in a spreadsheet "
            "program and save it as “CSV UTF-8”."
        ),
        "dataset_code": _(
            "“%(dataset)s” cannot be the code of a data set: use letters a–z, digits, dots and "
            "hyphens, at most 40."
        ),
        "dataset_new": _(
            "There is no data set “%(dataset)s” yet. To make it, give what is missing: %(missing)s."
        ),
    }
