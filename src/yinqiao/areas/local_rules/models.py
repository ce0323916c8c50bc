"""The city's versions of rules. The database holds that a published one never changes (migration 0002)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from yinqiao.areas.local_rules.types import VersionState
from yinqiao.platform.database.functions import UUID7


class RuleVersion(models.Model):
    """One version: which rule, which values by their paths, from which day on; who proposed it and who decided.

    `values` holds only what differs from the shipped rule: none at all takes the rule back to what is shipped.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    rule_id = models.CharField("规则", max_length=80)
    region = models.CharField("地区", max_length=6, help_text="行政区划代码的开头")
    valid_from = models.DateField("生效日期")
    values = models.JSONField("数值", help_text="只记与随系统提供的规则不同的数值")
    basis = models.CharField("依据文件", max_length=200)
    reason = models.CharField("理由", max_length=500)
    state = models.CharField("状态", max_length=10, choices=VersionState.choices(), db_default="proposed")
    drafted_by = models.UUIDField("拟定人账户", null=True)
    drafted_name = models.CharField("拟定人", max_length=64)
    drafted_at = models.DateTimeField("拟定时刻", db_default=Now())
    decided_by = models.UUIDField("批准人账户", null=True)
    decided_name = models.CharField("批准人", max_length=64, blank=True, db_default="")
    decided_at = models.DateTimeField("批准时刻", null=True)
    words = models.CharField("批准意见", max_length=500, blank=True, db_default="")
    withdrawn_name = models.CharField("撤回人", max_length=64, blank=True, db_default="")
    withdrawn_at = models.DateTimeField("撤回时刻", null=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=500, blank=True, db_default="")

    class Meta:
        verbose_name = "本市规则版本"
        constraints = [
            models.UniqueConstraint(
                fields=["rule_id", "region"], condition=Q(state="proposed"), name="local_rules_one_waits"
            ),
            models.UniqueConstraint(
                fields=["rule_id", "region", "valid_from"], condition=Q(state="published"), name="local_rules_one_a_day"
            ),
            # Two people: a version without a second one is no rule, whoever wrote it into the table.
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(drafted_by__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("drafted_by")),
                name="local_rules_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="local_rules_withdrawn_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}@{self.valid_from:%Y-%m-%d}"
