from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "commons.audit"
    label = "audit"
