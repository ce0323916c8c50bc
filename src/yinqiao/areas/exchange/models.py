"""Where events are sent to, every message with its receipt, what a receiver refused, how often attempts failed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.exchange.types import EndpointState, Kind, LetterState, MessageState
from yinqiao.platform.database.functions import UUID7


class Endpoint(models.Model):
    """An address of a unit's own programme. Everything up to `after` was handed over, put aside, or not for it."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    key = models.ForeignKey("accounts.AccessKey", models.PROTECT, related_name="+", verbose_name="接口凭据")
    name = models.CharField("用途", max_length=40)
    url = models.CharField("接收地址", max_length=500)
    types = ArrayField(models.CharField(max_length=64), verbose_name="事件类型", default=list)
    state = models.CharField("状态", max_length=12, choices=EndpointState.choices(), default="active")
    pause_reason = models.CharField("停止原因", max_length=12, blank=True, default="")
    secret = models.BinaryField("签名密钥（密文）")
    old_secret = models.BinaryField("前一签名密钥（密文）", null=True)
    old_until = models.DateTimeField("前一密钥有效至", null=True)
    epoch = models.UUIDField("序列纪元")
    after = models.BigIntegerField("已送至序号")
    single_until = models.BigIntegerField("逐条送至序号", default=0)
    tries = models.IntegerField("连续失败次数", default=0)
    failing_since = models.DateTimeField("失败起始", null=True)
    next_try_at = models.DateTimeField("下次尝试", null=True)
    last_tried_at = models.DateTimeField("最近尝试", null=True)
    last_success_at = models.DateTimeField("最近送达", null=True)
    last_code = models.CharField("最近结果", max_length=16, blank=True, default="")
    made_by = models.UUIDField("登记人")
    made_at = models.DateTimeField("登记时刻", db_default=Now())
    ended_at = models.DateTimeField("结束时刻", null=True)

    class Meta:
        verbose_name = "接收地址"
        constraints = [
            models.CheckConstraint(condition=Q(after__gte=0), name="exchange_endpoint_after"),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at__isnull=True)),
                name="exchange_endpoint_end_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(old_secret__isnull=True) ^ Q(old_until__isnull=False), name="exchange_endpoint_old_secret"
            ),
        ]


class DeadLetter(models.Model):
    """An event that a receiver refused again and again; which event, not what it says."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="letters", verbose_name="接收地址")
    epoch = models.UUIDField("序列纪元")
    seq = models.BigIntegerField("序号")
    event_id = models.UUIDField("事件")
    type = models.CharField("类型", max_length=64)
    message_id = models.CharField("消息编号", max_length=40)
    code = models.CharField("原因", max_length=16)
    put_aside_at = models.DateTimeField("列入时刻")
    state = models.CharField("状态", max_length=12, choices=LetterState.choices(), default="waiting")
    last_code = models.CharField("最近重送结果", max_length=16, blank=True, default="")

    class Meta:
        verbose_name = "未送达事件"
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event_id"], name="exchange_deadletter_once"),
        ]


class Delivery(models.Model):
    """One message: on record before it is sent, so that it is sent again under the same number; then its receipt."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries", verbose_name="接收地址")
    kind = models.CharField("种类", max_length=8, choices=Kind.choices())
    message_id = models.CharField("消息编号", max_length=40)
    letter = models.ForeignKey(DeadLetter, models.CASCADE, null=True, related_name="+", verbose_name="重送的事件")
    epoch = models.UUIDField("序列纪元")
    after = models.BigIntegerField("自序号", help_text="不含")
    until = models.BigIntegerField("至序号", help_text="含")
    events = models.IntegerField("事件数", default=0)
    body_sha256 = models.CharField("内容摘要", max_length=64, blank=True, default="")
    state = models.CharField("状态", max_length=12, choices=MessageState.choices(), default="open")
    tries = models.IntegerField("尝试次数", default=0)
    code = models.CharField("结果", max_length=16, blank=True, default="")
    status = models.SmallIntegerField("回答状态", null=True)
    first_at = models.DateTimeField("首次发送时刻")
    ended_at = models.DateTimeField("了结时刻", null=True)

    class Meta:
        verbose_name = "推送消息"
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint"],
                condition=Q(state="open", kind__in=["feed", "epoch"]),
                name="exchange_delivery_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="exchange_delivery_end_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["endpoint", "-id"], name="exchange_delivery_newest"),
            models.Index(fields=["endpoint"], condition=Q(state="open"), name="exchange_delivery_open"),
        ]


class FailureCount(models.Model):
    """How many attempts of a day ended with a code."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="failures", verbose_name="接收地址")
    day = models.DateField("日期")
    code = models.CharField("原因", max_length=16)
    tries = models.IntegerField("次数", default=1)

    class Meta:
        verbose_name = "失败次数"
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "day", "code"], name="exchange_failurecount_once"),
        ]
