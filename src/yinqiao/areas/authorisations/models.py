"""Authorisations: kept after they end, for who acted is asked later. Who it is, is one ciphertext."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.authorisations.types import Ended, Way
from yinqiao.platform.database.functions import UUID7


class Authorisation(models.Model):
    """That somebody may act for a person, by the own phone, within limits."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    sealed = models.BinaryField("代办人")
    phone = models.BinaryField("代办人手机（密文）")
    phone_index = models.BigIntegerField("手机索引")
    matters = models.JSONField("事项", default=list)
    sees = models.JSONField("可以查看", default=list)
    way = models.CharField("授权方式", max_length=8, choices=Way.choices())
    granted_on = models.DateField("授权日期")
    until_on = models.DateField("有效至")
    author_name = models.CharField("登记人", max_length=64)
    author_unit = models.CharField("登记单位", max_length=120, blank=True, db_default="")
    ended_on = models.DateField("终止日期", null=True)
    ended_why = models.CharField("终止原因", max_length=8, choices=Ended.choices(), blank=True, db_default="")
    added_at = models.DateTimeField("登记时刻", db_default=Now())

    class Meta:
        verbose_name = "代办授权"
        indexes = [
            models.Index(fields=["retiree"], name="authorisations_person"),
            models.Index(fields=["phone_index"], condition=Q(ended_on__isnull=True), name="authorisations_phone"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=models.F("granted_on")), name="authorisations_lasts"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="") | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
                name="authorisations_end_has_reason",
            ),
        ]
