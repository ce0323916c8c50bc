"""Wiring of the room of lists."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    """Lists of every kind; the rooms above register theirs."""

    name = "yinqiao.areas.lists"
    label = "lists"
    verbose_name = "清单导入"
