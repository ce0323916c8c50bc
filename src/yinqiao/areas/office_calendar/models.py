"""Years as the city entered them, and what came of it for the clocks. A published year never changes (migration 0002)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from yinqiao.areas.office_calendar.types import VersionState
from yinqiao.platform.database.functions import UUID7


class CalendarYear(models.Model):
    """All days of one year: weekdays off and weekends worked. Published, it holds from `valid_from` on."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    year = models.IntegerField("年份")
    off = models.JSONField("放假的工作日")
    worked = models.JSONField("上班的周末")
    basis = models.CharField("依据文件", max_length=200)
    reason = models.CharField("理由", max_length=500, blank=True, db_default="")
    state = models.CharField("状态", max_length=10, choices=VersionState.choices(), db_default="proposed")
    valid_from = models.DateField("从哪天起按它计算", null=True)
    drafted_by = models.UUIDField("录入人账户", null=True)
    drafted_name = models.CharField("录入人", max_length=64)
    drafted_at = models.DateTimeField("录入时刻", db_default=Now())
    decided_by = models.UUIDField("批准人账户", null=True)
    decided_name = models.CharField("批准人", max_length=64, blank=True, db_default="")
    decided_at = models.DateTimeField("批准时刻", null=True)
    words = models.CharField("批准意见", max_length=500, blank=True, db_default="")
    withdrawn_name = models.CharField("撤回人", max_length=64, blank=True, db_default="")
    withdrawn_at = models.DateTimeField("撤回时刻", null=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=500, blank=True, db_default="")

    class Meta:
        verbose_name = "本市工作日历"
        constraints = [
            models.UniqueConstraint(fields=["year"], condition=Q(state="proposed"), name="office_calendar_one_waits"),
            models.UniqueConstraint(
                fields=["year", "valid_from"], condition=Q(state="published"), name="office_calendar_one_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(drafted_by__isnull=False, decided_by__isnull=False, valid_from__isnull=False)
                & ~Q(decided_by=F("drafted_by")),
                name="office_calendar_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="office_calendar_withdrawn_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}@{self.valid_from or '-'}"


class Recount(models.Model):
    """The clocks of a room, counted anew in a night: how many ran, how many moved."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    day = models.DateField("日期")
    clocks = models.CharField("计时", max_length=32)
    running = models.IntegerField("正在计时")
    moved = models.IntegerField("期限有变")
    at = models.DateTimeField("完成时刻")

    class Meta:
        verbose_name = "期限重新计算"
        constraints = [models.UniqueConstraint(fields=["day", "clocks"], name="office_calendar_recount_once")]

    def __str__(self) -> str:
        return f"{self.clocks}@{self.day}"
