"""Addresses of this part, from /discovery/ on. The library belongs to the akimat, not a round."""

from django.urls import URLPattern, path

from .views import library, strengths, swot, trends

REGISTER = "<slug:round_slug>/strengths/"
ASSET = f"{REGISTER}<int:pk>/"
SWOT = "<slug:round_slug>/swot/"
TRENDS = "<slug:round_slug>/trends/"
ENTRY = "library/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("library/", library.shelf, name="library"),
    path("library/new/", library.add, name="library_new"),
    path(ENTRY, library.entry, name="library_entry"),
    path(f"{ENTRY}edit/", library.change, name="library_edit"),
    path(f"{ENTRY}withdraw/", library.withdraw, name="library_withdraw"),
    path(f"{ENTRY}link/", library.link, name="library_link"),
    path(f"{ENTRY}links/<int:link_pk>/remove/", library.unlink, name="library_unlink"),
    path(REGISTER, strengths.register, name="evidence_strengths"),
    path("<slug:round_slug>/strengths.csv", strengths.table, name="evidence_strengths_file"),
    path(f"{REGISTER}new/", strengths.add, name="evidence_strength_new"),
    path(ASSET, strengths.strength, name="evidence_strength"),
    path(f"{ASSET}edit/", strengths.change, name="evidence_strength_edit"),
    path(f"{ASSET}withdraw/", strengths.withdraw, name="evidence_strength_withdraw"),
    path(f"{ASSET}remark/", strengths.remark, name="evidence_remark"),
    path(
        f"{REGISTER}remarks/<int:pk>/withdraw/", strengths.unremark, name="evidence_remark_withdraw"
    ),
    path(f"{REGISTER}remarks/<int:pk>/answer/", strengths.answer, name="evidence_answer"),
    path(SWOT, swot.board, name="evidence_swot"),
    path("<slug:round_slug>/swot.csv", swot.table, name="evidence_swot_file"),
    path(f"{SWOT}new/", swot.add, name="evidence_swot_new"),
    path(f"{SWOT}<int:pk>/act/", swot.act_on, name="evidence_swot_act"),
    path(f"{SWOT}<int:pk>/agree/", swot.agree, name="evidence_swot_agree"),
    path(f"{SWOT}<int:pk>/merge/", swot.merge, name="evidence_swot_merge"),
    path(TRENDS, trends.notes, name="evidence_trends"),
    path(f"{TRENDS}new/", trends.add, name="evidence_trend_new"),
    path(f"{TRENDS}<int:pk>/edit/", trends.change, name="evidence_trend_edit"),
    path(f"{TRENDS}<int:pk>/withdraw/", trends.withdraw, name="evidence_trend_withdraw"),
]
