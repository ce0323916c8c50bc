"""Wiring of background work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Queue and worker."""

    name = "yinqiao.platform.jobs"
    label = "jobs"
    verbose_name = "后台任务"
