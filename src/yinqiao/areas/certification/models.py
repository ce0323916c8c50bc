"""The clock of each person, the record it rests on, and the files that went to human resources."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.certification.types import Entry, Method, Mistake, Origin, State, Where, Why
from yinqiao.platform.database.functions import UUID7, CurrentAct


class Clock(models.Model):
    """One row for everybody who is or was managed: certified when, until when, where it stands. Its end keeps the days.

    Everything but the state follows from `Record`; the state follows from the register and the day.
    """

    retiree = models.OneToOneField(
        "retirees.Retiree", models.CASCADE, primary_key=True, related_name="+", db_constraint=False, verbose_name="人员"
    )
    begun_on = models.DateField("开始日期")
    certified_on = models.DateField("最近认证日期", null=True)
    method = models.CharField("认证方式", max_length=12, choices=Method.choices(), blank=True, db_default="")
    record_id = models.UUIDField("依据的认证记录", null=True)
    due_on = models.DateField("期限")
    suspended_on = models.DateField("暂停发放日期", null=True)
    state = models.CharField("状态", max_length=12, choices=State.choices())
    why = models.CharField("无需认证的原因", max_length=12, choices=Why.choices(), blank=True, db_default="")
    state_on = models.DateField("状态日期")
    reminded_on = models.DateField("最近提醒日期", null=True)
    reminded_name = models.CharField("提醒人", max_length=64, blank=True, db_default="")
    visit_on = models.DateField("上门日期", null=True)
    is_roster_read = models.BooleanField("已核对名册所载日期", db_default=False)

    class Meta:
        verbose_name = "资格认证周期"
        indexes = [
            # Who is valid for months to come is no work: the lists read the others.
            models.Index(
                fields=["state", "due_on"],
                condition=Q(state__in=["due_60", "due_30", "due_7", "overdue", "suspended"]),
                name="certification_work",
            ),
            models.Index(fields=["visit_on"], condition=Q(visit_on__isnull=False), name="certification_visits"),
            models.Index(fields=["retiree"], condition=Q(is_roster_read=False), name="certification_unread"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="not_required") & ~Q(why="")) | (~Q(state="not_required") & Q(why="")),
                name="certification_reason_of_rest",
            ),
            models.CheckConstraint(
                condition=Q(certified_on__isnull=True, record_id__isnull=True, method="")
                | (Q(certified_on__isnull=False, record_id__isnull=False) & ~Q(method="")),
                name="certification_rests_on_record",
            ),
        ]


class Record(models.Model):
    """What was told or done, never changed: a result, its taking back, a suspension, a resumption. No picture anywhere."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree",
        models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
        verbose_name="人员",
    )
    entry = models.CharField("种类", max_length=12, choices=Entry.choices())
    day = models.DateField("日期")
    method = models.CharField("认证方式", max_length=12, choices=Method.choices(), blank=True, db_default="")
    origin = models.CharField("来源", max_length=16, choices=Origin.choices())
    reference = models.CharField("办理编号", max_length=64, blank=True, db_default="")
    where = models.CharField("地点", max_length=12, choices=Where.choices(), blank=True, db_default="")
    mandate_no = models.CharField("委托文号", max_length=60, blank=True, db_default="")
    mistake = models.CharField("撤销原因", max_length=16, choices=Mistake.choices(), blank=True, db_default="")
    undoes = models.OneToOneField(
        "self", models.CASCADE, null=True, related_name="undone_by", db_constraint=False, verbose_name="撤销的记录"
    )
    taken_from = models.ForeignKey(
        "self",
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        verbose_name="取自被合并登记的记录",
    )
    author_name = models.CharField("记录人", max_length=64)
    author_unit = models.CharField("记录单位", max_length=120, blank=True, db_default="")
    recorded_at = models.DateTimeField("记录时刻", db_default=Now())
    act_id = models.UUIDField("所属办理", null=True, db_default=CurrentAct())

    class Meta:
        verbose_name = "资格认证记录"
        indexes = [
            models.Index(fields=["retiree", "-day"], name="certification_of_person"),
            models.Index(
                fields=["taken_from"], condition=Q(taken_from__isnull=False), name="certification_taken_along"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "entry", "reference"],
                condition=~Q(reference="") & Q(entry__in=["result", "suspension", "resumption"]),
                name="certification_told_once",
            ),
            models.CheckConstraint(
                condition=Q(entry="void", undoes__isnull=False) & ~Q(mistake="")
                | (~Q(entry="void") & Q(undoes__isnull=True, mistake="")),
                name="certification_void_names_record",
            ),
            models.CheckConstraint(
                condition=Q(entry__in=["suspension", "resumption"], method="")
                | (Q(entry__in=["result", "void"]) & ~Q(method="")),
                name="certification_result_has_method",
            ),
        ]


class Delivery(models.Model):
    """A file with the results certified here, for human resources: numbered, and receipted by them on paper."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("报送单位")
    year = models.IntegerField("年度")
    serial = models.IntegerField("序号")
    people = models.IntegerField("条数")
    made_at = models.DateTimeField("生成时刻")
    made_name = models.CharField("生成人", max_length=64)
    receipt_no = models.CharField("回执编号", max_length=60, blank=True, db_default="")
    receipt_on = models.DateField("回执日期", null=True)
    receipt_name = models.CharField("回执登记人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "认证结果报送"
        constraints = [
            models.UniqueConstraint(fields=["place_no", "year", "serial"], name="certification_delivery_no"),
            models.CheckConstraint(
                condition=Q(receipt_no="", receipt_on__isnull=True) | (~Q(receipt_no="") & Q(receipt_on__isnull=False)),
                name="certification_receipt_whole",
            ),
        ]

    @property
    def number(self) -> str:
        """`RZ-2026-0003`."""
        return f"RZ-{self.year}-{self.serial:04d}"


class DeliveredRecord(models.Model):
    """Which record went out with which file; each once."""

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="delivered", db_constraint=False, verbose_name="认证记录"
    )
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="rows", verbose_name="报送")
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="人员"
    )

    class Meta:
        verbose_name = "已报送的认证记录"
