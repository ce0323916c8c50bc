"""Sources, what they sent, and what of it a person has to decide."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.intake.types import ContradictionState, MessageState, Reason, SourceKind, SourceState
from yinqiao.platform.database.functions import UUID7


class Source(models.Model):
    """An office that tells: which, on what legal basis, what, how fast; by a key, or on paper alone."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    name = models.CharField("单位名称", max_length=100)
    kind = models.CharField("类别", max_length=24, choices=SourceKind.choices())
    code = models.CharField("来源标识", max_length=60, unique=True, help_text="CloudEvents 的 source 为 /sources/标识")
    place_no = models.IntegerField("登记单位", help_text="登记它的市级单位的先序编号")
    key = models.OneToOneField(
        "accounts.AccessKey", models.SET_NULL, null=True, related_name="+", verbose_name="接口凭据"
    )
    types = ArrayField(models.CharField("类型", max_length=100), verbose_name="可报告的信息类型")
    basis_document = models.CharField("依据文件", max_length=120)
    basis_article = models.CharField("条款", max_length=60)
    basis_from = models.DateField("依据起始日期")
    basis_to = models.DateField("依据终止日期", null=True, help_text="不含当日")
    rate = models.IntegerField("每分钟上限")
    silent_days = models.IntegerField("应有信息的间隔（日）")
    state = models.CharField("状态", max_length=10, choices=SourceState.choices(), db_default="active")
    state_reason = models.CharField("状态说明", max_length=200, blank=True, default="")
    state_at = models.DateTimeField("状态时刻", db_default=Now())
    reach_from = models.IntegerField("范围起", db_default=0)
    reach_to = models.IntegerField("范围止", db_default=0)
    reach_enterprises = ArrayField(models.IntegerField("企业"), verbose_name="范围内企业", db_default=[])
    minute = models.DateTimeField("计数分钟", null=True)
    minute_count = models.IntegerField("该分钟条数", db_default=0)
    last_at = models.DateTimeField("最近收到时刻", null=True)
    made_at = models.DateTimeField("登记时刻", db_default=Now())

    class Meta:
        verbose_name = "信息来源"
        constraints = [models.CheckConstraint(condition=Q(rate__gte=1), name="intake_source_rate")]


class Message(models.Model):
    """One event of a source with its receipt: taken in once by (source, id). Refused ones are kept as evidence."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="messages", verbose_name="来源")
    event_id = models.CharField("来源编号", max_length=100, blank=True)
    type = models.CharField("类型", max_length=100, blank=True)
    told_at = models.DateTimeField("来源时间", null=True)
    received_at = models.DateTimeField("接收时刻")
    digest = models.BinaryField("内容摘要", help_text="规范化 JSON（RFC 8785）的 SHA-256")
    body = models.BinaryField("内容（密文）", null=True)
    id_no_index = models.BinaryField("身份证号索引", null=True)
    retiree_id = models.UUIDField("退休人员", null=True)
    state = models.CharField("状态", max_length=10, choices=MessageState.choices())
    reason = models.CharField("原因", max_length=24)
    rule = models.CharField("规则", max_length=60, blank=True, default="")
    fault = models.CharField("未接收的项", max_length=120, blank=True, default="")
    act_id = models.UUIDField("所属办理", null=True)
    waits_until = models.DateField("等待期限", null=True)
    settled_at = models.DateTimeField("了结时刻", null=True)
    withdraws = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name="撤回的信息")
    letter_no = models.CharField("函号", max_length=60, blank=True, default="")
    letter_on = models.DateField("函件日期", null=True)
    letter_scan = models.UUIDField("函件扫描件", null=True)
    receipt = models.TextField("回执", blank=True, default="")

    class Meta:
        verbose_name = "外来信息"
        indexes = [
            models.Index(fields=["source", "-received_at"], name="intake_message_source"),
            models.Index(
                fields=["id_no_index"], condition=Q(state__in=["waiting", "held"]), name="intake_message_waiting"
            ),
            models.Index(fields=["retiree_id"], condition=Q(retiree_id__isnull=False), name="intake_message_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "event_id"], condition=~Q(state="refused"), name="intake_message_once"
            ),
            models.CheckConstraint(
                condition=Q(state="applied", act_id__isnull=False) | ~Q(state="applied"), name="intake_applied_has_act"
            ),
        ]


class Contradiction(models.Model):
    """A claim that the rules do not apply by themselves: both sides, and what a person decided."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    message = models.OneToOneField(Message, models.CASCADE, related_name="contradiction", verbose_name="外来信息")
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    kind = models.CharField("事由", max_length=24, choices=Reason.choices)
    attribute = models.CharField("信息项", max_length=24, blank=True, default="")
    state = models.CharField("状态", max_length=10, choices=ContradictionState.choices(), db_default="open")
    opened_on = models.DateField("发现日期")
    due_on = models.DateField("核实期限")
    asked_on = models.DateField("请来源核对日期", null=True)
    asked_at = models.DateTimeField("请来源核对时刻", null=True)
    reason = models.CharField("决定的原因", max_length=24, blank=True, default="")
    note = models.CharField("说明", max_length=200, blank=True, default="")
    decided_at = models.DateTimeField("决定时刻", null=True)
    decided_name = models.CharField("决定人", max_length=64, blank=True, default="")
    decided_act = models.UUIDField("决定办理", null=True)

    class Meta:
        verbose_name = "待核实外来信息"
        indexes = [models.Index(fields=["retiree"], name="intake_contradiction_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "asked"], decided_act__isnull=True)
                | (~Q(state__in=["open", "asked"]) & Q(decided_act__isnull=False, decided_at__isnull=False)),
                name="intake_decision_has_act",
            )
        ]
