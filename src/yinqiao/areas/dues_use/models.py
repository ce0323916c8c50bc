"""One table: what came for use and what was spent, never changed; a mistake is marked as reversed and stays."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinqiao.areas.dues_use.types import Purpose
from yinqiao.platform.database.functions import UUID7


class Use(models.Model):
    """Dues that an organisation received for use, or spent by a decision. No names of people: who was helped stands in the minutes."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("党组织所在单位", db_index=True)
    purpose = models.CharField("项目", max_length=10, choices=Purpose.choices())
    fen = models.BigIntegerField("金额（分）")
    used_on = models.DateField("日期")
    decided_on = models.DateField("集体研究日期", null=True)
    voucher_no = models.CharField("凭证号", max_length=60)
    about = models.CharField("用途说明", max_length=100)
    noted_by = models.CharField("登记人", max_length=64)
    is_reversed = models.BooleanField("已冲正", default=False)
    reason = models.CharField("冲正原因", max_length=200, blank=True, default="")
    act_id = models.UUIDField("所属办理")

    class Meta:
        verbose_name = "党费使用"
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="dues_use_positive"),
            models.CheckConstraint(
                condition=Q(purpose="received") | Q(decided_on__isnull=False), name="dues_use_spent_by_decision"
            ),
            models.UniqueConstraint(
                fields=["place_no", "purpose", "voucher_no"],
                condition=Q(is_reversed=False),
                name="dues_use_voucher_once",
            ),
        ]
