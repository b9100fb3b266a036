"""The one-command demo: behaves like production, over plain http on this machine only."""

from .dev import *

DEBUG = False
BIRGE_DEMO = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Mail has nowhere to go in the demo: it is kept as files and shown on a page of the demo.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
BIRGE_CODE_SENDER = "demo.mailbox.MailboxSender"
