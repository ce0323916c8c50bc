"""Tables of archives: rows of a checked catalogue, the catalogue at its place, archives, who holds them, scans."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.archives.types import ArchiveState, CatalogueState, ScanResult, class_words
from yinqiao.areas.lists.types import RowState
from yinqiao.platform.custody.models import Held, Passing, passing_constraints
from yinqiao.platform.database.functions import UUID7

CLASSES_TEXT = "一类至十类材料的份数，逗号分隔，没有填的为空；全部没有填的为空文本"


class CatalogueRow(models.Model):
    """One row of a checked catalogue. Of a row that goes nowhere nothing is kept but number and name."""

    id = models.BigAutoField(primary_key=True)
    batch_id = models.UUIDField("批次")
    enterprise_id = models.IntegerField("企业")
    row_no = models.IntegerField("行号")
    state = models.CharField("状态", max_length=8, choices=RowState.choices())
    archive_no = models.CharField("档号", max_length=40, blank=True, default="")
    barcode = models.CharField("条形码", max_length=40, blank=True, default="")
    name = models.CharField("姓名", max_length=60, blank=True, default="")
    id_no_index = models.BinaryField("身份证号盲索引", null=True)
    id_no = models.BinaryField("身份证号（密文）", null=True)
    seal_id = models.UUIDField("密文所属编号", null=True)
    box_no = models.CharField("盒号", max_length=40, blank=True, default="")
    items = models.IntegerField("材料份数", null=True)
    classes = models.CharField("各类份数", max_length=100, blank=True, db_default="", help_text=CLASSES_TEXT)
    pages = models.IntegerField("页数", null=True)
    missing_note = models.CharField("缺件说明", max_length=300, blank=True, default="")
    remark = models.CharField("备注", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "档案目录行"
        constraints = [models.UniqueConstraint(fields=["batch_id", "row_no"], name="archives_row_once")]


class Catalogue(models.Model):
    """A submitted catalogue at the place that receives its archives. Its id is that of the batch."""

    id = models.UUIDField(primary_key=True, editable=False)
    batch_no = models.CharField("批次号", max_length=24)
    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False)
    place_no = models.IntegerField("接收单位", help_text="接收的市、区县、街道或经办机构的先序编号")
    state = models.CharField("状态", max_length=12, choices=CatalogueState.choices())
    archives = models.IntegerField("应收卷数", default=0)
    sent_name = models.CharField("移交经办人", max_length=64, blank=True, default="")
    offered_at = models.DateTimeField("提交时刻", null=True)
    begun_at = models.DateTimeField("开始清点", null=True)
    finished_at = models.DateTimeField("完成清点", null=True)
    finished_name = models.CharField("清点经办人", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "移交档案目录"
        indexes = [models.Index(fields=["place_no", "state"], name="archives_catalogue_place")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["receiving", "finished"]) | Q(begun_at__isnull=False),
                name="archives_begun_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="finished", finished_at__isnull=False)
                | (~Q(state="finished") & Q(finished_at__isnull=True)),
                name="archives_finished_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.batch_no

    def get_absolute_url(self) -> str:
        """The page on which its archives are counted."""
        return reverse("archives:reception", args=[self.pk])


class Archive(models.Model):
    """One volume of an enterprise, found by its number; it stays the same when it is offered again."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    catalogue = models.ForeignKey(
        Catalogue, models.PROTECT, related_name="volumes", verbose_name="目录", db_constraint=False
    )  # fmt: skip
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False, db_index=False
    )
    place_no = models.IntegerField("接收单位")
    archive_no = models.CharField("档号", max_length=40)
    barcode = models.CharField("条形码", max_length=40, blank=True, db_default="")
    name = models.CharField("姓名", max_length=60)
    id_no_index = models.BinaryField("身份证号盲索引", null=True)
    id_no = models.BinaryField("身份证号（密文）", null=True, help_text="查找疑似对应的人员时核对，不显示")
    seal_id = models.UUIDField("密文所属编号", null=True)
    retiree_id = models.UUIDField("人员", null=True, help_text="按身份证号对应到登记的人员；没有登记的为空")
    entry_id = models.UUIDField("对应的登记", null=True, help_text="当初对应的登记；该登记并入他人后，人员为并入的人")
    box_no = models.CharField("盒号", max_length=40, blank=True, db_default="")
    items = models.IntegerField("材料份数", null=True)
    classes = models.CharField("各类份数", max_length=100, blank=True, db_default="", help_text=CLASSES_TEXT)
    pages = models.IntegerField("页数", null=True)
    missing_note = models.CharField("缺件说明", max_length=300, blank=True, db_default="")
    entered_at = models.DateTimeField("入册时刻", db_default=Now(), help_text="平台从何时起知道由企业保管")
    state = models.CharField("状态", max_length=12, choices=ArchiveState.choices())
    is_damaged = models.BooleanField("破损", db_default=False)
    damage_note = models.CharField("破损情况", max_length=300, blank=True, db_default="")
    counted_at = models.DateTimeField("清点时刻", null=True)
    counted_name = models.CharField("清点人", max_length=64, blank=True, db_default="")
    received_at = models.DateTimeField("接收时刻", null=True)
    absence_reason = models.CharField("无卷原因", max_length=24, blank=True, db_default="")
    absence_office = models.CharField("无卷：保管单位", max_length=100, blank=True, db_default="")
    absence_note = models.CharField("无卷说明", max_length=300, blank=True, db_default="")
    absence_on = models.DateField("说明日期", null=True)
    absence_name = models.CharField("说明人", max_length=64, blank=True, db_default="")
    absence_answer = models.CharField("不同意无卷说明的理由", max_length=300, blank=True, db_default="")

    class Meta:
        verbose_name = "人事档案"
        indexes = [
            # No index holds the state: counting and receiving then touch none where the page has room (HOT).
            models.Index(fields=["place_no"], name="archives_of_place"),
            models.Index(fields=["retiree_id"], name="archives_of_person", condition=Q(retiree_id__isnull=False)),
            models.Index(fields=["id_no_index"], name="archives_without_person", condition=Q(retiree_id__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "archive_no"], name="archives_number_once"),
            models.UniqueConstraint(fields=["catalogue", "barcode"], condition=~Q(barcode=""), name="archives_barcode_once"),
            models.CheckConstraint(
                condition=Q(state="received", received_at__isnull=False)
                | (~Q(state="received") & Q(received_at__isnull=True)),
                name="archives_received_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(is_damaged=True) | Q(damage_note=""), name="archives_note_has_damage"
            ),
            # Stated of what is missing, agreed to of what is explained; of nothing else.
            models.CheckConstraint(
                condition=Q(absence_reason="", absence_on__isnull=True) & ~Q(state="explained")
                | ~Q(absence_reason="") & Q(absence_on__isnull=False, state__in=["missing", "explained"]),
                name="archives_absence_is_stated",
            ),
            models.CheckConstraint(
                condition=Q(retiree_id__isnull=True, entry_id__isnull=True)
                | Q(retiree_id__isnull=False, entry_id__isnull=False),
                name="archives_person_has_entry",
            ),
        ]  # fmt: skip

    @property
    def class_words(self) -> str:
        """How many items each class holds, in words."""
        return class_words(self.classes)


class ArchivePassing(Passing):
    """That an archive passed to a place or to another city."""

    pk = models.CompositePrimaryKey("archive_id", "no")
    archive = models.ForeignKey(Archive, models.PROTECT, verbose_name="档案", db_constraint=False, db_index=False)

    class Meta:
        db_table = "archives_passing"
        verbose_name = "档案交接"
        constraints = passing_constraints()


class Custody(Held):
    """Who held an archive from when to when."""

    pk = models.CompositePrimaryKey("archive_id", "no")
    archive = models.ForeignKey(Archive, models.DO_NOTHING, related_name="custodies", verbose_name="档案")

    class Meta:
        managed = False
        verbose_name = "档案保管"


class Scan(models.Model):
    """One scan at a reception and what it turned out to be; those with the result `extra` are the extra codes."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="scans", verbose_name="目录", db_index=False)
    enterprise_id = models.IntegerField("企业")
    place_no = models.IntegerField("接收单位")
    archive = models.ForeignKey(Archive, models.PROTECT, null=True, verbose_name="档案", db_index=False)
    code = models.CharField("扫描内容", max_length=40)
    result = models.CharField("结果", max_length=12, choices=ScanResult.choices())
    told = models.CharField("说明", max_length=60, blank=True, default="")
    author_id = models.UUIDField("扫描人", null=True)
    author_name = models.CharField("扫描人姓名", max_length=64)
    scanned_at = models.DateTimeField("扫描时刻", db_default=Now())

    class Meta:
        verbose_name = "档案清点扫描"
        indexes = [models.Index(fields=["catalogue", "-id"], name="archives_scan_last")]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "code"], condition=Q(result="extra"), name="archives_extra_once")
        ]  # fmt: skip
