"""Tables of another city: its keys, where people live, packages and their files, who goes and who comes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yinqiao.areas.othercity.types import ArrivalState, PaperKind, ResidenceHow, Side, TransferState
from yinqiao.platform.database.functions import UUID7


class PublicKeys(models.Model):
    """A city's public keys: registered by one person, confirmed by another, revoked when they are no longer trusted.

    The newest confirmed ones are sealed for; every confirmed one that is not revoked still proves a signature.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    city = models.CharField("城市", max_length=4)
    sign_kid = models.CharField("签名公钥编号", max_length=64)
    sign = models.BinaryField("签名公钥")
    open_kid = models.CharField("加密公钥编号", max_length=64)
    open = models.BinaryField("加密公钥")
    fingerprint = models.CharField("指纹", max_length=32)
    registered_at = models.DateTimeField("登记时刻")
    registered_by = models.UUIDField("登记人", null=True)
    registered_name = models.CharField("登记人姓名", max_length=64)
    confirmed_at = models.DateTimeField("确认时刻", null=True)
    confirmed_name = models.CharField("确认人姓名", max_length=64, blank=True, default="")
    revoked_at = models.DateTimeField("停用时刻", null=True)
    revoked_name = models.CharField("停用人姓名", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "城市公钥"
        constraints = [
            models.UniqueConstraint(fields=["fingerprint"], name="othercity_keys_once"),
            models.UniqueConstraint(fields=["sign_kid"], name="othercity_sign_kid_once"),
        ]

    def __str__(self) -> str:
        return self.sign_kid


class Residence(models.Model):
    """The city in which somebody lives who is looked after by the agency's desk; `facts_digest` is what it was read from."""

    retiree = models.OneToOneField(
        "retirees.Retiree", models.CASCADE, primary_key=True, db_constraint=False, related_name="+", verbose_name="人员"
    )
    city = models.CharField("居住城市", max_length=4, blank=True, default="")
    how = models.CharField("依据", max_length=12, choices=ResidenceHow.choices())
    facts_digest = models.BinaryField("密文摘要", help_text="识别时密文资料的摘要；资料改动后重新识别")
    act_id = models.UUIDField("所属办理")

    class Meta:
        verbose_name = "居住城市"


class Package(models.Model):
    """One package between two cities: out of a desk, or come in for the city."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    side = models.CharField("方向", max_length=3, choices=Side.choices())
    city = models.CharField("对方城市", max_length=4)
    place_no = models.IntegerField("经办单位")
    number = models.CharField("编号", max_length=32)
    sequence = models.IntegerField("序号")
    covers = models.JSONField("移交内容")
    people = models.IntegerField("人数")
    made_on = models.DateField("发出日期")
    valid_to = models.DateField("答复期限", help_text="最后一天仍可答复")
    due_on = models.DateField("上升日期", help_text="过了这一天仍有人未答复的，上升到市级")
    made_name = models.CharField("经办人", max_length=64)
    ended_on = models.DateField("办结日期", null=True, help_text="没有人再等待答复之日")

    class Meta:
        verbose_name = "异地移交包"
        indexes = [models.Index(fields=["place_no", "side"], name="othercity_package_place")]
        constraints = [
            models.UniqueConstraint(fields=["side", "city", "number"], name="othercity_number_once"),
            models.UniqueConstraint(fields=["city", "sequence"], condition=Q(side="out"), name="othercity_sequence_once"),
            models.CheckConstraint(condition=Q(valid_to__gte=models.F("made_on")), name="othercity_valid_in_order"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The page of this package."""
        return reverse("othercity:package", args=[self.pk])


class Paper(models.Model):
    """One sealed file of a package, made here or taken in: added only."""

    id = models.UUIDField(primary_key=True, editable=False, help_text="文件自己的编号（jti）")
    package = models.ForeignKey(Package, models.PROTECT, related_name="papers", verbose_name="移交包")
    place_no = models.IntegerField("经办单位")
    kind = models.CharField("种类", max_length=12, choices=PaperKind.choices())
    is_ours = models.BooleanField("本市生成")
    kid = models.CharField("签名公钥编号", max_length=64)
    digest = models.CharField("文件摘要", max_length=64, help_text="SHA-256")
    file_id = models.UUIDField("文件")
    people = models.IntegerField("人数")
    made_at = models.DateTimeField("签署时刻")
    stored_at = models.DateTimeField("登记时刻")
    stored_name = models.CharField("经办人", max_length=64)

    class Meta:
        verbose_name = "异地移交文件"
        indexes = [models.Index(fields=["package"], name="othercity_papers_of")]


class Transfer(models.Model):
    """One person in a package that went out; its id is the `ref` by which both cities name the person."""

    id = models.UUIDField(primary_key=True, editable=False)
    package = models.ForeignKey(Package, models.PROTECT, related_name="transfers", verbose_name="移交包")
    place_no = models.IntegerField("经办单位")
    retiree_id = models.UUIDField("人员")
    enterprise_id = models.IntegerField("企业")
    name = models.CharField("姓名", max_length=60)
    state = models.CharField("状态", max_length=12, choices=TransferState.choices())
    state_on = models.DateField("状态日期")
    reason = models.CharField("原因", max_length=24, blank=True, default="")
    note = models.CharField("说明", max_length=300, blank=True, default="")
    told = models.CharField("对方答复", max_length=12, blank=True, default="", help_text="停止移交之后对方仍作的答复")

    class Meta:
        verbose_name = "异地移交人员"
        indexes = [
            models.Index(fields=["retiree_id"], name="othercity_of_person"),
            models.Index(fields=["place_no", "state"], name="othercity_transfer_place"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["package", "retiree_id"], name="othercity_person_once"),
            models.UniqueConstraint(fields=["retiree_id"], condition=Q(state="offered"), name="othercity_one_offer"),
            models.CheckConstraint(
                condition=(Q(state__in=["returned", "overtaken"]) & ~Q(reason=""))
                | (~Q(state__in=["returned", "overtaken"]) & Q(reason="")),
                name="othercity_transfer_reason",
            ),
        ]


class Arrival(models.Model):
    """One person in a package that came in; what the sender told is sealed in `facts`."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    package = models.ForeignKey(Package, models.PROTECT, related_name="arrivals", verbose_name="移交包")
    place_no = models.IntegerField("经办单位")
    ref = models.UUIDField("对方人员编号")
    name = models.CharField("姓名", max_length=60)
    born_on = models.DateField("出生日期")
    employer = models.CharField("原企业", max_length=200)
    archives = models.IntegerField("档案卷数")
    has_party = models.BooleanField("随转党组织关系")
    id_no_index = models.BinaryField("身份证号盲索引")
    facts = models.BinaryField("密文资料")
    state = models.CharField("状态", max_length=12, choices=ArrivalState.choices())
    state_on = models.DateField("状态日期")
    reason = models.CharField("退回原因", max_length=24, blank=True, default="")
    note = models.CharField("说明", max_length=300, blank=True, default="")
    is_recalled = models.BooleanField("答复后对方又撤回", default=False)

    class Meta:
        verbose_name = "外市移入人员"
        indexes = [
            models.Index(fields=["place_no", "state"], name="othercity_arrival_place"),
            models.Index(fields=["id_no_index"], name="othercity_arrival_number"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["package", "ref"], name="othercity_ref_once"),
            models.CheckConstraint(
                condition=(Q(state="returned") & ~Q(reason="")) | (~Q(state="returned") & Q(reason="")),
                name="othercity_arrival_reason",
            ),
        ]
