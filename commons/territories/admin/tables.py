"""Tables out of the desk and into it: CSV, and XLSX where openpyxl is installed."""

import csv
from collections.abc import Sequence
from typing import Any, ClassVar

import tablib  # type: ignore[import-untyped]
from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import ModelResource

from commons.audit.operations import record
from commons.interface.spreadsheets import harmless

from .reach import desk
from .scope import AkimatScopedAdmin

MAX_IMPORT_BYTES = 2 * 1024 * 1024


def formats() -> dict[str, Any]:
    known = {"csv": CSV, "xlsx": XLSX}
    return {name: kind for name, kind in known.items() if kind.is_available()}


def disarmed(table: tablib.Dataset) -> tablib.Dataset:
    """The same table with formulas made text."""
    rows = [[harmless(cell) for cell in row] for row in table]
    return tablib.Dataset(*rows, headers=table.headers)


class DeskExport(AkimatScopedAdmin):
    """Whoever may read a list may export it as it is filtered; that they did is on record."""

    resource_class: ClassVar[type[ModelResource]]

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/<slug:kind>/", view, name=name), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        query = request.GET.urlencode()
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        links = [
            (kind.upper(), reverse(name, args=[kind]) + (f"?{query}" if query else ""))
            for kind in formats()
        ]
        return super().changelist_view(request, {"exports": links, **(extra_context or {})})

    def export_queryset(self, request: HttpRequest) -> Any:
        """The list with the search and the filters of the address, all its pages."""
        try:
            return self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            raise Http404 from None

    def export_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        found = formats().get(kind)
        if found is None or not self.has_view_permission(request):
            raise Http404
        table = disarmed(self.resource_class().export(self.export_queryset(request)))
        data = found().export_data(table)
        if isinstance(data, str):
            data = data.encode("utf-8-sig")  # or Excel takes Cyrillic for something else
        self._record_export(request, kind, len(table))
        response = HttpResponse(data, content_type=found().get_content_type())
        day = timezone.localdate().isoformat()
        name = f"{self.opts.model_name}-{day}.{kind}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _record_export(self, request: HttpRequest, kind: str, rows: int) -> None:
        chosen = desk(request).chosen
        subject: Any = chosen or request.user
        record(
            verb="desk.exported",
            subject=subject,
            at=timezone.now(),
            actor=request.user,
            akimat=chosen,
            list=self.opts.label_lower,
            format=kind,
            rows=rows,
        )


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("UTF-8, at most 2 MB; the first line names the columns."),
    )

    def clean_file(self) -> tablib.Dataset:
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if (upload.size or 0) > MAX_IMPORT_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        try:
            return tablib.Dataset().load(upload.read().decode("utf-8-sig"), format="csv")
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _("The file is not UTF-8 text. Save it as “CSV UTF-8” and try again.")
            ) from None
        except (tablib.exceptions.TablibException, csv.Error, ValueError):
            raise forms.ValidationError(
                _("The lines do not all have as many columns as the first one.")
            ) from None


def bad_lines(result: Any) -> list[str]:
    """What is wrong, line by line; the first line of the file is line 1."""
    found: list[str] = [str(error.error) for error in result.base_errors]
    for number, errors in result.row_errors():
        found += [
            _("Line %(line)s: %(error)s") % {"line": number + 1, "error": error.error}
            for error in errors
        ]
    for row in result.invalid_rows:
        for column, texts in row.field_specific_errors.items():
            found += [
                _("Line %(line)s, %(field)s: %(error)s")
                % {"line": row.number + 1, "field": column, "error": text}
                for text in texts
            ]
        found += [
            _("Line %(line)s: %(error)s") % {"line": row.number + 1, "error": text}
            for text in row.non_field_specific_errors
        ]
    return found


class DeskImport(DeskExport):
    """Bring a table in: all of it, or, when one line is bad, none of it."""

    import_columns: ClassVar[Sequence[str]] = ()

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_import"
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name=name), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_import"
        url = reverse(name) if self.has_change_permission(request) else ""
        return super().changelist_view(request, {"import_url": url, **(extra_context or {})})

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise Http404
        form = ImportForm(request.POST or None, request.FILES or None)
        problems: list[str] = []
        if request.method == "POST" and form.is_valid():
            result = self.resource_class().import_data(
                form.cleaned_data["file"], dry_run=False, use_transactions=True,
                rollback_on_validation_errors=True,
            )  # fmt: skip
            problems = bad_lines(result)
            if not problems:
                return self._imported(request, result)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import: %(what)s") % {"what": self.opts.verbose_name_plural},
            "form": form,
            "problems": problems,
            "columns": self.import_columns,
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/desk/import.html", context, status=status)

    def _imported(self, request: HttpRequest, result: Any) -> HttpResponse:
        totals = result.totals
        record(
            verb="desk.imported",
            subject=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            actor=request.user,
            akimat=desk(request).chosen,
            list=self.opts.label_lower,
            new=totals["new"],
            changed=totals["update"],
        )
        messages.success(
            request,
            _("Imported: %(new)s new, %(update)s changed, %(skip)s as they were.") % totals,
        )
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(name))
