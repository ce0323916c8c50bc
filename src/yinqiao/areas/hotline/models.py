"""Sheets of the hotline, their orders with whoever called, what was answered in which file, clusters of complaints.

`place_no` of a sheet, an order and an answer is the office that the hotline sent it to.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.hotline.types import ClusterState, Reason, Topic
from yinqiao.platform.database.functions import UUID7


class Batch(models.Model):
    """A sheet of orders. The same sheet of an office is one, however often it is sent."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("接收单位", db_index=True)
    file_name = models.CharField("文件名", max_length=200)
    file_sha256 = models.CharField("校验值", max_length=64)
    headers = models.JSONField("表头")
    columns = models.JSONField("各字段所在的列")
    copy_id = models.UUIDField("批注副本", null=True)
    rows = models.IntegerField("行数")
    opened = models.IntegerField("新立事项")
    joined = models.IntegerField("并入同样内容")
    changed = models.IntegerField("更正")
    same = models.IntegerField("此前已有")
    refused = models.IntegerField("没有导入")
    created_at = models.DateTimeField("导入时刻", db_default=Now())
    created_name = models.CharField("导入人", max_length=64)

    class Meta:
        verbose_name = "12345工单表"
        constraints = [models.UniqueConstraint(fields=["place_no", "file_sha256"], name="hotline_same_file")]

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("hotline:batch", args=[self.pk])


class Answer(models.Model):
    """A sheet that went back to the hotline: kept as it was made."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="answers", verbose_name="工单表")
    place_no = models.IntegerField("接收单位")
    number = models.IntegerField("第几次答复")
    file_id = models.UUIDField("答复表")
    rows = models.IntegerField("行数")
    created_at = models.DateTimeField("生成时刻", db_default=Now())
    created_name = models.CharField("生成人", max_length=64)

    class Meta:
        verbose_name = "12345答复表"
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="hotline_answer_once")]


class Order(models.Model):
    """An order as the hotline told it last. Orders of the same wording share a case; the first opened it."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="orders", verbose_name="工单表")
    row_no = models.IntegerField("行号")
    place_no = models.IntegerField("接收单位")
    base_place_no = models.IntegerField("事项所在地")
    number = models.CharField("工单编号", max_length=64)
    version = models.IntegerField("第几版", db_default=1)
    digest = models.BinaryField("内容校验值")
    topic = models.CharField("分类", max_length=12, choices=Topic.choices())
    firm_id = models.IntegerField("涉及企业", null=True)
    estate = models.CharField("小区", max_length=40, blank=True, db_default="")
    received_on = models.DateField("受理日期")
    due_on = models.DateField("热线要求的期限", null=True)
    signature = models.BinaryField("用词特征")
    sealed = models.BinaryField("诉求内容")
    case_id = models.UUIDField("联动事项", db_index=True)
    is_repeat = models.BooleanField("并入同样内容", db_default=False)

    class Meta:
        verbose_name = "12345工单"
        indexes = [
            models.Index(fields=["place_no", "-received_on"], name="hotline_order_day"),
            models.Index(fields=["topic", "received_on"], name="hotline_order_topic"),
        ]
        constraints = [models.UniqueConstraint(fields=["place_no", "number"], name="hotline_order_once")]

    def __str__(self) -> str:
        return self.number


class AnswerOrder(models.Model):
    """An order in a sheet that went back; once for each time that its case came to an end."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="lines", verbose_name="答复表")
    order = models.ForeignKey(Order, models.CASCADE, related_name="answers", verbose_name="12345工单")
    rework = models.IntegerField("重新办理次数")

    class Meta:
        verbose_name = "答复表中的工单"
        constraints = [models.UniqueConstraint(fields=["order", "rework"], name="hotline_answered_once")]


class OrderVersion(models.Model):
    """What an order said before the hotline corrected it."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    order = models.ForeignKey(Order, models.CASCADE, related_name="versions", verbose_name="12345工单")
    version = models.IntegerField("第几版")
    sealed = models.BinaryField("诉求内容")
    replaced_at = models.DateTimeField("更正时刻")

    class Meta:
        verbose_name = "12345工单的前一版"
        constraints = [models.UniqueConstraint(fields=["order", "version"], name="hotline_version_once")]


class Caller(models.Model):
    """Who called: read by whoever leads the case and those above, a hidden one by whoever leads alone."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    order = models.OneToOneField(Order, models.CASCADE, related_name="caller", verbose_name="12345工单")
    case_id = models.UUIDField("联动事项")
    sealed = models.BinaryField("来电人")
    is_hidden = models.BooleanField("要求身份保密", db_default=False)

    class Meta:
        verbose_name = "来电人"


class Cluster(models.Model):
    """More orders than usual of a topic, at a place or about an enterprise. `place_no` is the lowest that holds them all."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("所在地")
    topic = models.CharField("分类", max_length=12, choices=Topic.choices())
    firm_id = models.IntegerField("涉及企业", null=True)
    found_on = models.DateField("发现日期")
    last_on = models.DateField("最近一次符合标准")
    orders = models.IntegerField("件数")
    usual_hundredths = models.IntegerField("平时件数（百分之一）")
    weeks = models.JSONField("每周件数")
    words = models.JSONField("共同的用词", default=list)
    state = models.CharField("状态", max_length=10, choices=ClusterState.choices(), db_default="found")
    reason = models.CharField("不立项的理由", max_length=12, choices=Reason.choices(), blank=True, db_default="")
    note = models.CharField("说明", max_length=200, blank=True, db_default="")
    case_id = models.UUIDField("查原因的事项", null=True)
    settled_on = models.DateField("处置日期", null=True)
    settled_name = models.CharField("处置人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "集中反映"
        indexes = [models.Index(fields=["place_no", "state"], name="hotline_cluster_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "place_no", "firm_id"], condition=Q(state="found"), nulls_distinct=False,
                name="hotline_cluster_once",
            ),
            models.CheckConstraint(
                condition=Q(state="found", settled_on__isnull=True) | Q(state="taken", case_id__isnull=False)
                | Q(state="dismissed") & ~Q(reason=""),
                name="hotline_cluster_settled",
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("hotline:cluster", args=[self.pk])

    @property
    def usual(self) -> float:
        """How many were to be expected."""
        return self.usual_hundredths / 100


class ClusterOrder(models.Model):
    """An order of a cluster, as its desk reads it: number, day and place; neither words nor whoever called."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="members", verbose_name="集中反映")
    order_id = models.UUIDField("12345工单", db_index=True)
    number = models.CharField("工单编号", max_length=64)
    received_on = models.DateField("受理日期")
    place_no = models.IntegerField("事项所在地")
    estate = models.CharField("小区", max_length=40, blank=True, db_default="")
    is_repeat = models.BooleanField("并入同样内容", db_default=False)

    class Meta:
        verbose_name = "集中反映的工单"
        ordering = ["-received_on", "number"]
        constraints = [models.UniqueConstraint(fields=["cluster", "order_id"], name="hotline_member_once")]
