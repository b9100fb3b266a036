"""Addresses of this part, from /hearings/ on."""

from django.urls import URLPattern, path

from .views import applying, checking, councils, deciding, formations, officers, reading, scoring

COUNCIL = "councils/<int:pk>/"
SEAT = COUNCIL + "members/<int:mandate_pk>/"
COMMISSION = COUNCIL + "commissions/<int:commission_pk>/"
FORMATION = "councils/formations/<int:pk>/"
APPLICATION = FORMATION + "applications/<int:application_pk>/"
SHEET = FORMATION + "sheets/<int:sheet_pk>/"

urlpatterns: list[URLPattern] = [
    path("councils/", reading.councils, name="councils"),
    path("councils/new/", councils.new, name="council_new"),
    path(COUNCIL, reading.council, name="council"),
    path(COUNCIL + "members.csv", reading.members_csv, name="council_members_csv"),
    path(COUNCIL + "edit/", councils.edit, name="council_edit"),
    path(COUNCIL + "publish/", councils.publish, name="council_publish"),
    path(COUNCIL + "end/", councils.end, name="council_end"),
    path(COUNCIL + "members/new/", councils.member_new, name="member_new"),
    path(SEAT, councils.member, name="member"),
    path(SEAT + "end/", councils.member_end, name="member_end"),
    path(SEAT + "replace/", councils.member_replace, name="member_replace"),
    path(COUNCIL + "officers/", officers.officers, name="council_officers"),
    path(COUNCIL + "commissions/new/", officers.commission_new, name="commission_new"),
    path(COMMISSION, officers.commission, name="commission"),
    path(COMMISSION + "end/", officers.commission_end, name="commission_end"),
    path(COUNCIL + "formation/new/", formations.new, name="formation_new"),
    path(FORMATION, formations.formation, name="formation"),
    path(FORMATION + "applicants/", formations.applicants, name="formation_applicants"),
    path(FORMATION + "manage/", formations.manage, name="formation_manage"),
    path(FORMATION + "edit/", formations.edit, name="formation_edit"),
    path(FORMATION + "seats/", formations.plan, name="formation_plan"),
    path(FORMATION + "criteria/", formations.weights, name="formation_weights"),
    path(FORMATION + "group/", formations.group, name="formation_group"),
    path(FORMATION + "announce/", formations.announce, name="formation_announce"),
    path(FORMATION + "extend/", formations.extend, name="formation_extend"),
    path(FORMATION + "cancel/", formations.cancel, name="formation_cancel"),
    path(FORMATION + "discard/", formations.discard, name="formation_discard"),
    path(FORMATION + "apply/", applying.apply, name="formation_apply"),
    path(FORMATION + "mine/", applying.mine, name="formation_mine"),
    path(FORMATION + "applications/", checking.applications, name="formation_applications"),
    path(FORMATION + "applications/admit/", checking.admit_rest, name="formation_admit_rest"),
    path(APPLICATION, checking.application, name="formation_application"),
    path(APPLICATION + "file/", applying.attachment, name="formation_attachment"),
    path(APPLICATION + "scores/", scoring.scores, name="formation_scores"),
    path(APPLICATION + "decide/", deciding.otherwise, name="formation_otherwise"),
    path(FORMATION + "ready/", checking.ready, name="formation_ready"),
    path(FORMATION + "scoring/", scoring.open_it, name="formation_scoring"),
    path(FORMATION + "scoring/close/", scoring.close, name="formation_scoring_close"),
    path(FORMATION + "sheets/", scoring.sheets, name="formation_sheets"),
    path(SHEET, scoring.sheet, name="formation_sheet"),
    path(SHEET + "conflict/", scoring.conflict, name="formation_conflict"),
    path(FORMATION + "ranking/", scoring.ranking, name="formation_ranking"),
    path(FORMATION + "selection/", deciding.selection, name="formation_selection"),
]
