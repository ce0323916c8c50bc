"""Tables of party organisations: each organisation, its steps, its names in party rosters, who is responsible for it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.branches.types import Kind, Path, Role, Side, Stand, State
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.custody.models import Held, Passing, passing_constraints
from yinqiao.platform.database.functions import UUID7

# As plain words: constraints stand in migrations, which outlive the names of our code.
_DONE = ["settled", "dropped"]
_AT_HOME = ["listed", "dropped"]


class Organisation(models.Model):
    """A party organisation of an enterprise's retirees; the same row however often it is offered.

    `round` counts its walks: offered again, its steps begin anew. `owed_by` and `due_on` say whose the next step is and by
    when. Secretary and phone are sealed, each bound to this row.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, related_name="+", verbose_name="企业", db_constraint=False
    )
    place_no = models.IntegerField("接收单位", null=True, help_text="提交过的才有：接收单位的先序编号")
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=16, choices=Kind.choices())
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="below", verbose_name="上级党组织（已列入的）"
    )
    upper = models.CharField("上级党组织", max_length=100, blank=True, default="", db_default="")
    members = models.IntegerField("党员人数（双方商定）", default=0, db_default=0)
    code = models.CharField("党组织代码", max_length=40, blank=True, default="", db_default="")
    activity_place = models.CharField("活动场所", max_length=100, blank=True, default="", db_default="")
    role = models.CharField("负责人职务", max_length=16, blank=True, default="", db_default="", choices=Role.choices())
    secretary = models.BinaryField("负责人姓名（密文）", null=True)
    phone = models.BinaryField("负责人电话（密文）", null=True)
    state = models.CharField("状态", max_length=12, choices=State.choices())
    path = models.CharField("移交方式", max_length=12, blank=True, default="", db_default="", choices=Path.choices())
    round = models.IntegerField("办理轮次", default=0, db_default=0)
    next_step = models.CharField("下一步", max_length=32, blank=True, default="", db_default="")
    owed_by = models.CharField("由谁办理", max_length=12, blank=True, default="", db_default="", choices=Side.choices())
    due_on = models.DateField("办理期限", null=True)
    kept_until = models.DateField("下次商定日期", null=True)
    now_name = models.CharField("现在的名称", max_length=100, blank=True, default="", db_default="")
    now_code = models.CharField("现在的代码", max_length=40, blank=True, default="", db_default="")
    return_reason = models.CharField("退回原因", max_length=24, blank=True, default="", db_default="")
    return_note = models.CharField("退回说明", max_length=300, blank=True, default="", db_default="")
    listed_at = models.DateTimeField("列入时刻")
    offered_at = models.DateTimeField("提交时刻", null=True)
    settled_at = models.DateTimeField("落实时刻", null=True)
    lock_version = models.IntegerField("版本", default=1, db_default=1)

    class Meta:
        verbose_name = "移交党组织"
        indexes = [models.Index(fields=["place_no", "state"], name="branches_place_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"], condition=~Q(state="dropped"), name="branches_name_once"
            ),
            models.CheckConstraint(condition=Q(members__gte=0), name="branches_members_not_negative"),
            models.CheckConstraint(
                condition=Q(state__in=_DONE, owed_by="", due_on__isnull=True)
                | (~Q(state__in=_DONE) & ~Q(owed_by="") & Q(due_on__isnull=False)),
                name="branches_open_is_owed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_AT_HOME)
                | (Q(place_no__isnull=False, offered_at__isnull=False) & ~Q(path="") & Q(round__gte=1)),
                name="branches_offered_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="settled", settled_at__isnull=False)
                | (~Q(state="settled") & Q(settled_at__isnull=True)),
                name="branches_settled_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["received", "settled"]) | ~Q(path="kept"), name="branches_kept_is_not_received"
            ),
            models.CheckConstraint(
                condition=~Q(state="kept") | Q(path="kept", kept_until__isnull=False), name="branches_kept_has_day"
            ),
            models.CheckConstraint(
                condition=(Q(state="returned") & ~Q(return_reason="")) | (~Q(state="returned") & Q(return_reason="")),
                name="branches_returned_has_reason",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="branches_not_above_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of this organisation."""
        return reverse("branches:organisation", args=[self.pk])

    @property
    def stand(self) -> Stand:
        """What decides about its next step."""
        return Stand(
            member_of(State, self.state), member_of(Path, self.path) if self.path else None, self.next_step
        )  # fmt: skip


class OrganisationStep(models.Model):
    """One step that was done, or the correction of one. Added only: a correction names the row that it puts right."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="steps", verbose_name="党组织")
    round = models.IntegerField("办理轮次")
    path = models.CharField("移交方式", max_length=12, choices=Path.choices())
    code = models.CharField("步骤", max_length=32)
    number = models.CharField("文号或编号", max_length=60, blank=True, default="")
    done_on = models.DateField("日期")
    named = models.CharField("党组织名称", max_length=100, blank=True, default="")
    organisation_code = models.CharField("党组织代码", max_length=40, blank=True, default="")
    next_on = models.DateField("下次商定日期", null=True)
    note = models.CharField("说明", max_length=300, blank=True, default="")
    file_id = models.UUIDField("扫描件", null=True)
    leads_to = models.CharField("办理后的状态", max_length=12, choices=State.choices())
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected", verbose_name="所更正的登记"
    )
    side = models.CharField("登记方", max_length=12, choices=Side.choices())
    author_id = models.UUIDField("登记人", null=True)
    author_name = models.CharField("登记人姓名", max_length=64)
    act_id = models.UUIDField("所属办理")
    recorded_at = models.DateTimeField("登记时刻", db_default=Now())

    class Meta:
        verbose_name = "党组织移交步骤"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "round", "code"],
                condition=Q(corrects__isnull=True),
                name="branches_step_once",
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("done_on")), name="branches_step_in_order"
            ),
        ]


class RosterBranch(models.Model):
    """A branch as party rosters name it, and the listed organisation that it is.

    Where it is now is kept here as well: whoever sees a member of it reads that, and not the organisation itself.
    """

    id = models.UUIDField(primary_key=True, editable=False, help_text="党员名册中党支部的编号")
    enterprise_id = models.IntegerField("企业")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="roster_branches", verbose_name="党组织"
    )  # fmt: skip
    path = models.CharField("移交方式", max_length=12, blank=True, default="", db_default="", choices=Path.choices())
    state = models.CharField("状态", max_length=12, choices=State.choices())
    name = models.CharField("现在的名称", max_length=100)
    place_no = models.IntegerField("现在的管理单位", null=True)

    class Meta:
        verbose_name = "名册中的党支部"


class OrganisationPassing(Passing):
    """That the responsibility for an organisation passed to a place."""

    pk = models.CompositePrimaryKey("organisation_id", "no")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="党组织", db_constraint=False, db_index=False
    )  # fmt: skip

    class Meta:
        db_table = "branches_passing"
        verbose_name = "党组织管理责任交接"
        constraints = passing_constraints()


class Custody(Held):
    """Which side is responsible for an organisation from when to when: the enterprise until the place has signed."""

    pk = models.CompositePrimaryKey("organisation_id", "no")
    organisation = models.ForeignKey(Organisation, models.DO_NOTHING, related_name="custodies", verbose_name="党组织")

    class Meta:
        managed = False
        verbose_name = "党组织管理责任"
