"""What was asked of the keeper of an archive, what was drafted from the record, who checked it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from yinqiao.areas.archive_certificates.types import Channel, Stage
from yinqiao.platform.database.functions import UUID7


class Attestation(models.Model):
    """One certificate from the record: asked, drafted by one, checked and sealed by another. What people wrote is ciphertext."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    archive = models.ForeignKey(
        "archives.Archive", models.PROTECT, related_name="+", db_constraint=False, verbose_name="档案"
    )
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    place_no = models.IntegerField("保管单位")
    kind = models.CharField("证明种类", max_length=32)
    channel = models.CharField("来源", max_length=8, choices=Channel.choices())
    letter_unit = models.CharField("来函单位", max_length=100, blank=True, db_default="")
    letter_no = models.CharField("来函文号", max_length=60, blank=True, db_default="")
    note = models.BinaryField("做什么用")
    state = models.CharField("状态", max_length=8, choices=Stage.choices(), db_default="asked")
    draft = models.BinaryField("档案记载", null=True)
    drafted_id = models.UUIDField("起草人账户", null=True)
    drafted_name = models.CharField("起草人", max_length=64, blank=True, db_default="")
    drafted_at = models.DateTimeField("起草时刻", null=True)
    answer_note = models.BinaryField("答复", null=True)
    answered_id = models.UUIDField("复核人账户", null=True)
    answered_name = models.CharField("复核人", max_length=64, blank=True, db_default="")
    answered_at = models.DateTimeField("复核时刻", null=True)
    certificate_id = models.UUIDField("证明", null=True)
    asked_at = models.DateTimeField("申请时刻", db_default=Now())

    class Meta:
        verbose_name = "档案证明"
        indexes = [
            models.Index(fields=["place_no", "state"], name="archive_certificates_place"),
            models.Index(fields=["retiree"], name="archive_certificates_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["archive", "kind"], condition=Q(state__in=["asked", "drafted"]),
                name="archive_certificates_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["drafted", "issued"])
                | Q(draft__isnull=False, drafted_id__isnull=False, drafted_at__isnull=False),
                name="archive_certificates_drafted",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | (Q(certificate_id__isnull=False, answered_id__isnull=False) & ~Q(answered_id=F("drafted_id"))),
                name="archive_certificates_two",
            ),
            models.CheckConstraint(
                condition=~Q(channel="letter") | (~Q(letter_unit="") & ~Q(letter_no="")),
                name="archive_certificates_letter",
            ),
        ]  # fmt: skip
