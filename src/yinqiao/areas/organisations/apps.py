"""Wiring of the room of organisations."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Divisions, enterprises, departments."""

    name = "yinqiao.areas.organisations"
    label = "organisations"
    verbose_name = "机构"
