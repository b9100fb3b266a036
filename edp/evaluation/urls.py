"""Addresses of this part, from /discovery/ on."""

from django.urls import URLPattern, path

from .views import (
    cards,
    commission,
    decision,
    exports,
    figures,
    managing,
    overview,
    results,
    sheets,
    what_if,
)

R = "<slug:round_slug>/"
E = f"{R}evaluation/<int:pk>/"
M = f"{E}manage/"
S = f"{R}commission/sittings/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("my-sheets/", sheets.my_sheets, name="evaluation_my_sheets"),
    # what everybody sees
    path(f"{R}evaluation/", overview.overview, name="evaluation"),
    path(E, overview.detail, name="evaluation_detail"),
    path(f"{E}opportunities/<int:candidate_pk>/", results.candidate, name="evaluation_candidate"),
    path(f"{E}sure/", results.robustness, name="evaluation_robustness"),
    path(f"{E}methods/", what_if.methods, name="evaluation_methods"),
    path(f"{E}what-if/", what_if.what_if, name="evaluation_what_if"),
    path(f"{E}recompute/", exports.recompute, name="evaluation_recompute"),
    path(f"{E}scorecard.json", exports.scorecard_json, name="evaluation_scorecard_json"),
    path(f"{E}scoring.json", exports.result_json, name="evaluation_result_json"),
    path(f"{E}scoring.zip", exports.archive_zip, name="evaluation_archive_zip"),
    path(f"{E}ranking.csv", exports.ranking_csv, name="evaluation_ranking_csv"),
    path(f"{E}scores.csv", exports.scores_csv, name="evaluation_scores_csv"),
    # evaluators
    path(f"{E}sheets/", sheets.sheets, name="evaluation_sheets"),
    path(f"{E}sheets/<int:sheet_pk>/", sheets.sheet, name="evaluation_sheet"),
    path(f"{E}sheets/<int:sheet_pk>/conflict/", sheets.conflict, name="evaluation_conflict"),
    # those who run the round
    path(f"{R}evaluation/new/", managing.new, name="evaluation_new"),
    path(M, managing.manage, name="evaluation_manage"),
    path(f"{M}opportunities/", managing.candidates, name="evaluation_candidates"),
    path(f"{M}evaluators/", managing.evaluators, name="evaluation_evaluators"),
    path(f"{M}evaluators/<int:evaluator_pk>/", managing.evaluator, name="evaluation_evaluator"),
    path(f"{M}assignment/", managing.assignment, name="evaluation_assignment"),
    path(f"{M}open/", managing.open_it, name="evaluation_open"),
    path(f"{M}extend/", managing.extend, name="evaluation_extend"),
    path(f"{M}remind/", managing.remind, name="evaluation_remind"),
    path(f"{M}close/", managing.close, name="evaluation_close"),
    path(f"{M}discard/", managing.discard, name="evaluation_discard"),
    path(f"{M}rules/", cards.rules, name="evaluation_rules"),
    path(f"{M}areas/", cards.areas, name="evaluation_areas"),
    path(f"{M}criteria/", cards.criteria, name="evaluation_criteria"),
    path(f"{M}criteria/new/", cards.criterion_new, name="evaluation_criterion_new"),
    path(f"{M}criteria/<int:criterion_pk>/", cards.criterion, name="evaluation_criterion"),
    path(f"{M}weights/", cards.weights, name="evaluation_weights"),
    path(f"{M}weights/swing/", cards.swing, name="evaluation_swing"),
    path(f"{M}weights/pairs/", cards.pairs, name="evaluation_pairs"),
    path(f"{M}figures/", figures.figures, name="evaluation_figures"),
    path(f"{M}figures/<int:criterion_pk>/", figures.of_criterion, name="evaluation_figures_of"),
    path(f"{M}figures/import/", figures.paste, name="evaluation_figures_import"),
    # the commission
    path(f"{R}decision/", decision.decision, name="decision"),
    path(f"{R}decision/<int:pk>/", decision.decision_detail, name="decision_detail"),
    path(f"{R}shortlist/", decision.shortlist, name="shortlist"),
    path(f"{R}commission/", commission.commission, name="commission"),
    path(f"{R}commission/members/<int:pk>/", commission.member, name="commission_member"),
    path(f"{R}commission/sittings/new/", commission.resolution_new, name="resolution_new"),
    path(S, commission.resolution, name="resolution"),
    path(f"{S}fill/", commission.resolution_fill, name="resolution_fill"),
    path(f"{S}sitting/", commission.resolution_sitting, name="resolution_sitting"),
    path(f"{S}decisions/", commission.resolution_decisions, name="resolution_decisions"),
    path(f"{S}reasons/<int:verdict_pk>/", commission.resolution_reason, name="resolution_reason"),
    path(f"{S}publish/", commission.resolution_publish, name="resolution_publish"),
    path(f"{S}discard/", commission.resolution_discard, name="resolution_discard"),
]
