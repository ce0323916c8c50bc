"""The city's own versions of items. The database holds that a published one never changes (migration 0002)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from yinqiao.areas.service_items.types import OPEN, VersionState
from yinqiao.platform.database.functions import UUID7


class ItemDraft(models.Model):
    """One version from its first line on: what is drawn up, and once it was proposed the text by which it serves.

    `revision` counts what was saved, so that a window that is behind overwrites nothing.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    code = models.CharField("事项", max_length=32)
    title = models.CharField("名称", max_length=40)
    content = models.JSONField("草稿内容")
    revision = models.IntegerField("保存次数", db_default=0)
    state = models.CharField("状态", max_length=10, choices=VersionState.choices(), db_default="draft")
    version = models.IntegerField("版本", null=True)
    valid_from = models.DateField("生效日期", null=True)
    text = models.TextField("事项文件", blank=True, db_default="")
    reason = models.CharField("理由", max_length=500, blank=True, db_default="")
    drafted_by = models.UUIDField("拟定人账户", null=True)
    drafted_name = models.CharField("拟定人", max_length=64)
    drafted_at = models.DateTimeField("拟定时刻", db_default=Now())
    proposed_at = models.DateTimeField("提交时刻", null=True)
    decided_by = models.UUIDField("批准人账户", null=True)
    decided_name = models.CharField("批准人", max_length=64, blank=True, db_default="")
    decided_at = models.DateTimeField("批准时刻", null=True)
    words = models.CharField("批准意见", max_length=500, blank=True, db_default="")
    withdrawn_name = models.CharField("撤回人", max_length=64, blank=True, db_default="")
    withdrawn_at = models.DateTimeField("撤回时刻", null=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=500, blank=True, db_default="")

    class Meta:
        verbose_name = "本市拟定的事项版本"
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(state__in=[one.value for one in OPEN]), name="service_items_one_open"
            ),
            models.UniqueConstraint(
                fields=["code", "version"], condition=Q(state="published"), name="service_items_number_once"
            ),
            # Two people: a version without a second one serves nobody, whoever wrote it into the table.
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(drafted_by__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("drafted_by")),
                name="service_items_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["proposed", "published"])
                | (Q(version__isnull=False, valid_from__isnull=False) & ~Q(text="")),
                name="service_items_proposed_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="service_items_withdrawn_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}@{self.version or '-'}"
