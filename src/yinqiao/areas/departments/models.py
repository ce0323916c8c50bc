"""What an office says to a claim of its own that is questioned."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinqiao.platform.database.functions import UUID7


class Explanation(models.Model):
    """One word of explanation: sealed, with the paper that bears it out; when who decides first read it."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    case = models.ForeignKey(
        "intake.Contradiction", models.CASCADE, related_name="explanations", verbose_name="待核实外来信息"
    )
    words = models.BinaryField("说明（密文）", null=True)
    scan_id = models.UUIDField("证明材料", null=True)
    written_at = models.DateTimeField("说明时刻")
    author_name = models.CharField("说明人", max_length=64)
    read_at = models.DateTimeField("首次查看时刻", null=True)
    read_name = models.CharField("首次查看人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "部门对所报信息的说明"
        indexes = [
            models.Index(fields=["scan_id"], condition=Q(scan_id__isnull=False), name="departments_explained_scan")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_name="") | (Q(read_at__isnull=False) & ~Q(read_name="")),
                name="departments_read_by_somebody",
            )
        ]
