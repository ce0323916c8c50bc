"""Items that stay with the enterprise, as all signed papers leave them; what the enterprise told of single people."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.agreements.types import Audience, Payer, Rhythm
from yinqiao.areas.benefits.types import Ending, Fate, ToldState
from yinqiao.areas.retirees.types import Source
from yinqiao.platform.database.functions import UUID7


class BenefitItem(models.Model):
    """One item of a signed main agreement; written anew whenever one of its papers is signed."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    agreement = models.ForeignKey(
        "agreements.Agreement", models.CASCADE, related_name="+", db_constraint=False, verbose_name="协议"
    )
    no = models.CharField("项目编号", max_length=12)
    paper_no = models.CharField("所依据的协议", max_length=40)
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, related_name="+", db_constraint=False, verbose_name="企业"
    )
    covers_group = models.BooleanField("包括下属企业")
    place_no = models.IntegerField("接收方")
    kind = models.CharField("项目", max_length=24)
    audience = models.CharField("发给", max_length=16, choices=Audience.choices())
    retired_before = models.DateField("退休日期早于", null=True)
    amount = models.DecimalField("标准", max_digits=12, decimal_places=2, null=True)
    unit = models.CharField("单位", max_length=10)
    rhythm = models.CharField("发放周期", max_length=8, choices=Rhythm.choices())
    since = models.DateField("起始日期", null=True)
    until = models.DateField("最后一日", null=True)
    payer = models.CharField("承担方式", max_length=12, choices=Payer.choices())
    basis = models.CharField("依据", max_length=100, blank=True, db_default="")

    class Meta:
        verbose_name = "企业保留待遇"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "no"], name="benefits_item_once"),
            models.CheckConstraint(
                condition=models.Q(audience="retired_before", retired_before__isnull=False)
                | ~models.Q(audience="retired_before") & models.Q(retired_before__isnull=True),
                name="benefits_item_says_whom",
            ),
        ]


class BenefitTold(models.Model):
    """What an enterprise told of one benefit of one person: how much, from when to when, by which message, how it ended.

    `over_on` is the first day on which it does not stand any more. `agreement` is empty outside of any item.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    agreement_id = models.UUIDField("协议", null=True)
    item_no = models.CharField("项目编号", max_length=12, blank=True, db_default="")
    kind = models.CharField("项目", max_length=24)
    amount = models.DecimalField("标准", max_digits=12, decimal_places=2, null=True)
    unit = models.CharField("单位", max_length=10)
    in_kind = models.CharField("实物或服务", max_length=100, blank=True, db_default="")
    rhythm = models.CharField("发放周期", max_length=8, choices=Rhythm.choices())
    since = models.DateField("起始日期")
    until = models.DateField("最后一日", null=True)
    state = models.CharField("状态", max_length=10, choices=ToldState.choices(), db_default="standing")
    over_on = models.DateField("停止日期", null=True, help_text="不含当日")
    ending = models.CharField("停止原因", max_length=16, choices=Ending.choices(), blank=True, db_default="")
    end_proposed_on = models.DateField("提请确认截止日期", null=True)
    source = models.CharField("来源", max_length=24, choices=Source.choices())
    proof = models.CharField("所依据的信息", max_length=300)
    message_id = models.UUIDField("外来信息", null=True)
    told_at = models.DateTimeField("登记时刻", db_default=Now())

    class Meta:
        verbose_name = "企业告知的待遇"
        indexes = [
            models.Index(fields=["retiree"], name="benefits_told_person"),
            models.Index(fields=["agreement_id", "item_no"], condition=Q(state="standing"), name="benefits_told_item"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["retiree", "item_no"], condition=Q(state="standing") & ~Q(item_no=""), name="benefits_told_once"
            ),
            models.UniqueConstraint(
                fields=["retiree", "kind"], condition=Q(state="standing", item_no=""), name="benefits_told_kind_once"
            ),
            models.CheckConstraint(
                condition=Q(state="standing", over_on__isnull=True) | (~Q(state="standing") & Q(over_on__isnull=False)),
                name="benefits_told_end_has_day",
            ),
            models.CheckConstraint(
                condition=Q(end_proposed_on__isnull=True) | Q(state="standing"), name="benefits_told_proposal_stands"
            ),
        ]  # fmt: skip


class BenefitFate(models.Model):
    """What becomes of one thing that an enterprise used to give: asked, and answered by it or noted from its paper.

    About an enterprise, never about a person.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, related_name="+", db_constraint=False, verbose_name="企业"
    )
    code = models.CharField("项目", max_length=24)
    asked_on = models.DateField("请答复日期")
    asked_name = models.CharField("请答复的人", max_length=64)
    due_on = models.DateField("答复期限")
    fate = models.CharField("去向", max_length=12, choices=Fate.choices(), blank=True, db_default="")
    payer = models.CharField("谁出钱", max_length=60, blank=True, db_default="")
    until = models.DateField("到哪一天", null=True)
    where = models.CharField("问谁", max_length=80, blank=True, db_default="")
    basis = models.CharField("依据", max_length=100, blank=True, db_default="")
    answered_on = models.DateField("答复日期", null=True)
    answered_name = models.CharField("答复人", max_length=64, blank=True, db_default="")
    answered_unit = models.CharField("答复单位", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "原待遇去向"
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "code"], name="benefits_fate_once"),
            models.CheckConstraint(
                condition=Q(fate="", answered_on__isnull=True) | (~Q(fate="") & Q(answered_on__isnull=False)),
                name="benefits_fate_answer",
            ),
        ]
