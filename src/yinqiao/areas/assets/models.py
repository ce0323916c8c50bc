"""Tables of assets: rows of a checked list, the list at its place, assets, the steps done, who has what."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.assets.types import (
    AssetKind,
    AssetState,
    Condition,
    HandoverPath,
    ListState,
    Side,
    Stand,
    TitleState,
)
from yinqiao.areas.lists.types import RowState
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.custody.models import Held, Passing, passing_constraints
from yinqiao.platform.database.functions import UUID7

# As plain words: constraints stand in migrations, which outlive the names of our code.
_SETTLED = ["handed_over", "shared", "leased", "stayed"]
_QUIET = ["withdrawn", *_SETTLED]
_SEEN = ["surveyed", "under_way", *_SETTLED]


class ListedAsset(models.Model):
    """What a list says of an asset: in a checked row, and on the asset itself once it was submitted."""

    asset_no = models.CharField("资产编号", max_length=40, blank=True, default="")
    name = models.CharField("名称", max_length=100, blank=True, default="")
    kind = models.CharField("类别", max_length=16, blank=True, default="", choices=AssetKind.choices())
    address = models.CharField("地址", max_length=200, blank=True, default="")
    area = models.DecimalField("建筑面积（平方米）", max_digits=12, decimal_places=2, null=True)
    title_state = models.CharField("权属状况", max_length=16, blank=True, default="", choices=TitleState.choices())
    certificate_no = models.CharField("产权证号", max_length=100, blank=True, default="")
    is_separable = models.BooleanField("是否可分割", null=True)
    duties = models.CharField("承担的职能", max_length=100, blank=True, default="")
    valuation_no = models.CharField("评估报告编号", max_length=60, blank=True, default="")
    valued_on = models.DateField("评估基准日", null=True)
    value = models.DecimalField("评估价值（元）", max_digits=16, decimal_places=2, null=True)
    path = models.CharField("移交方式", max_length=16, blank=True, default="", choices=HandoverPath.choices())
    approval_no = models.CharField("集团批复文号", max_length=60, blank=True, default="")
    approved_on = models.DateField("批复日期", null=True)
    community_no = models.IntegerField("所在社区", null=True, help_text="社区的先序编号；没有找到的为空")
    remark = models.CharField("备注", max_length=300, blank=True, default="")

    class Meta:
        abstract = True


class AssetRow(ListedAsset):
    """One row of a checked list. Of a row that goes nowhere nothing is kept but number and name."""

    id = models.BigAutoField(primary_key=True)
    batch_id = models.UUIDField("批次")
    enterprise_id = models.IntegerField("企业")
    row_no = models.IntegerField("行号")
    state = models.CharField("状态", max_length=8, choices=RowState.choices())

    class Meta:
        verbose_name = "资产清单行"
        constraints = [models.UniqueConstraint(fields=["batch_id", "row_no"], name="assets_row_once")]


class AssetList(models.Model):
    """A submitted list at the place that receives its assets. Its id is that of the batch.

    An asset that was sent back and stands in a later list counts there: `gone_assets` and `gone_area` say what left.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    batch_no = models.CharField("批次号", max_length=24)
    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False)
    place_no = models.IntegerField("接收单位", help_text="接收的市、区县或街道的先序编号")
    state = models.CharField("状态", max_length=12, choices=ListState.choices())
    assets = models.IntegerField("提交项数", default=0)
    area = models.DecimalField("提交面积", max_digits=14, decimal_places=2, default=0)
    gone_assets = models.IntegerField("退回后另列清单的项数", default=0)
    gone_area = models.DecimalField("退回后另列清单的面积", max_digits=14, decimal_places=2, default=0)
    sent_name = models.CharField("移交经办人", max_length=64, blank=True, default="")
    offered_at = models.DateTimeField("提交时刻", null=True)

    class Meta:
        verbose_name = "移交资产清单"
        indexes = [models.Index(fields=["place_no", "state"], name="assets_list_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(gone_assets__gte=0, gone_area__gte=0, assets__gte=F("gone_assets")), name="assets_gone_fits"
            ),
        ]

    def __str__(self) -> str:
        return self.batch_no


class Asset(ListedAsset):
    """One asset of an enterprise, found by its number; it stays the same when it is offered again.

    `round` counts its walks: offered again, or on another path, its steps begin anew. `next_step` and `owed_by` follow
    from state, path and proposal; they stand here so that lists can ask for them. `waits_since`: how long it is owed.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    list = models.ForeignKey(AssetList, models.PROTECT, related_name="members", verbose_name="清单", db_index=False)
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False, db_index=False
    )
    place_no = models.IntegerField("接收单位")
    # Kept here too: who sees the asset for it lies there does not see the list.
    batch_no = models.CharField("批次号", max_length=24)
    offered_at = models.DateTimeField("提交时刻")
    state = models.CharField("状态", max_length=12, choices=AssetState.choices())
    round = models.IntegerField("办理轮次", db_default=1)
    next_step = models.CharField("下一步", max_length=32, blank=True, db_default="")
    owed_by = models.CharField("由谁办理", max_length=12, blank=True, db_default="", choices=Side.choices())
    waits_since = models.DateTimeField("等待自", null=True)
    found_area = models.DecimalField("核实面积（平方米）", max_digits=12, decimal_places=2, null=True)
    condition = models.CharField("现场状况", max_length=16, blank=True, db_default="", choices=Condition.choices())
    survey_note = models.CharField("差异和情况", max_length=300, blank=True, db_default="")
    surveyed_at = models.DateTimeField("核实时刻", null=True)
    surveyed_name = models.CharField("核实人", max_length=64, blank=True, db_default="")
    return_reason = models.CharField("退回原因", max_length=24, blank=True, db_default="")
    return_note = models.CharField("退回说明", max_length=300, blank=True, db_default="")
    proposed_path = models.CharField(
        "提议的移交方式", max_length=16, blank=True, db_default="", choices=HandoverPath.choices()
    )
    proposed_by = models.CharField("提议方", max_length=12, blank=True, db_default="", choices=Side.choices())
    proposed_why = models.CharField("提议理由", max_length=300, blank=True, db_default="")
    settled_at = models.DateTimeField("办结时刻", null=True)
    entered_at = models.DateTimeField("入册时刻", db_default=Now(), help_text="平台从何时起知道由企业管理使用")

    class Meta:
        verbose_name = "移交资产"
        indexes = [
            models.Index(fields=["list", "state"], name="assets_of_list"),
            models.Index(fields=["place_no", "state"], name="assets_of_place"),
            models.Index(fields=["community_no"], name="assets_of_community", condition=Q(community_no__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "asset_no"], name="assets_number_once"),
            models.CheckConstraint(
                condition=(Q(area__isnull=True) | Q(area__gte=0)) & (Q(found_area__isnull=True) | Q(found_area__gte=0)),
                name="assets_area_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_SETTLED, settled_at__isnull=False)
                | (~Q(state__in=_SETTLED) & Q(settled_at__isnull=True)),
                name="assets_settled_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_SETTLED)
                | Q(state="handed_over", path="transfer")
                | Q(state="shared", path="shared_use")
                | Q(state="leased", path="lease")
                | Q(state="stayed", path="stays"),
                name="assets_end_fits_path",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_SEEN) | (Q(surveyed_at__isnull=False) & ~Q(condition="")),
                name="assets_seen_before_walked",
            ),
            models.CheckConstraint(
                condition=(Q(state="returned") & ~Q(return_reason="")) | (~Q(state="returned") & Q(return_reason="")),
                name="assets_returned_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(proposed_path="", proposed_by="")
                | (~Q(proposed_path="") & ~Q(proposed_by="") & Q(state__in=["surveyed", "under_way"])),
                name="assets_proposal_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_QUIET, owed_by="", waits_since__isnull=True)
                | (~Q(state__in=_QUIET) & ~Q(owed_by="") & Q(waits_since__isnull=False)),
                name="assets_open_is_owed",
            ),
        ]

    def __str__(self) -> str:
        return self.asset_no

    def get_absolute_url(self) -> str:
        """The page of this asset."""
        return reverse("assets:asset", args=[self.pk])

    @property
    def stand(self) -> Stand:
        """What decides about its next step."""
        return Stand(
            member_of(AssetState, self.state),
            member_of(HandoverPath, self.path),
            self.next_step,
            member_of(Side, self.proposed_by) if self.proposed_by else None,
        )


class AssetStep(models.Model):
    """One step that was done, or the correction of one. Added only: a correction names the row that it puts right."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="steps", verbose_name="资产")
    round = models.IntegerField("办理轮次")
    path = models.CharField("移交方式", max_length=16, choices=HandoverPath.choices())
    code = models.CharField("步骤", max_length=32)
    number = models.CharField("文号或编号", max_length=100, blank=True, default="")
    done_on = models.DateField("日期")
    until = models.DateField("截止日期", null=True)
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, null=True)
    note = models.CharField("说明", max_length=500, blank=True, default="")
    leads_to = models.CharField("办理后的状态", max_length=12, choices=AssetState.choices())
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected", verbose_name="所更正的登记"
    )
    side = models.CharField("登记方", max_length=12, choices=Side.choices())
    author_id = models.UUIDField("登记人", null=True)
    author_name = models.CharField("登记人姓名", max_length=64)
    act_id = models.UUIDField("所属办理")
    recorded_at = models.DateTimeField("登记时刻", db_default=Now())

    class Meta:
        verbose_name = "资产移交步骤"
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "round", "code"], condition=Q(corrects__isnull=True), name="assets_step_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("done_on")), name="assets_step_in_order"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="assets_rent_not_negative"
            ),
        ]


class AssetPassing(Passing):
    """That an asset passed to a place."""

    pk = models.CompositePrimaryKey("asset_id", "no")
    asset = models.ForeignKey(Asset, models.PROTECT, verbose_name="资产", db_constraint=False, db_index=False)

    class Meta:
        db_table = "assets_assetpassing"
        verbose_name = "资产交接"
        constraints = passing_constraints()


class AssetCustody(Held):
    """Who had an asset from when to when: the enterprise until the end of a transfer, then the place."""

    pk = models.CompositePrimaryKey("asset_id", "no")
    asset = models.ForeignKey(Asset, models.DO_NOTHING, related_name="custodies", verbose_name="资产")

    class Meta:
        managed = False
        verbose_name = "资产管理使用"
