"""Tables of papers: templates of offices, series of numbers, papers, orders of many, scans and their pages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.papers.types import FiledBy, PageState, PaperState, PrintingState, ScanState
from yinqiao.platform.database.functions import UUID7

_ONE_OFFICE = Q(place_no__isnull=False, enterprise_id__isnull=True) | Q(
    place_no__isnull=True, enterprise_id__isnull=False
)


class PaperTemplate(models.Model):
    """One version of an office's own template; its bytes never change, and it names nobody."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.CharField("文书", max_length=40)
    place_no = models.IntegerField("单位")
    suffix = models.CharField("格式", max_length=5)
    content = models.BinaryField("文件")
    sha256 = models.CharField("校验值", max_length=64)
    from_on = models.DateField("启用日期")
    note = models.CharField("说明", max_length=200, blank=True, default="")
    author_name = models.CharField("上传人", max_length=64)
    author_unit = models.CharField("上传单位", max_length=120, blank=True, default="")
    created_at = models.DateTimeField("上传时刻", db_default=Now())
    withdrawn_at = models.DateTimeField("停用时刻", null=True)

    class Meta:
        verbose_name = "文书模板"
        indexes = [models.Index(fields=["kind", "place_no", "from_on"], name="papers_template_of")]
        constraints = [
            models.CheckConstraint(condition=Q(suffix__in=[".docx", ".xlsx"]), name="papers_template_suffix")
        ]


class PaperSeries(models.Model):
    """The last number that an office has given to one kind of paper in a year."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.CharField("文书", max_length=40)
    place_no = models.IntegerField("单位", null=True)
    enterprise_id = models.IntegerField("企业", null=True)
    year = models.IntegerField("年份")
    last = models.IntegerField("最后序号")

    class Meta:
        verbose_name = "文书编号序列"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place_no", "enterprise_id", "year"], nulls_distinct=False, name="papers_series_once"
            ),
            models.CheckConstraint(condition=_ONE_OFFICE, name="papers_series_office"),
        ]


class Printing(models.Model):
    """An order of several papers of one kind: made in the background, one file with all of them."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.CharField("文书", max_length=40)
    subjects = models.JSONField("事由编号", default=list)
    place_no = models.IntegerField("单位", null=True)
    enterprise_id = models.IntegerField("企业", null=True)
    state = models.CharField("状态", max_length=8, choices=PrintingState.choices())
    total = models.IntegerField("份数")
    told = models.CharField("没有生成的原因", max_length=300, blank=True, default="")
    file_id = models.UUIDField("合订文件", null=True)
    author_name = models.CharField("打印人", max_length=64)
    author_unit = models.CharField("打印单位", max_length=120, blank=True, default="")
    created_at = models.DateTimeField("打印时刻", db_default=Now())

    class Meta:
        verbose_name = "批量打印"
        constraints = [
            models.CheckConstraint(condition=_ONE_OFFICE, name="papers_printing_office"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(file_id__isnull=False), name="papers_printing_done_has_file"
            ),
        ]


class Paper(models.Model):
    """One printed paper: its number for good, the bytes as they were printed, and whether the stamped copy is back."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.CharField("文书", max_length=40)
    subject_id = models.CharField("事由编号", max_length=40)
    about = models.CharField("事由", max_length=120)
    people = models.IntegerField("涉及人数")
    place_no = models.IntegerField("单位", null=True)
    enterprise_id = models.IntegerField("企业", null=True)
    year = models.IntegerField("年份")
    serial = models.IntegerField("序号")
    number = models.CharField("编号", max_length=60)
    code = models.CharField("二维码", max_length=26, unique=True)
    printing = models.ForeignKey(Printing, models.PROTECT, null=True, related_name="papers", verbose_name="批量打印")
    template = models.ForeignKey(PaperTemplate, models.PROTECT, null=True, related_name="+", verbose_name="模板")
    file_id = models.UUIDField("文件")
    sha256 = models.CharField("校验值", max_length=64)
    state = models.CharField("状态", max_length=8, choices=PaperState.choices())
    pages = models.IntegerField("已归档页数", default=0)
    author_name = models.CharField("打印人", max_length=64)
    author_unit = models.CharField("打印单位", max_length=120, blank=True, default="")
    printed_at = models.DateTimeField("打印时刻")
    stamped_at = models.DateTimeField("盖章件归档时刻", null=True)
    voided_at = models.DateTimeField("作废时刻", null=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "文书"
        indexes = [
            models.Index(fields=["place_no", "state", "printed_at"], name="papers_of_place"),
            models.Index(fields=["enterprise_id", "state", "printed_at"], name="papers_of_enterprise"),
            models.Index(fields=["kind", "subject_id"], name="papers_of_subject"),
            models.Index(fields=["number"], name="papers_number"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place_no", "enterprise_id", "year", "serial"], nulls_distinct=False,
                name="papers_number_once",
            ),
            models.CheckConstraint(condition=_ONE_OFFICE, name="papers_paper_office"),
            models.CheckConstraint(
                condition=(Q(state="void", voided_at__isnull=False) & ~Q(void_reason=""))
                | (~Q(state="void") & Q(voided_at__isnull=True, void_reason="")),
                name="papers_void_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="void") | Q(state="printed", pages=0, stamped_at__isnull=True)
                | Q(state="stamped", pages__gte=1, stamped_at__isnull=False),
                name="papers_stamped_has_pages",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The page of this paper."""
        return reverse("papers:paper", args=[self.pk])


class PaperScan(models.Model):
    """An uploaded scan: read page by page in the background; the upload itself goes once it was read."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("单位", null=True)
    enterprise_id = models.IntegerField("企业", null=True)
    file_id = models.UUIDField("上传的文件")
    state = models.CharField("状态", max_length=8, choices=ScanState.choices())
    told = models.CharField("无法读取的原因", max_length=300, blank=True, default="")
    page_count = models.IntegerField("页数", default=0)
    author_name = models.CharField("上传人", max_length=64)
    author_unit = models.CharField("上传单位", max_length=120, blank=True, default="")
    created_at = models.DateTimeField("上传时刻", db_default=Now())

    class Meta:
        verbose_name = "盖章扫描件"
        constraints = [models.CheckConstraint(condition=_ONE_OFFICE, name="papers_scan_office")]

    def get_absolute_url(self) -> str:
        """The page of this scan."""
        return reverse("papers:scan", args=[self.pk])


class ScanPage(models.Model):
    """One page of a scan as a picture that we made, and the paper it was filed to."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    scan = models.ForeignKey(PaperScan, models.PROTECT, related_name="sheets", verbose_name="扫描件")
    page_no = models.IntegerField("页次")
    place_no = models.IntegerField("单位", null=True)
    enterprise_id = models.IntegerField("企业", null=True)
    state = models.CharField("状态", max_length=8, choices=PageState.choices())
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="sheets", verbose_name="文书")
    filed_by = models.CharField("归档方式", max_length=8, blank=True, default="", choices=FiledBy.choices())
    file_id = models.UUIDField("页面图像")
    settled_name = models.CharField("办理人", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "盖章扫描页"
        constraints = [
            models.UniqueConstraint(fields=["scan", "page_no"], name="papers_page_once"),
            models.CheckConstraint(condition=_ONE_OFFICE, name="papers_page_office"),
            models.CheckConstraint(
                condition=(Q(state="filed", paper__isnull=False) & ~Q(filed_by=""))
                | (~Q(state="filed") & Q(paper__isnull=True, filed_by="")),
                name="papers_filed_has_paper",
            ),
        ]
