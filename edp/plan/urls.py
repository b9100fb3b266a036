"""Addresses of this part, from /discovery/ on. `plan/` is no round: it holds the registers."""

from django.urls import URLPattern, path

from . import action_views, editing_views, register_views, views

ROUND = "<slug:round_slug>/plan"
EDIT = f"{ROUND}/edit"

urlpatterns: list[URLPattern] = [
    path("plan/instruments/", register_views.instruments, name="plan_instruments"),
    path("plan/instruments/new/", register_views.instrument_add, name="plan_instrument_add"),
    path("plan/instruments/<int:pk>/", register_views.instrument, name="plan_instrument"),
    path("plan/programmes/", register_views.programmes, name="plan_programmes"),
    path("plan/programmes/new/", register_views.programme_add, name="plan_programme_add"),
    path("plan/programmes/<int:pk>/", register_views.programme, name="plan_programme"),
    path("plan/programmes/<int:pk>/items/new/", register_views.item_add, name="plan_item_add"),
    path("plan/items/<int:pk>/", register_views.item, name="plan_item"),
    path(f"{ROUND}/", views.plan, name="plan"),
    path(f"{ROUND}/draft/", views.draft, name="plan_draft"),
    path(f"{ROUND}/programmes/", views.check, name="plan_check"),
    path(f"{ROUND}/versions/", views.versions, name="plan_versions"),
    path(f"{ROUND}/versions/compare/", views.compare, name="plan_compare"),
    path(f"{ROUND}/versions/<int:number>/", views.version, name="plan_version"),
    path(f"{ROUND}/versions/<int:number>/plan.json", views.data, name="plan_data"),
    path(f"{ROUND}/versions/<int:number>/plan-<slug:language>.pdf", views.pdf, name="plan_pdf"),
    path(f"{ROUND}/start/", editing_views.start, name="plan_start"),
    path(f"{EDIT}/", editing_views.edit, name="plan_edit"),
    path(f"{EDIT}/vision/", editing_views.vision, name="plan_vision"),
    path(f"{EDIT}/publish/", editing_views.publish, name="plan_publish"),
    path(f"{EDIT}/<slug:kind>/new/", editing_views.add, name="plan_add"),
    path(f"{EDIT}/<slug:kind>/<int:pk>/", editing_views.change, name="plan_change"),
    path(f"{EDIT}/<slug:kind>/<int:pk>/move/", editing_views.move, name="plan_move"),
    path(f"{EDIT}/<slug:kind>/<int:pk>/remove/", editing_views.remove, name="plan_remove"),
    path(f"{EDIT}/priority/<int:pk>/join/", editing_views.join, name="plan_join"),
    path(f"{EDIT}/action/<int:pk>/ex-ante/", action_views.ex_ante, name="plan_ex_ante"),
    path(f"{EDIT}/action/<int:pk>/approve/", action_views.approve, name="plan_approve"),
    path(f"{EDIT}/action/<int:pk>/state/", action_views.state, name="plan_action_state"),
]
