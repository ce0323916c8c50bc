"""The invoices of cases. What one says is one ciphertext; that it was handed in before is found by blind indexes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.reimbursement.types import InvoiceState
from yinqiao.platform.database.functions import UUID7

_STANDING = Q(state=InvoiceState.STANDING.value)


class Invoice(models.Model):
    """One invoice. While it stands no other in the city has its number, nor the same file."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    case = models.ForeignKey("applications.Case", models.CASCADE, related_name="+", verbose_name="办件")
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    sealed = models.BinaryField("票据内容")
    number_index = models.BinaryField("票据号码索引", max_length=16)
    file_index = models.BinaryField("文件索引", max_length=16, null=True)
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", null=True, db_constraint=False, verbose_name="票据文件"
    )
    state = models.CharField("状态", max_length=8, choices=InvoiceState.choices(), db_default="standing")
    added_at = models.DateTimeField("登记时刻", db_default=Now())
    over_on = models.DateField("不再使用", null=True)
    author_name = models.CharField("登记人", max_length=64)

    class Meta:
        verbose_name = "报销票据"
        indexes = [models.Index(fields=["case"], name="reimbursement_invoice_case")]
        constraints = [
            models.UniqueConstraint(fields=["number_index"], condition=_STANDING, name="reimbursement_number_once"),
            models.UniqueConstraint(fields=["file_index"], condition=_STANDING, name="reimbursement_file_once"),
            models.CheckConstraint(
                condition=(_STANDING & Q(over_on__isnull=True)) | (~_STANDING & Q(over_on__isnull=False)),
                name="reimbursement_end_has_day",
            ),
        ]
