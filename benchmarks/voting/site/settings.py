"""Production, and the table and address of the bare view. With BARE_STACK nothing but those."""

import os

from config.settings.prod import *  # noqa: F403

APP = "benchmarks.voting.site"
INSTALLED_APPS += [APP]  # noqa: F405
ROOT_URLCONF = "benchmarks.voting.site.urls"
WSGI_APPLICATION = "benchmarks.voting.site.wsgi.application"
if os.environ.get("BARE_STACK"):
    INSTALLED_APPS = [APP]
    MIDDLEWARE = []
    ROOT_URLCONF = "benchmarks.voting.site.bare_urls"
