"""Sandboxes: who tries, by which source and key, until when. The number is the place below 0 where it lies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Sandbox(models.Model):
    """One 试用对接. Its people, its source and what that told stand at place `-no`, out of everybody else's reach."""

    no = models.AutoField("编号", primary_key=True)
    name = models.CharField("单位名称", max_length=100)
    kind = models.CharField("类别", max_length=24)
    code = models.CharField("来源标识", max_length=60)
    place_no = models.IntegerField("登记单位", help_text="登记它的市级单位的先序编号")
    key = models.OneToOneField(
        "accounts.AccessKey", models.PROTECT, null=True, related_name="+", verbose_name="试用凭据"
    )
    source_id = models.UUIDField("来源", null=True)
    valid_to = models.DateField("终止日期", help_text="不含当日")
    made_at = models.DateTimeField("登记时刻", db_default=Now())
    ended_at = models.DateTimeField("结束时刻", null=True)

    class Meta:
        verbose_name = "试用对接"
        constraints = [
            models.CheckConstraint(condition=Q(no__gte=1), name="sandbox_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(source_id__isnull=True), name="sandbox_ended_is_empty"
            ),
        ]
