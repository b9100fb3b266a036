"""Addresses of this part, from /hearings/ on."""

from django.urls import URLPattern, path

from .views import answering, preparing, reading, remarks, tables, texts

_DRAFT = "drafts/<int:pk>"
_VERSION = f"{_DRAFT}/versions/<int:version_pk>"
_REMARK = f"{_DRAFT}/remarks/<int:remark_pk>"

urlpatterns: list[URLPattern] = [
    path("drafts/", reading.index, name="drafts"),
    path("drafts/new/", preparing.new, name="draft_new"),
    path(f"{_DRAFT}/", reading.draft, name="draft"),
    path(f"{_DRAFT}/edit/", preparing.edit, name="draft_edit"),
    path(f"{_DRAFT}/desk/", preparing.desk, name="draft_desk"),
    path(f"{_DRAFT}/open/", preparing.open_, name="draft_open"),
    path(f"{_DRAFT}/extend/", preparing.extend, name="draft_extend"),
    path(f"{_DRAFT}/close/", preparing.close, name="draft_close"),
    path(f"{_DRAFT}/versions/", reading.versions, name="draft_versions"),
    path(f"{_DRAFT}/compare/", reading.compare, name="draft_compare"),
    path(f"{_DRAFT}/versions/new/", texts.version_new, name="draft_version_new"),
    path(f"{_VERSION}/", texts.version, name="draft_version"),
    path(f"{_VERSION}/text/", reading.version_text, name="draft_version_text"),
    path(f"{_VERSION}/text.json", reading.version_json, name="draft_version_json"),
    path(f"{_VERSION}/file/", reading.version_file, name="draft_version_file"),
    path(f"{_VERSION}/matches/", texts.matches, name="draft_matches"),
    path(f"{_VERSION}/matches/<int:passage_pk>/", texts.match, name="draft_match"),
    path(f"{_VERSION}/passages/<int:passage_pk>/", texts.passage, name="draft_passage"),
    path(f"{_DRAFT}/whole/", remarks.whole, name="draft_whole"),
    path(f"{_DRAFT}/p/<int:paragraph_pk>/", remarks.paragraph, name="draft_paragraph"),
    path(f"{_DRAFT}/remarks/", tables.remarks, name="draft_remarks"),
    path(f"{_DRAFT}/remarks.csv", tables.remarks_csv, name="draft_remarks_csv"),
    path(f"{_DRAFT}/remarks.docx", tables.remarks_docx, name="draft_remarks_docx"),
    path(f"{_REMARK}/", tables.remark, name="draft_remark"),
    path(f"{_REMARK}/edit/", remarks.edit, name="draft_remark_edit"),
    path(f"{_REMARK}/agree/", remarks.agree, name="draft_agree"),
    path(f"{_REMARK}/hide/", answering.hide, name="draft_hide"),
    path(f"{_DRAFT}/answers/", answering.queue, name="draft_queue"),
    path(f"{_DRAFT}/answers/write/", answering.answer, name="draft_answer"),
]
