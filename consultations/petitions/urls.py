"""Addresses of this part, from /hearings/ on."""

from django.urls import path

from .views import reading, staff, taking_part, writing

_ONE = "petitions/<int:pk>"

urlpatterns = [
    path("petitions/", reading.index, name="petitions"),
    path("petitions/new/", writing.start, name="petition_new"),
    path("petitions/rejected/", reading.rejected, name="petitions_rejected"),
    path(f"{_ONE}/", reading.detail, name="petition"),
    path(f"{_ONE}/edit/<slug:step>/", writing.step, name="petition_edit"),
    path(f"{_ONE}/sign/", taking_part.sign, name="petition_sign"),
    path(f"{_ONE}/take-back/", taking_part.take_back, name="petition_take_back"),
    path(f"{_ONE}/signatures/", reading.signatures, name="petition_signatures"),
    path(f"{_ONE}/poster/", reading.poster, name="petition_poster"),
    path(f"{_ONE}/appeal/", taking_part.appeal, name="petition_appeal"),
    path(f"{_ONE}/appeal/decide/", staff.decide, name="petition_decide"),
    path(f"{_ONE}/paper/", staff.paper, name="petition_paper"),
    path(f"{_ONE}/paper/<int:batch>/", staff.settle_paper, name="petition_paper_settle"),
    path(f"{_ONE}/handler/", staff.handler, name="petition_handler"),
    path(f"{_ONE}/answer/", staff.answer, name="petition_answer"),
]
