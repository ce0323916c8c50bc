"""Wiring of the parts that pages are put together from."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Template tags, list pages, exports, gates."""

    name = "yinqiao.platform.ui"
    label = "ui"
    verbose_name = "页面部件"
