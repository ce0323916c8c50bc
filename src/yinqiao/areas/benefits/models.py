"""Items that stay with the enterprise, as all signed papers of an agreement leave them: nothing about a person."""

from __future__ import annotations

from django.db import models

from yinqiao.areas.agreements.types import Audience, Payer, Rhythm
from yinqiao.platform.database.functions import UUID7


class BenefitItem(models.Model):
    """One item of a signed main agreement; written anew whenever one of its papers is signed."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    agreement = models.ForeignKey(
        "agreements.Agreement", models.CASCADE, related_name="+", db_constraint=False, verbose_name="协议"
    )
    no = models.CharField("项目编号", max_length=12)
    paper_no = models.CharField("所依据的协议", max_length=40)
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, related_name="+", db_constraint=False, verbose_name="企业"
    )
    covers_group = models.BooleanField("包括下属企业")
    place_no = models.IntegerField("接收方")
    kind = models.CharField("项目", max_length=24)
    audience = models.CharField("发给", max_length=16, choices=Audience.choices())
    retired_before = models.DateField("退休日期早于", null=True)
    amount = models.DecimalField("标准", max_digits=12, decimal_places=2, null=True)
    unit = models.CharField("单位", max_length=10)
    rhythm = models.CharField("发放周期", max_length=8, choices=Rhythm.choices())
    since = models.DateField("起始日期", null=True)
    until = models.DateField("最后一日", null=True)
    payer = models.CharField("承担方式", max_length=12, choices=Payer.choices())
    basis = models.CharField("依据", max_length=100, blank=True, db_default="")

    class Meta:
        verbose_name = "企业保留待遇"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "no"], name="benefits_item_once"),
            models.CheckConstraint(
                condition=models.Q(audience="retired_before", retired_before__isnull=False)
                | ~models.Q(audience="retired_before") & models.Q(retired_before__isnull=True),
                name="benefits_item_says_whom",
            ),
        ]
