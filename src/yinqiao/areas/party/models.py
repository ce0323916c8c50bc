"""Tables of party relations: rows of a checked roster, the roster, organisations, members, letters, who is responsible."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.lists.types import RowState
from yinqiao.areas.party.types import LetterMedium, MemberState, OrganisationKind, RosterState
from yinqiao.platform.custody.models import Held, Passing, passing_constraints
from yinqiao.platform.database.functions import UUID7


class RosterRow(models.Model):
    """One row of a checked roster. Of a row that goes nowhere nothing is kept but number and name.

    `facts` (the number of identity, and how to reach the member) is bound to `facts_id` and moves on into the member as
    it is.
    """

    pk = models.CompositePrimaryKey("batch_id", "row_no")
    batch_id = models.UUIDField("批次")
    row_no = models.IntegerField("行号")
    enterprise_id = models.IntegerField("企业")
    state = models.CharField("状态", max_length=8, choices=RowState.choices())
    name = models.CharField("姓名", max_length=60, blank=True, default="")
    id_no_index = models.BinaryField("身份证号盲索引", null=True)
    political_status = models.CharField("政治面貌", max_length=2, blank=True, default="")
    joined_on = models.DateField("入党时间", null=True)
    full_on = models.DateField("转正时间", null=True)
    branch = models.CharField("所在党支部", max_length=100, blank=True, default="")
    branch_kind = models.CharField("党支部组织类别", max_length=16, blank=True, default="")
    upper = models.CharField("上级党组织", max_length=100, blank=True, default="")
    dues_paid_to = models.DateField("党费交至", null=True)
    file_holder = models.CharField("党员档案保管单位", max_length=100, blank=True, default="")
    is_attached = models.BooleanField("挂靠党员", default=False)
    attached_to = models.CharField("挂靠单位", max_length=100, blank=True, default="")
    has_channel = models.BooleanField("有联系渠道", default=False)
    facts_id = models.UUIDField("密文所属编号", null=True)
    facts = models.BinaryField("身份证号与联系渠道（密文）", null=True)
    letter_no = models.CharField("介绍信编号", max_length=40, blank=True, default="")
    letter_on = models.DateField("介绍信开出日期", null=True)
    letter_medium = models.CharField("介绍信方式", max_length=12, blank=True, default="")
    remark = models.CharField("备注", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "党员名册行"


class Roster(models.Model):
    """A submitted roster and whom its officer named for those whose place is not known. Its id is that of the batch."""

    id = models.UUIDField(primary_key=True, editable=False)
    batch_no = models.CharField("批次号", max_length=24)
    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False)
    named_no = models.IntegerField("指定接收单位", help_text="登记中没有居住地的党员移交到这里")
    state = models.CharField("状态", max_length=12, choices=RosterState.choices())
    members = models.IntegerField("移交党员数", default=0)
    offered_at = models.DateTimeField("提交时刻", null=True)

    class Meta:
        verbose_name = "党员移交名册"

    def __str__(self) -> str:
        return self.batch_no


class Organisation(models.Model):
    """A party organisation of an enterprise, found by its name."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=16, blank=True, db_default="", choices=OrganisationKind.choices())
    upper = models.CharField("上级党组织", max_length=100, blank=True, db_default="")

    class Meta:
        verbose_name = "党组织"
        constraints = [models.UniqueConstraint(fields=["enterprise", "name"], name="party_organisation_once")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """One member of an enterprise's organisation, found by the number; the same row when offered again.

    That the letter has run out is read from the letter and today. `has_reported` stays once somebody has reported in.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    roster = models.ForeignKey(
        Roster, models.PROTECT, related_name="people", verbose_name="党员名册", db_constraint=False
    )  # fmt: skip
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False, db_index=False
    )
    place_no = models.IntegerField("接收单位")
    is_at_home = models.BooleanField("按居住地接收", db_default=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="people", verbose_name="所在党支部", db_constraint=False
    )  # fmt: skip
    name = models.CharField("姓名", max_length=60)
    id_no_index = models.BinaryField("身份证号盲索引")
    retiree_id = models.UUIDField("人员", null=True, help_text="按身份证号对应到登记的人员；没有登记的为空")
    political_status = models.CharField("政治面貌", max_length=2, help_text="GB/T 4762 代码")
    joined_on = models.DateField("入党时间", null=True)
    full_on = models.DateField("转正时间", null=True)
    dues_paid_to = models.DateField("党费交至", null=True, help_text="月份的第一天")
    file_holder = models.CharField("党员档案保管单位", max_length=100, blank=True, db_default="")
    is_attached = models.BooleanField("挂靠党员", db_default=False)
    attached_to = models.CharField("挂靠单位", max_length=100, blank=True, db_default="")
    has_channel = models.BooleanField("有联系渠道", db_default=False)
    facts_id = models.UUIDField("密文所属编号")
    facts = models.BinaryField("身份证号与联系渠道（密文）")
    entered_at = models.DateTimeField("入册时刻", db_default=Now(), help_text="平台从何时起知道由企业的党组织负责")
    state = models.CharField("状态", max_length=16, choices=MemberState.choices())
    state_on = models.DateField("状态日期")
    reported_on = models.DateField("报到日期", null=True)
    has_reported = models.BooleanField("曾经报到", db_default=False)
    receipt_no = models.CharField("回执编号", max_length=40, blank=True, db_default="")
    received_on = models.DateField("接收日期", null=True)
    return_reason = models.CharField("退回原因", max_length=24, blank=True, db_default="")
    return_note = models.CharField("退回说明", max_length=300, blank=True, db_default="")

    class Meta:
        verbose_name = "移交党员"
        indexes = [
            # No index holds the state: what happens to a member then touches none where the page has room (HOT).
            models.Index(fields=["place_no"], name="party_member_place"),
            models.Index(fields=["retiree_id"], name="party_member_person", condition=Q(retiree_id__isnull=False)),
        ]
        constraints = [
            # With the enterprise in front: it finds the members of an enterprise as well.
            models.UniqueConstraint(fields=["enterprise", "id_no_index"], name="party_member_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["checked_in", "received"]) | Q(reported_on__isnull=False, has_reported=True),
                name="party_reported_has_day",
            ),
            models.CheckConstraint(
                condition=(Q(state="received", received_on__isnull=False) & ~Q(receipt_no=""))
                | (~Q(state="received") & Q(received_on__isnull=True, receipt_no="")),
                name="party_received_has_receipt",
            ),
            models.CheckConstraint(
                condition=(Q(state="returned") & ~Q(return_reason="")) | (~Q(state="returned") & Q(return_reason="")),
                name="party_returned_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=models.F("reported_on")),
                name="party_received_after_report",
            ),
        ]

    def get_absolute_url(self) -> str:
        """The page of this member."""
        return reverse("party:member", args=[self.pk])


class Letter(models.Model):
    """One introduction letter: added only; void once another takes its place, or the member is returned or taken back.

    The national system is the master: its number and day are recorded here, and no competing paper is issued.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    member = models.ForeignKey(
        Member, models.PROTECT, related_name="letters", verbose_name="党员", db_constraint=False
    )  # fmt: skip
    enterprise_id = models.IntegerField("企业")
    number = models.CharField("编号", max_length=40)
    medium = models.CharField("方式", max_length=12, choices=LetterMedium.choices())
    issued_on = models.DateField("开出日期")
    valid_to = models.DateField("有效期至")
    act_id = models.UUIDField("所属办理")
    voided_at = models.DateTimeField("作废时刻", null=True)
    void_act_id = models.UUIDField("作废办理", null=True)

    class Meta:
        verbose_name = "党员组织关系介绍信"
        constraints = [
            models.UniqueConstraint(fields=["enterprise_id", "number"], name="party_letter_number_once"),
            models.UniqueConstraint(
                fields=["member"], condition=Q(voided_at__isnull=True), name="party_letter_one_valid"
            ),
            models.CheckConstraint(condition=Q(valid_to__gte=models.F("issued_on")), name="party_letter_in_order"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_act_id__isnull=True)
                | Q(voided_at__isnull=False, void_act_id__isnull=False),
                name="party_letter_void_has_act",
            ),
        ]


class MemberPassing(Passing):
    """That the responsibility for a member passed to a place or to another city."""

    pk = models.CompositePrimaryKey("member_id", "no")
    member = models.ForeignKey(Member, models.PROTECT, verbose_name="党员", db_constraint=False, db_index=False)

    class Meta:
        db_table = "party_passing"
        verbose_name = "党员管理责任交接"
        constraints = passing_constraints()


class Custody(Held):
    """Which side is responsible for a member from when to when."""

    pk = models.CompositePrimaryKey("member_id", "no")
    member = models.ForeignKey(Member, models.DO_NOTHING, related_name="custodies", verbose_name="党员")

    class Meta:
        managed = False
        verbose_name = "党员管理责任"
