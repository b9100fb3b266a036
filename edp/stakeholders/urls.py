"""Addresses of the room, from /discovery/ on."""

from django.urls import URLPattern, path

from .views import answering, deciding, inviting, joining, room

PEOPLE = "<slug:round_slug>/people/"
urlpatterns: list[URLPattern] = [
    path(PEOPLE, room.people, name="people"),
    path(f"{PEOPLE}people.csv", inviting.people_file, name="people_file"),
    path(f"{PEOPLE}join/", joining.join, name="people_join"),
    path(f"{PEOPLE}suggest/", joining.nominate, name="people_nominate"),
    path(f"{PEOPLE}answer/<uuid:token>/", answering.answer, name="people_answer"),
    path(f"{PEOPLE}invitations/", inviting.invitations, name="people_invitations"),
    path(f"{PEOPLE}invite/", inviting.invite, name="people_invite"),
    path(f"{PEOPLE}import/", inviting.import_page, name="people_import"),
    path(f"{PEOPLE}queue/", deciding.queue, name="people_queue"),
    path(f"{PEOPLE}queue/<int:pk>/", deciding.application, name="people_application"),
    path(f"{PEOPLE}suggestions/<int:pk>/", deciding.set_aside, name="people_set_aside"),
    path(f"{PEOPLE}<int:pk>/", deciding.seat_page, name="people_seat"),
]
# One page for each thing a moderator does with a seat.
urlpatterns += [
    path(
        f"{PEOPLE}<int:pk>/{act}/",
        deciding.act_on_seat,
        {"act": act},
        name=f"people_seat_{act}",
    )
    for act in ("remind", "withdraw", "remove", "again", "pass")
]
