"""Tables of agreements: one row with a state, versions and remarks that never change, the batches delivered under it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.agreements.types import HOLDING, AgreementKind, AgreementState, EndReason, Seen, Side, Stand
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.database.functions import UUID7

_S = AgreementState
# As plain words: constraints stand in migrations, which outlive the names of our code.
_HOLDING = [one.value for one in HOLDING]
_OPEN = [one.value for one in (_S.DRAFT, _S.PROPOSED, _S.AGREED, _S.CANCELLED)]
_AGREED = [_S.AGREED.value, *_HOLDING]
_FILED, _OVER, _ENDED = [_S.FILED.value, _S.CLOSED.value], [_S.CLOSED.value, _S.ENDED.value], _S.ENDED.value


class Agreement(models.Model):
    """An agreement or a supplement to one, between an enterprise and a city, district or street."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    agreement_no = models.CharField("协议编号", max_length=40)
    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False)
    covers_group = models.BooleanField("包括下属企业", default=False)
    place_no = models.IntegerField("接收方", help_text="接收的市、区县或街道的先序编号")
    kind = models.CharField("种类", max_length=16, choices=AgreementKind.choices())
    main = models.ForeignKey("self", models.PROTECT, null=True, related_name="supplements", verbose_name="主协议")
    state = models.CharField("状态", max_length=12, choices=AgreementState.choices())
    proposed_by = models.CharField("起草方", max_length=12, choices=Side.choices())
    version = models.IntegerField("当前版本", default=1)
    proposed_version = models.IntegerField("对方可见的最新版本", default=0, help_text="0 表示从未提请答复，对方看不到")
    lock_version = models.IntegerField("修改序号", default=1)
    supplements_drafted = models.IntegerField("已起草的补充协议", default=0, help_text="补充协议按此编号")
    drafted_on = models.DateField("起草日期")
    proposed_on = models.DateField("提请答复日期", null=True)
    agreed_on = models.DateField("议定日期", null=True)
    signed_on = models.DateField("签署日期", null=True)
    scan_id = models.UUIDField("签署件", null=True)
    filed_on = models.DateField("备案日期", null=True)
    filed_no = models.CharField("备案文号", max_length=60, blank=True, default="")
    ended_on = models.DateField("结束日期", null=True)
    end_reason = models.CharField("终止原因", max_length=24, blank=True, default="", choices=EndReason.choices())
    end_note = models.CharField("余量说明", max_length=500, blank=True, default="")
    end_remainder = models.IntegerField("结束时未接收人数", null=True)
    end_rest = models.JSONField(
        "结束时各项余量",
        default=dict,
        db_default=Value({}, models.JSONField()),
        help_text="{项目: 余量}，只记有余量的项目",
    )

    class Meta:
        verbose_name = "移交协议"
        indexes = [
            models.Index(fields=["enterprise", "state"], name="agreements_of_enterprise"),
            models.Index(fields=["place_no", "state"], name="agreements_of_place"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agreement_no"], name="agreements_number_once"),
            models.CheckConstraint(
                condition=Q(kind="main", main__isnull=True) | Q(kind="supplementary", main__isnull=False),
                name="agreements_supplement_has_main",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1, proposed_version__gte=0, proposed_version__lte=models.F("version")),
                name="agreements_versions_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[_S.PROPOSED.value, *_AGREED])
                | Q(proposed_on__isnull=False, proposed_version=models.F("version")),
                name="agreements_proposed_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_AGREED) | Q(agreed_on__isnull=False),
                name="agreements_agreed_has_date",
            ),
            # A signature is a paper: its date, and its scan.
            models.CheckConstraint(
                condition=Q(state__in=_HOLDING, signed_on__isnull=False, scan_id__isnull=False)
                | Q(state__in=_OPEN, signed_on__isnull=True, scan_id__isnull=True),
                name="agreements_signed_has_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_FILED) | (Q(filed_on__gte=models.F("signed_on")) & ~Q(filed_no="")),
                name="agreements_filed_has_number",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_OVER, ended_on__isnull=False, end_remainder__isnull=False)
                | (~Q(state__in=_OVER) & Q(end_remainder__isnull=True)),
                name="agreements_end_says_remainder",
            ),
            models.CheckConstraint(
                condition=Q(state=_ENDED) & ~Q(end_reason="") & ~Q(end_note="") | (~Q(state=_ENDED) & Q(end_reason="")),
                name="agreements_ended_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.agreement_no

    def get_absolute_url(self) -> str:
        """The page of this agreement."""
        return reverse("agreements:agreement", args=[self.pk])

    @property
    def stand(self) -> Stand:
        """What a step is judged by."""
        return Stand(
            member_of(AgreementState, self.state),
            member_of(AgreementKind, self.kind),
            member_of(Side, self.proposed_by),
        )

    @property
    def seen(self) -> Seen:
        """This agreement as it was read."""
        return Seen(self.pk, self.lock_version)


class AgreementVersion(models.Model):
    """One version of the terms. Never changed: a changed word is a new version."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="versions", verbose_name="协议", db_index=False
    )
    number = models.IntegerField("版本号")
    terms = models.JSONField("内容", help_text="数量、人员范围、保留待遇、移交起止日期")
    remark = models.CharField("修改说明", max_length=500, blank=True, default="")
    author_id = models.UUIDField("拟稿人", null=True)
    author_name = models.CharField("拟稿人姓名", max_length=64)
    written_at = models.DateTimeField("拟稿时刻", db_default=Now())

    class Meta:
        verbose_name = "协议版本"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreements_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="agreements_version_counts"),
        ]


class AgreementRemark(models.Model):
    """Why a version was sent back. Never changed."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="remarks", verbose_name="协议")
    number = models.IntegerField("所答复的版本号")
    remark = models.CharField("退回意见", max_length=500)
    act_id = models.UUIDField("所属办理")
    author_name = models.CharField("答复人", max_length=64)
    written_at = models.DateTimeField("答复时刻", db_default=Now())

    class Meta:
        verbose_name = "协议退回意见"


class AgreementBatch(models.Model):
    """A batch delivered under a main agreement; its number is kept here, for the place does not see the batch."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="batches", verbose_name="协议")
    batch = models.ForeignKey("lists.Batch", models.PROTECT, verbose_name="批次", db_constraint=False, db_index=False)
    batch_no = models.CharField("批次号", max_length=24)
    kind = models.CharField("种类", max_length=24, db_default="roster", help_text="名单的种类，决定计入协议的哪一项")
    # The enterprise of the batch: a daughter's, where the agreement covers the group.
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False, db_index=False
    )
    linked_at = models.DateTimeField("关联时刻", db_default=Now())

    class Meta:
        verbose_name = "协议所含批次"
        constraints = [models.UniqueConstraint(fields=["batch"], name="agreements_batch_once")]


class AgreementNumber(models.Model):
    """The last number given in a year: one row per year, locked by who draws from it, so that no number is skipped."""

    year = models.IntegerField("年份", primary_key=True)
    last = models.IntegerField("最近编号")

    class Meta:
        verbose_name = "协议编号"
