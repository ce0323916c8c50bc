"""Wiring of the shell."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The workbench around the rooms."""

    name = "yinqiao.shell"
    label = "shell"
    verbose_name = "工作台"
