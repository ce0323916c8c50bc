"""Tables of the event log. Events are only ever added; the feed numbers them after commit."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from yinqiao.platform.database.functions import UUID7


class Event(models.Model):
    """One thing that happened to one subject. Visible to whoever sees the retiree; shared ones to the enterprise too."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    type = models.CharField("类型", max_length=64)
    version = models.SmallIntegerField("版本", default=1)
    retiree_id = models.UUIDField("退休人员", null=True)
    subject_id = models.UUIDField("其他对象", null=True)
    enterprise_id = models.IntegerField("企业", null=True)
    place_no = models.IntegerField("当时所属", null=True)
    is_shared = models.BooleanField("企业可见", default=False)
    occurred_on = models.DateField("发生日期")
    recorded_at = models.DateTimeField("记录时刻", db_default=Now())
    act_id = models.UUIDField("所属办理")
    actor_name = models.CharField("办理人", max_length=64)
    actor_unit = models.CharField("办理单位", max_length=120)
    caused_by = models.CharField(
        "起因", max_length=64, blank=True, db_default="", help_text="同一办理中引起它的事件类型；空为办理本身"
    )
    data = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = "事件"
        indexes = [
            models.Index(fields=["retiree_id", "id"], name="events_event_person"),
            models.Index(fields=["act_id", "type"], name="events_event_act"),
            # What happened to an agreement or a batch; a person's events, nearly all of them, are not in it.
            models.Index(
                fields=["subject_id", "id"], condition=models.Q(subject_id__isnull=False), name="events_event_subject"
            ),
        ]


class FeedPending(models.Model):
    """Events of one statement that no sequencer has numbered yet; filled by a trigger: no writer can forget it."""

    no = models.BigAutoField(primary_key=True)
    event_ids = ArrayField(models.UUIDField())

    class Meta:
        verbose_name = "待编号事件"


class Feed(models.Model):
    """The dense order in which events are read outside: `seq` grows by one, after commit."""

    seq = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField(unique=True)

    class Meta:
        verbose_name = "事件序列"


class Epoch(models.Model):
    """A new epoch begins with every restore; a reader with an old one must resynchronise."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    began_at = models.DateTimeField(db_default=Now())
    reason = models.CharField(max_length=64)

    class Meta:
        verbose_name = "序列纪元"
