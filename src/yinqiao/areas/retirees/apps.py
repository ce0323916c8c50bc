"""Wiring of the register."""

from django.apps import AppConfig


class RetireesConfig(AppConfig):
    """The register."""

    name = "yinqiao.areas.retirees"
    label = "retirees"
    verbose_name = "退休人员登记"
