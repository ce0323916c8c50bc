"""Key communities, secondments, and what seconded officers did. The words of a visit are a note of the register."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from yinqiao.areas.secondments.types import Asked, DeedKind, FollowUp, ProposalState
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


class Proposal(models.Model):
    """What an enterprise proposes about its officers, and what the receiving side answered."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.CharField("建议", max_length=8, choices=Asked.choices())
    community = models.ForeignKey(KeyCommunity, models.PROTECT, related_name="proposals", verbose_name="重点社区")
    secondment = models.ForeignKey(Secondment, models.PROTECT, related_name="proposals", null=True, verbose_name="选派")
    place_no = models.IntegerField("社区")
    enterprise_id = models.IntegerField("企业")
    name = models.CharField("选派人员", max_length=40)
    phone = models.CharField("办公电话", max_length=20, blank=True, db_default="")
    from_on = models.DateField("开始日期", null=True)
    last_on = models.DateField("截止日期", null=True, help_text="含当日")
    rights = models.JSONField("权限", default=list)
    document = models.CharField("文件和文号", max_length=120, blank=True, db_default="")
    why = models.CharField("理由", max_length=200, blank=True, db_default="")
    proposed_at = models.DateTimeField("提出时刻", db_default=Now())
    proposed_name = models.CharField("提出人", max_length=64)
    state = models.CharField("状态", max_length=10, choices=ProposalState.choices(), db_default="open")
    answered_at = models.DateTimeField("答复时刻", null=True)
    answered_name = models.CharField("答复人", max_length=64, blank=True, db_default="")
    answered_unit = models.CharField("答复单位", max_length=120, blank=True, db_default="")
    answered_why = models.CharField("不同意的理由", max_length=200, blank=True, db_default="")

    class Meta:
        verbose_name = "选派建议"
        indexes = [models.Index(fields=["place_no"], condition=Q(state="open"), name="secondments_proposal_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["secondment", "kind"], condition=Q(state="open"), name="secondments_proposal_once"
            ),
            models.UniqueConstraint(
                fields=["community", "name"], condition=Q(state="open", kind="second"), name="secondments_proposal_who"
            ),
            models.CheckConstraint(
                condition=Q(kind="second") ^ Q(secondment__isnull=False), name="secondments_proposal_about"
            ),
            models.CheckConstraint(
                condition=Q(state="open") ^ Q(answered_at__isnull=False), name="secondments_proposal_answered"
            ),
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
