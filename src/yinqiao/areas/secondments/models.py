"""Key communities, secondments, and what seconded officers did. The words of a visit are a note of the register."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from yinqiao.areas.secondments.types import DeedKind, FollowUp
from yinqiao.platform.database.functions import UUID7


class KeyCommunity(models.Model):
    """A community in which an enterprise works along with the locality for a time 过渡期."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("社区")
    enterprise_id = models.IntegerField("企业")
    from_on = models.DateField("开始日期")
    until_on = models.DateField("终止日期", help_text="不含当日")
    document = models.CharField("依据文件或协议编号", max_length=120)
    ended_at = models.DateTimeField("结束时刻", null=True)
    opened_at = models.DateTimeField("登记时刻", db_default=Now())
    opened_name = models.CharField("登记人", max_length=64)

    class Meta:
        verbose_name = "企业型重点社区"
        constraints = [
            models.UniqueConstraint(
                fields=["place_no", "enterprise_id"],
                condition=Q(ended_at__isnull=True),
                name="secondments_community_once",
            ),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="secondments_community_days"),
        ]


class Secondment(models.Model):
    """One officer of the enterprise in the community, by one grant of an account of the officer's own."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    community = models.ForeignKey(KeyCommunity, models.PROTECT, related_name="secondments", verbose_name="重点社区")
    place_no = models.IntegerField("社区")
    enterprise_id = models.IntegerField("企业")
    grant_id = models.UUIDField("授权", unique=True)
    user_id = models.UUIDField("账户")
    name = models.CharField("姓名", max_length=40)
    from_on = models.DateField("开始日期")
    until_on = models.DateField("终止日期", help_text="不含当日")
    rights = models.JSONField("权限", default=list)
    document = models.CharField("选派文件", max_length=120)
    # Each: the day before which it ended until then, the document, on which day and by whom it was prolonged.
    prolonged = models.JSONField("延期记录", default=list)
    ended_at = models.DateTimeField("结束时刻", null=True)
    ended_name = models.CharField("结束人", max_length=64, blank=True, db_default="")
    ended_unit = models.CharField("结束单位", max_length=120, blank=True, db_default="")
    ended_why = models.CharField("结束原因", max_length=200, blank=True, db_default="")

    class Meta:
        verbose_name = "选派"
        indexes = [
            models.Index(fields=["until_on"], condition=Q(ended_at__isnull=True), name="secondments_until"),
            models.Index(fields=["place_no"], name="secondments_place"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="secondments_secondment_days")
        ]


class Deed(models.Model):
    """What a seconded officer did for a person, and what of it is still to be done: by the officer, later the community."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    secondment = models.ForeignKey(Secondment, models.PROTECT, related_name="deeds", verbose_name="选派")
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    entered_as = models.UUIDField("登记时的人员")
    kind = models.CharField("做了什么", max_length=10, choices=DeedKind.choices())
    occurred_on = models.DateField("日期")
    author_name = models.CharField("登记人", max_length=64)
    recorded_at = models.DateTimeField("登记时刻", db_default=Now())
    follow_up = models.CharField("待办", max_length=10, choices=FollowUp.choices(), blank=True, db_default="")
    due_on = models.DateField("期限", null=True)
    passed_on = models.DateField("移交社区日期", null=True)
    closed_on = models.DateField("办结日期", null=True)
    closed_name = models.CharField("办结人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "选派人员的工作"
        indexes = [
            models.Index(fields=["retiree"], name="secondments_deed_person"),
            models.Index(
                fields=["secondment"],
                condition=Q(closed_on__isnull=True) & ~Q(follow_up=""),
                name="secondments_deed_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(follow_up="", due_on__isnull=True, passed_on__isnull=True, closed_on__isnull=True)
                | (~Q(follow_up="") & Q(due_on__isnull=False)),
                name="secondments_deed_follow_up",
            )
        ]
