"""Addresses of surveys, from /discovery/ on."""

from django.urls import URLPattern, path

from .views import answering, editing, reading

SURVEYS = "<slug:round_slug>/surveys/"
ONE = f"{SURVEYS}<int:pk>/"
PAGE = f"{ONE}pages/<int:page>/"
urlpatterns: list[URLPattern] = [
    path(SURVEYS, answering.surveys, name="surveys"),
    path(f"{SURVEYS}new/", editing.new, name="survey_new"),
    path(ONE, answering.survey_page, name="survey"),
    path(f"{ONE}answer/<int:page>/", answering.step, name="survey_step"),
    path(f"{ONE}check/", answering.check, name="survey_check"),
    path(f"{ONE}results/", reading.results, name="survey_results"),
    path(f"{ONE}results.csv", reading.results_file, name="survey_results_file"),
    path(f"{ONE}open-answers/", reading.open_answers, name="survey_open_answers"),
    path(f"{ONE}edit/", editing.edit, name="survey_edit"),
    path(f"{ONE}settings/", editing.settings, name="survey_settings"),
    path(f"{ONE}preview/", editing.preview, name="survey_preview"),
    path(f"{ONE}close/", editing.close, name="survey_close"),
    path(f"{ONE}do/", editing.do, name="survey_do"),
    path(f"{ONE}pages/new/", editing.page_form, name="survey_page_new"),
    path(PAGE, editing.page_form, name="survey_page"),
    path(f"{PAGE}questions/new/", editing.question_form, name="survey_question_new"),
    path(f"{PAGE}questions/<int:question>/", editing.question_form, name="survey_question"),
]
