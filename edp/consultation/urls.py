"""Addresses of the public consultation, from /discovery/ on."""

from django.urls import path

from .views import answering, rating, responding

_BASE = "<slug:round_slug>/consultation"

urlpatterns = [
    path(f"{_BASE}/", rating.index, name="consultation"),
    path(f"{_BASE}/results/", rating.results_page, name="consultation_results"),
    path(f"{_BASE}/results.csv", rating.csv_file, name="consultation_csv"),
    path(f"{_BASE}/answers/", responding.answers, name="consultation_answers"),
    path(f"{_BASE}/comments/", answering.queue, name="consultation_comments"),
    path(f"{_BASE}/comments/<int:pk>/", answering.answer, name="consultation_answer"),
    path(f"{_BASE}/templates/", answering.template, name="consultation_templates"),
    path(f"{_BASE}/templates/<int:pk>/", answering.template, name="consultation_template"),
    path(f"{_BASE}/responses/", responding.responses, name="consultation_responses"),
    path(f"{_BASE}/responses/new/", responding.response, name="consultation_response_new"),
    path(f"{_BASE}/responses/<int:pk>/", responding.response, name="consultation_response"),
]
