"""The test suite: quick hashing, mail in memory, tasks run where they are called."""

import os
import tempfile
from pathlib import Path

from demo.postgres import temporary

# A server for this run alone, thrown away at its end. The xdist workers inherit its address.
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = temporary()

from .dev import *

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Removed when the process ends and with it this object.
_files = tempfile.TemporaryDirectory(prefix="birge-files-", ignore_cleanup_errors=True)
MEDIA_ROOT = Path(_files.name) / "media"
BIRGE_KEY_DIR = Path(_files.name) / "keys"
MEDIA_ROOT.mkdir()
BIRGE_KEY_DIR.mkdir()
ACCOUNT_RATE_LIMITS = False
