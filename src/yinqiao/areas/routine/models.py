"""Tables of the monthly handover: rows of a checked list, expected retirees, and what was done with each, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.rosters.types import RouteHow, RowChange
from yinqiao.areas.routine.types import (
    ExpectedState,
    Level,
    PostCategory,
    PostponeReason,
    RetirementOption,
    RowState,
    Step,
    WithdrawReason,
)
from yinqiao.platform.database.functions import UUID7

_RETIRED = ["confirmed", "listed", "handed_over", "accepted"]


class RetiringRow(models.Model):
    """One row of a checked list. Its cells are sealed and bound to `facts_id`, the id of the expected retiree.

    `before` is what was known of the person when the list was submitted, so that it can be taken back.
    """

    pk = models.CompositePrimaryKey("batch_id", "row_no")
    batch_id = models.UUIDField("批次")
    row_no = models.IntegerField("行号")
    enterprise_id = models.IntegerField("企业")
    state = models.CharField("状态", max_length=8, choices=RowState.choices())
    change = models.CharField("对名单的影响", max_length=12, blank=True, default="", choices=RowChange.choices())
    changed_fields = models.JSONField("变更的字段", null=True)
    name = models.CharField("姓名", max_length=60, blank=True, default="")
    planned_on = models.DateField("计划退休年月", null=True)
    id_no_index = models.BinaryField("身份证号盲索引", null=True)
    facts_id = models.UUIDField("密文所属编号", null=True)
    facts = models.BinaryField("密文资料", null=True)
    before = models.BinaryField("提交前的密文资料", null=True)

    class Meta:
        verbose_name = "即将退休人员名单行"


class ExpectedRetiree(models.Model):
    """One person of one enterprise who retires soon: the same row for good, however often the lists name the person.

    Number, phone, address and the rest of the list's cells are sealed in `facts`.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False, db_index=False
    )
    id_no_index = models.BinaryField("身份证号盲索引")
    name = models.CharField("姓名", max_length=60)
    sex = models.SmallIntegerField("性别")
    born_on = models.DateField("出生日期")
    post = models.CharField("岗位类别", max_length=12, blank=True, default="", choices=PostCategory.choices())
    is_special = models.BooleanField("特殊工种等提前退休", default=False)
    option = models.CharField("弹性选择", max_length=8, choices=RetirementOption.choices())
    facts = models.BinaryField("密文资料")
    place_no = models.IntegerField("预计接收的社区", help_text="按名单中的社区或地址推算，供汇总；移交时以名册检查为准")
    route_how = models.CharField("推算依据", max_length=16, choices=RouteHow.choices())
    statutory_on = models.DateField("法定退休年月")
    earliest_on = models.DateField("最早退休年月")
    latest_on = models.DateField("最迟退休年月")
    planned_on = models.DateField("计划退休年月")
    is_postponed = models.BooleanField("已延后", default=False)
    state = models.CharField("状态", max_length=12, choices=ExpectedState.choices())
    due_on = models.DateField("期限", null=True, help_text="到期未办即为逾期；不需要企业再办的为空")
    risen_to = models.SmallIntegerField(
        "上升层级", default=0, help_text="、".join(f"{at} {one.label}" for at, one in enumerate(Level))
    )
    retired_on = models.DateField("退休日期", null=True)
    decision_no = models.CharField("退休审批文号", max_length=60, blank=True, default="")
    batch_id = models.UUIDField("移交批次", null=True)
    retiree_id = models.UUIDField("退休人员", null=True)
    withdraw_reason = models.CharField(
        "不再移交的原因", max_length=16, blank=True, default="", choices=WithdrawReason.choices()
    )
    ended_on = models.DateField("办结日期", null=True, help_text="社区接收或不再移交之日")

    class Meta:
        verbose_name = "即将退休人员"
        indexes = [
            models.Index(fields=["enterprise", "planned_on"], name="routine_of_enterprise"),
            models.Index(fields=["place_no", "planned_on"], name="routine_of_place"),
            models.Index(fields=["due_on"], name="routine_due", condition=Q(due_on__isnull=False)),
            models.Index(fields=["batch_id"], name="routine_of_batch", condition=Q(batch_id__isnull=False)),
            models.Index(fields=["retiree_id"], name="routine_of_person", condition=Q(retiree_id__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "id_no_index"], name="routine_person_once"),
            models.CheckConstraint(
                condition=Q(state__in=_RETIRED, retired_on__isnull=False)
                | (~Q(state__in=_RETIRED) & Q(retired_on__isnull=True)),
                name="routine_retired_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_RETIRED[1:], batch_id__isnull=False)
                | (~Q(state__in=_RETIRED[1:]) & Q(batch_id__isnull=True)),
                name="routine_listed_has_batch",
            ),
            models.CheckConstraint(
                condition=(Q(state="withdrawn") & ~Q(withdraw_reason=""))
                | (~Q(state="withdrawn") & Q(withdraw_reason="")),
                name="routine_withdrawn_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["expected", "confirmed", "listed"], due_on__isnull=False, ended_on__isnull=True)
                | Q(state="handed_over", due_on__isnull=True, ended_on__isnull=True)
                | Q(state__in=["accepted", "withdrawn"], due_on__isnull=True, ended_on__isnull=False),
                name="routine_due_while_in_hand",
            ),
            models.CheckConstraint(
                condition=Q(planned_on__day=1, statutory_on__day=1), name="routine_months_are_first_days"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """The page of this person."""
        return reverse("routine:person", args=[self.pk])


class RoutineEntry(models.Model):
    """One step of one person: when, by whom, and with what reason. Never changed."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    expected = models.ForeignKey(ExpectedRetiree, models.PROTECT, related_name="entries", verbose_name="人员")
    enterprise_id = models.IntegerField("企业")
    step = models.CharField("办理", max_length=12, choices=Step.choices())
    state = models.CharField("办理后状态", max_length=12, choices=ExpectedState.choices())
    planned_on = models.DateField("计划退休年月", null=True)
    retired_on = models.DateField("退休日期", null=True)
    reason = models.CharField("原因", max_length=16, blank=True, default="")
    note = models.CharField("说明", max_length=300, blank=True, default="")
    batch_id = models.UUIDField("批次", null=True)
    act_id = models.UUIDField("所属办理")
    author_name = models.CharField("办理人", max_length=64)
    author_unit = models.CharField("办理单位", max_length=120, blank=True, default="")
    written_at = models.DateTimeField("办理时刻", db_default=Now())

    class Meta:
        verbose_name = "常态化移交办理记录"
        indexes = [models.Index(fields=["act_id"], name="routine_entry_act")]

    @property
    def reason_words(self) -> str:
        """The reason in words."""
        return dict((*WithdrawReason.choices(), *PostponeReason.choices())).get(self.reason, "")
