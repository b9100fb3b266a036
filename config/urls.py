"""Addresses: language first, then the akimat, then the process."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from commons.territories import views as territories

from . import front

urlpatterns = [
    path("brand/", include("commons.interface.urls")),
    path("media/<path:name>", territories.media, name="media"),
    path("data/api/", include("opendata.api_urls")),
]
if settings.BIRGE_DEMO:
    urlpatterns += i18n_patterns(path("demo/", include("demo.urls")))
urlpatterns += i18n_patterns(
    path("", front.home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("me/", include("commons.people.urls")),
    path("me/", include("commons.notifications.urls")),
    path("desk/", admin.site.urls),
    path("pages/", include("commons.interface.page_urls")),
    path("data/", include("opendata.urls")),
    path("<slug:akimat>/", front.akimat_home, name="akimat"),
    path("<slug:akimat>/data/", include("opendata.akimat_urls")),
    path("<slug:akimat>/proposals/", include("commons.proposals.urls")),
    path("<slug:akimat>/budget/", include("budgeting.urls")),
    path("<slug:akimat>/discovery/", include("edp.urls")),
    path("<slug:akimat>/votes/", include("commons.voting.urls")),
    path("<slug:akimat>/hearings/", include("consultations.urls")),
)
