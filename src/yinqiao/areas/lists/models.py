"""Tables of lists that enterprises send in: the batch, what its check found, headers that were explained."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.rosters.types import SheetReading
from yinqiao.platform.database.functions import UUID7


class Batch(models.Model):
    """One uploaded list of one enterprise: its file, its check, its submission. The rows are kept by the kind's room."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # What stood here before there were kinds was a roster.
    kind = models.CharField("种类", max_length=24, db_default="roster", help_text="清单种类的代码，如 roster 移交名册")
    batch_no = models.CharField("批次号", max_length=24, unique=True)
    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False)
    file_id = models.UUIDField("文件原件")
    file_sha256 = models.CharField("原件校验值", max_length=64)
    annotated_file_id = models.UUIDField("批注副本", null=True)
    state = models.CharField("状态", max_length=12, choices=BatchState.choices())
    refusal_code = models.CharField("不能读取的原因", max_length=64, blank=True, default="")
    refusal_text = models.CharField("说明", max_length=300, blank=True, default="")
    sheet_name = models.CharField("工作表", max_length=100, blank=True, default="")
    layout = models.JSONField(
        "经办人指定", default=dict, db_default=models.Value({}, models.JSONField()),
        help_text="工作表、表头起始行、表头行数；空表示由系统识别",
    )  # fmt: skip
    header = models.JSONField("表头识别", default=dict, help_text="表头行、数据起始行、各列对应的字段与识别方式")
    counts = models.JSONField("统计", default=dict, help_text="行数、可提交、需修改、各类问题、新增、变更、无变化")
    progress_step = models.CharField("进度步骤", max_length=32, blank=True, default="")
    progress_done = models.IntegerField("已完成", default=0)
    progress_total = models.IntegerField("总量", default=0)
    created_at = models.DateTimeField("上传时刻", db_default=Now())
    created_by = models.UUIDField("上传人", null=True)
    created_name = models.CharField("上传人姓名", max_length=64, blank=True, default="")
    checked_at = models.DateTimeField("检查完成", null=True)
    submitted_at = models.DateTimeField("提交时刻", null=True)
    submit_act = models.UUIDField("提交办理", null=True)
    undone_at = models.DateTimeField("撤回时刻", null=True)

    class Meta:
        verbose_name = "移交批次"
        indexes = [models.Index(fields=["enterprise", "-created_at"], name="lists_batch_enterprise")]
        constraints = [
            # The same file sent twice is one batch of its kind, until it is undone or was refused.
            models.UniqueConstraint(
                fields=["enterprise", "kind", "file_sha256"],
                condition=~models.Q(state__in=["undone", "refused"]),
                name="lists_batch_same_file",
            ),
        ]

    def __str__(self) -> str:
        return self.batch_no

    @property
    def reading(self) -> SheetReading:
        """How its file was read."""
        return SheetReading(self.sheet_name, self.header)


class Finding(models.Model):
    """One finding of a check: where, what, how severe. The sentence is made by the kind of list at display."""

    id = models.BigAutoField(primary_key=True)
    batch_id = models.UUIDField("批次")
    row_no = models.IntegerField("行号")
    enterprise_id = models.IntegerField("企业")
    field = models.CharField("字段", max_length=40, blank=True, default="")
    code = models.CharField("代码", max_length=48)
    severity = models.CharField("程度", max_length=8, help_text="blocks 不能提交、warns 提醒、mended 已自动修正")
    args = models.JSONField("参数", null=True)

    class Meta:
        verbose_name = "检查发现"
        indexes = [models.Index(fields=["batch_id", "code", "row_no"], name="lists_finding_code")]


class HeaderMemory(models.Model):
    """How this enterprise's headers in lists of a kind were understood last time, once a person had explained them."""

    enterprise_id = models.IntegerField("企业")
    kind = models.CharField("种类", max_length=24, db_default="roster")
    header = models.CharField("表头", max_length=120)
    field = models.CharField("字段", max_length=40, help_text="空表示这一列不采用")

    class Meta:
        verbose_name = "表头记忆"
        constraints = [
            models.UniqueConstraint(fields=["enterprise_id", "kind", "header"], name="lists_header_once"),
        ]
