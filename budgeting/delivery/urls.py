"""Pages of delivery: the board of an akimat, one project, and where staff report on it."""

from django.urls import path

from . import views

OF_PROJECT = "<slug:round_slug>/projects/<int:pk>/delivery/"

urlpatterns = [
    path("board/", views.board, name="board"),
    path(OF_PROJECT, views.delivery, name="delivery"),
    path(f"{OF_PROJECT}report/", views.edit, name="delivery_edit"),
    path(f"{OF_PROJECT}report/contract/", views.contract, name="delivery_contract"),
    path(f"{OF_PROJECT}report/payment/", views.payment, name="delivery_payment"),
    path(f"{OF_PROJECT}report/photo/", views.photo, name="delivery_photo"),
    path(f"{OF_PROJECT}report/<slug:kind>/", views.milestone, name="delivery_milestone"),
]
