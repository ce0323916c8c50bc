"""Wiring of papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Templates, square codes, reading them back."""

    name = "yinqiao.platform.papers"
    label = "paper_making"
    verbose_name = "文书制作"
