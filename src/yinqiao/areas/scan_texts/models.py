"""Tables of the full text: what reading a scan gave, its pages sealed, whether the reading stands still."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from yinqiao.areas.scan_texts.types import TextState
from yinqiao.platform.database.functions import UUID7


class Reading(models.Model):
    """That the text layer of a scan was read, and what came of it. A filed PDF without such a row waits."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    scan = models.OneToOneField("digitised.Scan", models.CASCADE, related_name="+", verbose_name="扫描件")
    place_no = models.IntegerField("单位")
    state = models.CharField("结果", max_length=6, choices=TextState.choices())
    pages = models.IntegerField("有文字的页", db_default=0)
    cut = models.IntegerField("只读到一部分的页", db_default=0)
    told = models.CharField("原因", max_length=40, blank=True, db_default="")
    read_at = models.DateTimeField("读取时刻")

    class Meta:
        verbose_name = "扫描件文字读取"
        indexes = [models.Index(fields=["place_no", "state"], name="scan_texts_reading_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="text", pages__gt=0) | (~Q(state="text") & Q(pages=0)), name="scan_texts_has_pages"
            )
        ]


class Page(models.Model):
    """The text of a page, sealed, and the keyed tokens by which it is found: neither tells a word without the keyring."""

    id = models.UUIDField(primary_key=True, editable=False)
    scan = models.ForeignKey("digitised.Scan", models.CASCADE, related_name="+", verbose_name="扫描件")
    place_no = models.IntegerField("单位")
    page_no = models.IntegerField("页")
    text = models.BinaryField("文字")
    tokens = ArrayField(models.BigIntegerField(), verbose_name="检索标记")

    class Meta:
        verbose_name = "扫描件页文字"
        indexes = [GinIndex(fields=["tokens"], name="scan_texts_page_tokens")]
        constraints = [
            models.UniqueConstraint(fields=["scan", "page_no"], name="scan_texts_page_once"),
            models.CheckConstraint(condition=Q(page_no__gt=0), name="scan_texts_page_counts"),
        ]


class Halt(models.Model):
    """The reading stands still, since when and by whom. One row, or none while it goes on."""

    id = models.SmallIntegerField(primary_key=True, db_default=1, editable=False)
    since = models.DateTimeField("停止时刻")
    author_name = models.CharField("停止人", max_length=64)

    class Meta:
        verbose_name = "文字读取停止"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="scan_texts_one_halt")]
