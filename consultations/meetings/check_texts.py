"""The words of each check before an announcement: when it holds, and when it does not."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "title_written": (
        _("The title is written in Kazakh and Russian."),
        _("The title is missing in: %(languages)s."),
    ),
    "about_written": (
        _("What is discussed is written in Kazakh and Russian."),
        _("Write what is discussed. Missing in: %(languages)s."),
    ),
    "english_written": (
        _("There is an English translation."),
        _("There is no complete English translation; the page will say so."),
    ),
    "ahead": (_("The meeting is ahead."), _("The date has passed. Choose a new one.")),
    "notice_in_time": (
        _("The notice comes %(lead)s days before; the law asks for %(law)s."),
        _(
            "The notice comes %(lead)s days before; the law asks for %(law)s. Choose a later date, "
            "or give a reason, which will be public."
        ),
    ),
    "somewhere": (
        _("People know where to come, or where to take part from afar."),
        _("Write the place in Kazakh and Russian, or allow remote part and give the link."),
    ),
    "remote_linked": (
        _("Remote part has its link."),
        _("Remote part is promised but there is no link yet. Add it before the meeting."),
    ),
    "contacts": (
        _("There is somebody to ask."),
        _("Give an e-mail address or a telephone number for questions."),
    ),
    "contacts_both": (
        _("There are an e-mail address and a telephone number, as the law on planning asks."),
        _("An urban-planning meeting needs both an e-mail address and a telephone number, by law."),
    ),
    "council_named": (_("The council that meets is named."), _("Choose the council that meets.")),
    "council_public": (
        _("The council has its public page."),
        _("The council is not public yet. Publish its page first."),
    ),
    "papers_there": (
        _("The papers are there."),
        _("There are no papers yet. They are due on %(date)s."),
    ),
    "papers_by_law": (
        _("The papers are there, as the law on environmental hearings asks."),
        _("By law the papers of an environmental hearing are published with its notice. Add them."),
    ),
    "papers_tagged": (
        _("Screen readers can read every PDF."),
        _("Screen readers may not be able to read these files: %(papers)s."),
    ),
    "agenda_written": (_("There is an agenda."), _("There is no agenda yet.")),
    "led": (_("It is said who leads the meeting."), _("It is not said who leads the meeting.")),
    "spoken": (
        _("The languages of the meeting are named."),
        _("The languages of the meeting are not named."),
    ),
    "access_told": (
        _("It is said how people with a disability get in."),
        _("It is not said how people with a disability get in."),
    ),
}
