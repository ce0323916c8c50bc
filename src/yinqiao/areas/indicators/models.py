"""What is kept of indicators: the sums of each measure by place, enterprise and month, and how far the events were read."""

from __future__ import annotations

from django.db import models


class Figure(models.Model):
    """One measure in one month: at a place itself (`axis` 0), in a place with all below it (1), of an enterprise (2).

    `amount` is what is known now, `told` what it was when the month was closed. Whole numbers: people, cases, fen, minutes.
    """

    pk = models.CompositePrimaryKey("measure", "axis", "ref", "month")
    measure = models.CharField("口径", max_length=32)
    axis = models.SmallIntegerField("分组", help_text="0 本处，1 本处及以下，2 企业")
    ref = models.IntegerField("地点或企业")
    month = models.DateField("月份", help_text="当月1日")
    amount = models.BigIntegerField("数量")
    told = models.BigIntegerField("当时报出的数量", null=True)
    told_on = models.DateField("报出日期", null=True)
    walls = models.CharField(
        "限制", max_length=5, blank=True, db_default="", help_text="place 不给企业，party 也不给监督岗位"
    )

    class Meta:
        verbose_name = "指标数量"


class Reading(models.Model):
    """How far the follower has read the events, and when everything was last counted from scratch."""

    id = models.SmallIntegerField(primary_key=True)
    seq = models.BigIntegerField("已读到")
    read_at = models.DateTimeField("读到时刻", null=True)
    counted_on = models.DateField("全部重算日期", null=True)
    begun_on = models.DateField("开始计数的月份", null=True)
    closed_before = models.DateField("此月以前已报出", null=True)
    differed = models.IntegerField("重算时不同的数", default=0)

    class Meta:
        verbose_name = "指标跟进"
