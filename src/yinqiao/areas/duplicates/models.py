"""Pairs of entries that may be one person, and what was decided about each."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from yinqiao.platform.database.functions import UUID7


class DuplicateCase(models.Model):
    """Two entries that may be one person: a score with its reasons; a person decides, and a merge can be split."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    first = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="登记一"
    )
    second = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="登记二"
    )
    place_no = models.IntegerField("处理地", help_text="能同时看到两人的最低一级区划")
    score = models.SmallIntegerField("相似度")
    reasons = models.JSONField("理由", default=list)
    state = models.CharField(
        "状态",
        max_length=12,
        default="open",
        help_text="open 待判定、merged 已合并、distinct 非同一人、split 已撤销合并",
    )
    found_at = models.DateTimeField("发现时刻", db_default=Now())
    decided_at = models.DateTimeField("判定时刻", null=True)
    decided_by = models.UUIDField("判定人", null=True)
    decided_act = models.UUIDField("判定办理", null=True)

    class Meta:
        db_table = "retirees_duplicatecase"
        verbose_name = "疑似重复"
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="duplicates_once")]
