"""A developer's machine: the embedded database, errors shown, mail on the console."""

from .base import *
from .database import default_database

DEBUG = True
SECRET_KEY = "only for development and the demo, never for a public site"
BIRGE_IIN_KEY = BIRGE_IIN_KEY or "only for development and the demo"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": default_database(pool=False)}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
