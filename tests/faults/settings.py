"""The site as it runs in production, on a server and a Redis that may be killed."""

import os

from config.settings.database import database_from_url
from config.settings.dev import *  # noqa: F403

DEBUG = False
DATABASES = {"default": database_from_url(os.environ["DATABASE_URL"], pool=True)}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "ERROR"},
}
