"""The site's addresses, and the bare view."""

from config.urls import urlpatterns as of_the_site

from .bare_urls import urlpatterns as bare

urlpatterns = [*bare, *of_the_site]
