"""Wiring of signing in by a provider."""

from django.apps import AppConfig


class OpenidConfig(AppConfig):
    """Used tickets."""

    name = "yinqiao.platform.openid"
    label = "openid"
    verbose_name = "统一身份登录"
