"""Tables of digitised archives: materials of an archive, batches of scans, scans and their blocks."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from yinqiao.areas.digitised.types import BatchState, Fixity, Sample, ScanState
from yinqiao.platform.database.functions import UUID7


class Item(models.Model):
    """One material of an archive, by class and serial number: numbering begins anew in each class."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    archive = models.ForeignKey(
        "archives.Archive", models.PROTECT, related_name="+", db_constraint=False, verbose_name="档案"
    )
    place_no = models.IntegerField("保管单位")
    class_no = models.CharField("类号", max_length=4)
    serial = models.IntegerField("序号")
    title = models.CharField("材料名称", max_length=120, blank=True, db_default="")
    made_on = models.DateField("材料制成时间", null=True)
    pages = models.IntegerField("页数", null=True)
    is_classified = models.BooleanField("涉密", db_default=False)
    author_name = models.CharField("登记人", max_length=64)
    made_at = models.DateTimeField("登记时刻", db_default=Now())

    class Meta:
        verbose_name = "档案材料"
        constraints = [
            models.UniqueConstraint(fields=["archive", "class_no", "serial"], name="digitised_item_once"),
            models.CheckConstraint(condition=Q(serial__gt=0), name="digitised_item_counts"),
        ]


class ScanBatch(models.Model):
    """A batch of scans as one office takes it in, judges a sample of it, and passes it or not."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("单位")
    name = models.CharField("批次名称", max_length=80)
    state = models.CharField("状态", max_length=10, choices=BatchState.choices(), db_default="open")
    author_id = models.UUIDField("建批人账户", null=True)
    author_name = models.CharField("建批人", max_length=64)
    made_at = models.DateTimeField("建批时刻", db_default=Now())
    sampled_at = models.DateTimeField("抽样时刻", null=True)
    closed_at = models.DateTimeField("抽检完成", null=True)

    class Meta:
        verbose_name = "扫描批次"
        indexes = [models.Index(fields=["place_no", "-made_at"], name="digitised_batch_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["passed", "failed"], closed_at__isnull=False)
                | (~Q(state__in=["passed", "failed"]) & Q(closed_at__isnull=True)),
                name="digitised_batch_end_has_moment",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Scan(models.Model):
    """One file: on its way, matched to a material, or why not. Its bytes lie in blocks."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    batch = models.ForeignKey(ScanBatch, models.PROTECT, related_name="scans", verbose_name="批次")
    place_no = models.IntegerField("单位")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="scans", verbose_name="材料")
    name = models.CharField("文件名", max_length=200)
    size = models.BigIntegerField("字节数")
    received = models.BigIntegerField("已收字节", db_default=0)
    content_type = models.CharField("类型", max_length=40, blank=True, db_default="")
    pages = models.IntegerField("页数", null=True)
    sha256 = models.CharField("校验值", max_length=64, blank=True, db_default="")
    state = models.CharField("状态", max_length=10, choices=ScanState.choices(), db_default="receiving")
    told = models.CharField("原因", max_length=40, blank=True, db_default="")
    sample = models.CharField("抽检", max_length=5, choices=Sample.choices(), blank=True, db_default="")
    bad_note = models.BinaryField("不合格原因", null=True)
    judged_name = models.CharField("抽检人", max_length=64, blank=True, db_default="")
    fixity = models.CharField("完好性", max_length=8, choices=Fixity.choices(), blank=True, db_default="")
    checked_at = models.DateTimeField("最近核验", null=True)
    author_id = models.UUIDField("上传人账户", null=True)
    author_name = models.CharField("上传人", max_length=64)
    made_at = models.DateTimeField("上传时刻", db_default=Now())

    class Meta:
        verbose_name = "扫描件"
        indexes = [
            models.Index(fields=["batch", "name"], name="digitised_scan_batch"),
            models.Index(fields=["place_no", "state"], name="digitised_scan_place"),
            models.Index(
                F("checked_at").asc(nulls_first=True), condition=Q(state="filed"), name="digitised_scan_round"
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(state="filed"), name="digitised_one_scan_an_item"),
            models.CheckConstraint(
                condition=Q(received__gte=0, received__lte=F("size"), size__gt=0), name="digitised_received_within"
            ),
            models.CheckConstraint(
                condition=~Q(state="filed") | Q(item__isnull=False, pages__gt=0, received=F("size")) & ~Q(sha256=""),
                name="digitised_filed_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(sample="bad") | Q(bad_note__isnull=False), name="digitised_bad_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Block(models.Model):
    """A piece of a scan: under which address it lies."""

    id = models.BigAutoField(primary_key=True)
    scan = models.ForeignKey(Scan, models.CASCADE, related_name="blocks", verbose_name="扫描件", db_index=False)
    no = models.IntegerField("序号")
    address = models.CharField("存放地址", max_length=64, db_index=True)
    size = models.IntegerField("字节数")

    class Meta:
        verbose_name = "扫描件分段"
        constraints = [models.UniqueConstraint(fields=["scan", "no"], name="digitised_block_once")]
