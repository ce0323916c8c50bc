"""What is due for destruction, what was decided, and the record that remains."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from yinqiao.platform.database.functions import UUID7


class Proposal(models.Model):
    """One thing whose period has ended. The label holds no personal data; the row outlives the thing."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    rule = models.CharField("保存期限类别", max_length=64)
    rule_version = models.CharField("规则版本", max_length=80)
    object_id = models.UUIDField("对象")
    label = models.CharField("内容", max_length=200)
    kept_since = models.DateField("保存起始")
    due_on = models.DateField("到期日期")
    state = models.CharField(
        "状态", max_length=12, choices=[("proposed", "待确认"), ("destroyed", "已销毁"), ("kept", "延期保存")]
    )
    proposed_at = models.DateTimeField("提出时刻", db_default=Now())
    decided_at = models.DateTimeField("决定时刻", null=True)
    decided_name = models.CharField("决定人", max_length=64, blank=True, default="")
    decided_act = models.UUIDField("决定办理", null=True)
    reason = models.CharField("理由", max_length=200, blank=True, default="")
    keep_until = models.DateField("延期至", null=True)
    record_no = models.CharField("销毁清单号", max_length=24, blank=True, default="")

    class Meta:
        verbose_name = "销毁提议"
        constraints = [models.UniqueConstraint(fields=["rule", "object_id"], name="retention_proposal_once")]
        indexes = [models.Index(fields=["state", "due_on"], name="retention_state")]
