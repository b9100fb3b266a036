"""Discovery: rounds, and what happens in each stage.

Pages with a fixed first segment come before `<round_slug>/`; no round may take such an address.
"""

from django.urls import URLPattern, URLResolver, include, path

from .views import rounds, rules, stages, thread

app_name = "edp"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", rounds.index, name="index"),
]
# Each part names its own addresses, from /discovery/ on; those of a round from its own address on.
urlpatterns += [
    path("", include("edp.statistics.urls")),
    path("", include("edp.evidence.urls")),
    path("", include("edp.stakeholders.urls")),
    path("", include("edp.surveys.urls")),
    path("", include("edp.events.urls")),
    path("", include("edp.opportunities.urls")),
    path("", include("edp.evaluation.urls")),
    path("", include("edp.consultation.urls")),
    path("", include("edp.plan.urls")),
    path("", include("edp.monitoring.urls")),
    path("<slug:round_slug>/", rounds.round_page, name="round"),
    path("<slug:round_slug>/rules/", rules.rules, name="rules"),
    path("<slug:round_slug>/rules.json", rules.rules_file, name="rules_file"),
    path("<slug:round_slug>/stages/<slug:kind>/", stages.stage, name="stage"),
    path("<slug:round_slug>/stages/<slug:kind>/edit/", stages.write_stage, name="stage_edit"),
    path("<slug:round_slug>/opportunities/<int:pk>/thread/", thread.thread, name="thread"),
]
