"""Forms come out labelled, tied to their hints and errors, and listed in the summary."""

import re
from datetime import datetime

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from commons.interface.forms import DayInput, MomentInput, TengeField


class Proposal(forms.Form):
    title = forms.CharField(label="Title", help_text="Short", max_length=20)
    cost = TengeField(label="Cost")
    kind = forms.ChoiceField(
        label="Kind", widget=forms.RadioSelect, choices=[("a", "Road"), ("b", "Light")]
    )
    photo = forms.FileField(label="Photo", required=False, help_text="JPEG")
    agree = forms.BooleanField(label="I agree", help_text="To the rules")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Period(forms.Form):
    day = forms.DateField(widget=DayInput, required=False)
    at = forms.DateTimeField(widget=MomentInput, required=False)


def _render(source: str, **context: object) -> str:
    with override("en"):
        html = Template("{% load birge %}" + source).render(Context(context))
    return re.sub(r"\s+", " ", html).replace("> <", "><").replace(" </", "</")


def test_field_is_tied_to_label_hint_and_error() -> None:
    html = _render("{{ form.title.as_field_group }}", form=Proposal({}))

    assert '<label for="id_title">Title</label>' in html
    assert '<div class="hint" id="id_title_helptext">Short</div>' in html
    assert 'id="id_title_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_radio_buttons_are_a_group_with_a_legend() -> None:
    html = _render("{{ form.kind.as_field_group }}", form=Proposal({}))

    assert '<fieldset class="field field--err" aria-describedby="id_kind_error">' in html
    assert "<legend>Kind</legend>" in html
    assert '<label for="id_kind_1">Light</label>' in html


def test_file_field_has_a_label_of_its_own_and_its_hint() -> None:
    html = _render("{{ form.photo.as_field_group }}", form=Proposal())

    assert '<label for="id_photo">Photo <span class="optional">(optional)</span></label>' in html
    assert 'aria-describedby="id_photo_helptext"' in html


def test_optional_is_left_out_where_the_form_says_so() -> None:
    form = Proposal()
    form.marks_optional = False  # type: ignore[attr-defined]

    assert "optional" not in _render("{{ form.photo.as_field_group }}", form=form)


def test_field_tag_changes_hint_and_attributes() -> None:
    html = _render('{% field form.title hint="Two words" autocomplete="off" %}', form=Proposal())

    assert "Two words" in html
    assert 'autocomplete="off"' in html


def test_summary_links_to_each_field_and_to_the_first_of_a_group() -> None:
    form = Proposal({})
    form.add_error(None, "Intake is over.")
    html = _render("{% error_summary form %}", form=form)

    assert 'role="alert" tabindex="-1" autofocus' in html
    assert "<li>Intake is over.</li>" in html
    assert '<a href="#id_title">Title: This field is required.</a>' in html
    assert '<a href="#id_kind_0">' in html


def test_summary_is_not_repeated_by_the_form() -> None:
    form = Proposal({})

    assert _render("{% error_summary form %}{{ form }}", form=form).count('role="alert"') == 1
    assert _render("{{ form }}", form=Proposal({})).count('role="alert"') == 1


def test_summary_of_a_sound_form_is_empty() -> None:
    assert _render("{% error_summary form %}", form=Proposal()).strip() == ""


def test_whole_form_shows_every_field_once() -> None:
    html = _render("{{ form }}", form=Proposal())

    assert html.count("<input") == 7
    assert 'type="hidden" name="token"' in html


def test_formset_lists_the_errors_of_its_forms() -> None:
    many = forms.formset_factory(Proposal, extra=0)
    formset = many({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-title": ""})
    formset.is_valid()

    assert 'href="#id_form-0-title"' in _render("{{ formset }}", formset=formset)


@pytest.mark.parametrize(
    "text", ["24600000", "24 600 000", "24\u00a0600\u00a0000 ₸", "24'600'000", " 24\u202f600 000"]
)
def test_tenge_field_reads_grouped_numbers(text: str) -> None:
    assert TengeField().clean(text) == 24_600_000


@pytest.mark.parametrize("text", ["24.5", "abc", "1e6"])
def test_tenge_field_refuses_what_is_no_whole_number(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        TengeField().clean(text)


def test_tenge_field_shows_groups_and_its_sign() -> None:
    html = _render("{{ form.cost.as_field_group }}", form=Proposal(initial={"cost": 24_600_000}))

    assert 'value="24\u00a0600\u00a0000"' in html or 'value="24 600 000"' in html
    assert '<span aria-hidden="true">₸</span>' in html


def test_dates_use_what_browsers_send() -> None:
    form = Period(initial={"at": datetime(2026, 11, 28, 18, 0)})  # noqa: DTZ001
    html = _render("{{ form.at }}{{ form.day }}", form=form)

    assert 'value="2026-11-28T18:00"' in html
    assert 'type="datetime-local"' in html
    assert 'type="date"' in html
    with override("ru"):
        assert Period({"day": "2026-11-28", "at": "2026-11-28T18:00"}).is_valid()
