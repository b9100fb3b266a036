"""Production: everything that differs between installations comes from the environment."""

import os

from .base import *
from .database import database_from_url

DEBUG = False
SECRET_KEY = os.environ["SECRET_KEY"]
BIRGE_IIN_KEY = os.environ["BIRGE_IIN_KEY"]
ALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")
BIRGE_SITE_URL = os.environ.get("BIRGE_SITE_URL", f"https://{ALLOWED_HOSTS[0]}")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
DATABASES = {
    "default": database_from_url(
        os.environ["DATABASE_URL"], pool=True, pgbouncer=os.environ.get("PGBOUNCER") == "1"
    )
}

SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of ours a request passes. Without them all visitors would share the address of
# the proxy, and with it the limits of signing in: one attacker could shut everybody out.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "1"))
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "birge@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
