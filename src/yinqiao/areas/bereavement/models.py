"""One file for a death, its items with whose turn each is, and the visits of condolence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.bereavement.types import FileState, ItemState, Kin, Owner
from yinqiao.platform.database.functions import UUID7


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )


class File(models.Model):
    """What is to be done after one death; opened and withdrawn with its record, settled with its last item."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = _person()
    name = models.CharField("姓名", max_length=60)
    died_on = models.DateField("死亡日期")
    opened_on = models.DateField("立项日期")
    cause_act = models.UUIDField("起因所属办理")
    state = models.CharField("状态", max_length=10, choices=FileState.choices(), db_default="open")
    closed_on = models.DateField("了结日期", null=True)

    class Meta:
        verbose_name = "身后事项"
        indexes = [
            models.Index(fields=["retiree"], name="bereavement_file_person"),
            models.Index(fields=["cause_act"], name="bereavement_file_act"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["retiree"], condition=~Q(state="withdrawn"), name="bereavement_file_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True) | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="bereavement_file_end_has_day",
            ),
        ]  # fmt: skip


class Item(models.Model):
    """One thing to be done: whose it is, until when, what came of it, by whom.

    A place or an enterprise is named where the turn does not go with the person; name and day of death stand here
    because such an owner may not see the register.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    file = models.ForeignKey(File, models.CASCADE, related_name="items", verbose_name="身后事项")
    retiree = _person()
    name = models.CharField("姓名", max_length=60)
    died_on = models.DateField("死亡日期")
    code = models.CharField("事项", max_length=24)
    owner = models.CharField("责任方", max_length=16, choices=Owner.choices())
    place_no = models.IntegerField("责任单位", null=True)
    enterprise_id = models.IntegerField("责任企业", null=True)
    opened_on = models.DateField("列入日期")
    due_on = models.DateField("期限")
    state = models.CharField("状态", max_length=10, choices=ItemState.choices(), db_default="open")
    outcome = models.CharField("结果", max_length=16, blank=True, db_default="")
    settled_at = models.DateTimeField("登记时刻", null=True)
    settled_name = models.CharField("登记人", max_length=64, blank=True, db_default="")
    settled_unit = models.CharField("登记单位", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "身后事项的一项"
        indexes = [
            models.Index(fields=["retiree"], name="bereavement_item_person"),
            models.Index(
                fields=["place_no", "due_on"],
                condition=Q(state__in=["open", "to_correct"]),
                name="bereavement_item_place",
            ),
            models.Index(
                fields=["enterprise_id", "due_on"],
                condition=Q(state__in=["open", "to_correct"]),
                name="bereavement_item_firm",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "code", "place_no", "enterprise_id"], nulls_distinct=False, name="bereavement_item_once"
            ),
            models.CheckConstraint(
                condition=Q(owner__in=["family", "community"], place_no__isnull=True, enterprise_id__isnull=True)
                | (~Q(owner__in=["family", "community"]) & (Q(place_no__isnull=True) ^ Q(enterprise_id__isnull=True))),
                name="bereavement_item_owner",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "ended"], outcome="", settled_at__isnull=True)
                | (~Q(state__in=["open", "ended"]) & ~Q(outcome="") & Q(settled_at__isnull=False)),
                name="bereavement_item_end",
            ),
        ]  # fmt: skip


class Condolence(models.Model):
    """A visit of condolence to the family."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    file = models.ForeignKey(File, models.CASCADE, related_name="condolences", verbose_name="身后事项")
    retiree = _person()
    visited_on = models.DateField("慰问日期")
    visitors = models.CharField("慰问人", max_length=60)
    money_fen = models.IntegerField("慰问金（分）", db_default=0)
    gift = models.CharField("慰问品", max_length=60, blank=True, db_default="")
    recorded_at = models.DateTimeField("登记时刻", db_default=Now())
    author_name = models.CharField("登记人", max_length=64)
    author_unit = models.CharField("登记单位", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "吊唁慰问"
        indexes = [models.Index(fields=["retiree"], name="bereavement_condolence_who")]
        constraints = [
            models.CheckConstraint(condition=Q(money_fen__gte=0, money_fen__lte=10_000_000), name="bereavement_money")
        ]


class FamilyPass(models.Model):
    """That a relative may read how far things have come: by a code of which the digest alone is kept, until a day."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    file = models.ForeignKey(File, models.CASCADE, related_name="passes", verbose_name="身后事项")
    retiree = _person()
    kin = models.CharField("与去世的人的关系", max_length=8, choices=Kin.choices())
    digest = models.BinaryField("查看码摘要", max_length=32, unique=True)
    given_on = models.DateField("给出日期")
    until_on = models.DateField("最后一日")
    ended_on = models.DateField("收回日期", null=True)
    author_name = models.CharField("登记人", max_length=64)

    class Meta:
        verbose_name = "家属查看码"
        constraints = [
            models.UniqueConstraint(
                fields=["file"], condition=Q(ended_on__isnull=True), name="bereavement_familypass_once"
            )
        ]  # fmt: skip
