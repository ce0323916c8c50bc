"""Tables of the carrier: what we post, where we stand in the streams of others, what came; and what the province keeps."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinqiao.areas.hub.types import MessageKind, Outcome, Trouble


class Outgoing(models.Model):
    """One message of ours: on record before it is posted, numbered within its line and epoch, then its place in the stream.

    A file between cities is not kept here a second time: `ref` names it. `rounds` counts how often the stream had lost it.
    """

    id = models.BigAutoField(primary_key=True)
    line = models.CharField("线路", max_length=8)
    epoch = models.UUIDField("序列纪元")
    number = models.BigIntegerField("序号")
    kind = models.CharField("种类", max_length=12, choices=MessageKind.choices())
    place_no = models.IntegerField("经办单位")
    about = models.CharField("移交包", max_length=32, blank=True, default="")
    ref = models.UUIDField("文件", null=True)
    body = models.BinaryField("内容", null=True)
    digest = models.CharField("内容摘要", max_length=64, help_text="SHA-256")
    recorded_at = models.DateTimeField("登记时刻")
    born = models.CharField("消息流", max_length=40, blank=True, default="", help_text="消息流的建立时刻")
    seq = models.BigIntegerField("流内序号", null=True)
    posted_at = models.DateTimeField("发送时刻", null=True)
    rounds = models.SmallIntegerField("重建次数", default=0)
    failure = models.CharField("未发送原因", max_length=12, blank=True, default="")
    receipt = models.CharField("对方回执", max_length=8, blank=True, default="")
    receipt_code = models.CharField("回执代码", max_length=48, blank=True, default="")
    receipt_at = models.DateTimeField("回执时刻", null=True)

    class Meta:
        verbose_name = "专线发出的消息"
        constraints = [
            models.UniqueConstraint(fields=["line", "epoch", "number"], name="hub_outgoing_number_once"),
            models.CheckConstraint(
                condition=Q(seq__isnull=True, posted_at__isnull=True) | Q(seq__isnull=False, posted_at__isnull=False),
                name="hub_outgoing_posted_has_place",
            ),
            models.CheckConstraint(
                condition=Q(ref__isnull=True, body__isnull=False) | Q(ref__isnull=False, body__isnull=True),
                name="hub_outgoing_file_or_words",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(seq__isnull=True, failure=""), name="hub_outgoing_waiting"),
            models.Index(fields=["ref"], condition=Q(ref__isnull=False), name="hub_outgoing_file"),
            models.Index(fields=["line", "kind", "-id"], name="hub_outgoing_newest"),
        ]


class Reader(models.Model):
    """Where we stand in the stream of another city: everything up to `seq` is taken in. `born` says of which stream."""

    city = models.CharField("城市", max_length=4)
    line = models.CharField("线路", max_length=8)
    born = models.CharField("消息流", max_length=40, blank=True, default="")
    seq = models.BigIntegerField("已读至", default=0)
    waiting = models.BigIntegerField("待读", default=0)
    trouble = models.CharField("情况", max_length=12, choices=Trouble.choices(), blank=True, default="")
    refused = models.BigIntegerField("未登记数", default=0)
    heard_at = models.DateTimeField("最近收到", null=True)

    class Meta:
        verbose_name = "专线读取位置"
        constraints = [
            models.UniqueConstraint(fields=["city", "line"], name="hub_reader_once"),
            models.CheckConstraint(condition=Q(seq__gte=0), name="hub_reader_seq"),
        ]


class Incoming(models.Model):
    """One message of another city, once: what it was and what became of it. Files themselves are kept by their room."""

    id = models.BigAutoField(primary_key=True)
    city = models.CharField("来自", max_length=4)
    line = models.CharField("线路", max_length=8)
    epoch = models.UUIDField("序列纪元")
    number = models.BigIntegerField("序号")
    kind = models.CharField("种类", max_length=12, choices=MessageKind.choices())
    place_no = models.IntegerField("经办单位")
    about = models.CharField("移交包", max_length=32, blank=True, default="")
    digest = models.CharField("内容摘要", max_length=64)
    sent_at = models.DateTimeField("对方登记时刻")
    stored_at = models.DateTimeField("收到时刻")
    outcome = models.CharField("结果", max_length=8, choices=Outcome.choices())
    code = models.CharField("原因代码", max_length=48, blank=True, default="")
    is_undone = models.BooleanField("对方恢复后不再有", default=False)

    class Meta:
        verbose_name = "专线收到的消息"
        constraints = [
            models.UniqueConstraint(fields=["city", "line", "epoch", "number"], name="hub_incoming_once"),
            models.CheckConstraint(
                condition=(Q(outcome="refused") & ~Q(code="")) | (~Q(outcome="refused") & Q(code="")),
                name="hub_incoming_refusal_has_code",
            ),
        ]


class CityEpoch(models.Model):
    """An epoch of another city's numbers on one line, as it told it: begun with the installation, or after a restore."""

    id = models.BigAutoField(primary_key=True)
    city = models.CharField("城市", max_length=4)
    line = models.CharField("线路", max_length=8)
    epoch = models.UUIDField("序列纪元")
    began_at = models.DateTimeField("开始时刻")
    heard_at = models.DateTimeField("获知时刻")
    undone = models.IntegerField("不再有的消息数", default=0)

    class Meta:
        verbose_name = "城市序列纪元"
        constraints = [models.UniqueConstraint(fields=["city", "line", "epoch"], name="hub_cityepoch_once")]


class CitySheet(models.Model):
    """The newest figures that a city has told the province."""

    city = models.CharField("城市", max_length=4, primary_key=True)
    epoch = models.UUIDField("序列纪元")
    number = models.BigIntegerField("序号")
    as_of = models.DateTimeField("截至")
    figures = models.JSONField("指标")
    districts = models.JSONField("区县指标")

    class Meta:
        verbose_name = "城市指标"


class DeskEntry(models.Model):
    """How one package between two cities stands, as one of them has told the province: days and counts."""

    id = models.BigAutoField(primary_key=True)
    number = models.CharField("移交包", max_length=32)
    side = models.CharField("方向", max_length=3, help_text="out 移出城市所报、in 移入城市所报")
    sender = models.CharField("移出城市", max_length=4)
    receiver = models.CharField("移入城市", max_length=4)
    made_on = models.DateField("发出日期")
    valid_to = models.DateField("答复期限")
    due_on = models.DateField("上升日期")
    ended_on = models.DateField("办结日期", null=True)
    people = models.IntegerField("人数")
    open = models.IntegerField("待答复")
    accepted = models.IntegerField("已接收")
    returned = models.IntegerField("已退回")
    as_of = models.DateTimeField("截至")

    class Meta:
        verbose_name = "跨城市移交情况"
        constraints = [models.UniqueConstraint(fields=["number", "side"], name="hub_deskentry_once")]
