"""Wiring of the audit log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit log and its seals."""

    name = "yinqiao.platform.audit"
    label = "audit"
    verbose_name = "审计"
