"""Digests of tickets that were used, for an hour. They say nothing of anybody."""

from __future__ import annotations

from django.db import models


class Spent(models.Model):
    """One ticket that came back from a provider."""

    digest = models.CharField("凭证摘要", max_length=64, primary_key=True)
    spent_at = models.DateTimeField("使用时刻")

    class Meta:
        verbose_name = "已用的登录凭证"
