"""Tables of files that offices send in: the file, its lines, what its check found, columns that were explained.

`place_no` is everywhere the number of the unit at which the source is registered. A line keeps what it says until it has
become a message, sealed; what has become of it stays, and names nobody.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.dropbox.types import FileState, LineState
from yinqiao.areas.rosters.types import SheetReading
from yinqiao.platform.database.functions import UUID7


class File(models.Model):
    """One file of one source: its check, its taking in, its withdrawal."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    file_no = models.CharField("文件编号", max_length=24, unique=True)
    source = models.ForeignKey("intake.Source", models.PROTECT, related_name="+", verbose_name="来源")
    place_no = models.IntegerField("登记单位")
    kind = models.CharField("报送内容", max_length=100)
    file_id = models.UUIDField("文件原件")
    file_sha256 = models.CharField("原件校验值", max_length=64)
    annotated_file_id = models.UUIDField("批注副本", null=True)
    by_office = models.BooleanField(
        "本单位上传", db_default=False, help_text="由部门经办人上传：批注不写与登记比对的预计"
    )
    letter_no = models.CharField("函号", max_length=60, blank=True, default="")
    letter_on = models.DateField("函件日期", null=True)
    state = models.CharField("状态", max_length=12, choices=FileState.choices())
    refusal_code = models.CharField("没有办理的原因", max_length=64, blank=True, default="")
    refusal_text = models.CharField("说明", max_length=300, blank=True, default="")
    sheet_name = models.CharField("工作表", max_length=100, blank=True, default="")
    header = models.JSONField("表头识别", default=dict)
    counts = models.JSONField("检查统计", default=dict, help_text="行数和各种预计结果的行数")
    findings = models.JSONField("检查发现", default=list, help_text="各类问题的代码、程度与行数")
    outcomes = models.JSONField("办理结果", default=dict, help_text="各种结果的行数")
    progress_step = models.CharField("进度步骤", max_length=32, blank=True, default="")
    progress_done = models.IntegerField("已完成", default=0)
    progress_total = models.IntegerField("总量", default=0)
    created_at = models.DateTimeField("上传时刻", db_default=Now())
    created_by = models.UUIDField("上传人", null=True)
    created_name = models.CharField("上传人姓名", max_length=64, blank=True, default="")
    checked_at = models.DateTimeField("检查完成", null=True)
    taken_at = models.DateTimeField("办理时刻", null=True)
    taken_name = models.CharField("办理人", max_length=64, blank=True, default="")
    list_receipt = models.TextField("清单签名", blank=True, default="")
    withdrawn_at = models.DateTimeField("撤回时刻", null=True)
    reason = models.CharField("撤回原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "报送文件"
        indexes = [models.Index(fields=["-created_at"], name="dropbox_file_newest")]
        constraints = [
            # The same file of a source is one, until it was withdrawn, put away or could not be read.
            models.UniqueConstraint(
                fields=["source", "kind", "file_sha256"],
                condition=~Q(state__in=["withdrawn", "discarded", "refused"]), name="dropbox_same_file",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["taken", "withdrawing", "withdrawn"])
                | Q(taken_at__isnull=False) & ~Q(list_receipt=""),
                name="dropbox_taken_has_receipt",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.file_no

    @property
    def reading(self) -> SheetReading:
        """How the file was read."""
        return SheetReading(self.sheet_name, self.header)


class Line(models.Model):
    """One line of a file: what the check foresees, and what became of it. `body` is its event until that was told."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    file = models.ForeignKey(File, models.CASCADE, related_name="lines", db_index=False, verbose_name="报送文件")
    place_no = models.IntegerField("登记单位")
    row_no = models.IntegerField("行号")
    state = models.CharField("预计结果", max_length=10, choices=LineState.choices())
    reason = models.CharField("原因", max_length=24, blank=True, default="")
    type = models.CharField("信息类型", max_length=100, blank=True, default="")
    event_id = models.CharField("来源编号", max_length=100, blank=True, default="")
    body = models.BinaryField("内容（密文）", null=True)
    outcome = models.CharField("办理结果", max_length=20, blank=True, default="")
    message_id = models.UUIDField("外来信息", null=True)
    is_repeated = models.BooleanField("此前已报送", default=False, db_default=False)
    taken_back = models.CharField("撤回结果", max_length=20, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "报送文件的行"
        indexes = [
            # What differs is little beside what does not, and is asked for all the time.
            models.Index(
                fields=["file", "state", "row_no"], condition=~Q(state="unchanged"), name="dropbox_line_standing"
            ),
            models.Index(
                fields=["file", "row_no"], condition=Q(outcome="") & ~Q(event_id=""), name="dropbox_line_to_tell"
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["file", "row_no"], name="dropbox_line_once")]


class Finding(models.Model):
    """One finding of a check: where, what, how severe."""

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(File, models.CASCADE, related_name="+", db_index=False, verbose_name="报送文件")
    place_no = models.IntegerField("登记单位")
    row_no = models.IntegerField("行号")
    field = models.CharField("列", max_length=40, blank=True, default="")
    code = models.CharField("代码", max_length=48)
    severity = models.CharField("程度", max_length=8)
    args = models.JSONField("参数", null=True)

    class Meta:
        verbose_name = "报送文件的检查发现"
        indexes = [models.Index(fields=["file", "code", "row_no"], name="dropbox_finding_code")]


class ColumnMemory(models.Model):
    """Which column of a source's files holds what, once a person has said so."""

    source = models.ForeignKey("intake.Source", models.CASCADE, related_name="+", verbose_name="来源")
    place_no = models.IntegerField("登记单位")
    kind = models.CharField("报送内容", max_length=100)
    header = models.CharField("表头", max_length=120)
    field = models.CharField("字段", max_length=40, blank=True, default="", help_text="空表示这一列不采用")

    class Meta:
        verbose_name = "报送文件表头记忆"
        constraints = [models.UniqueConstraint(fields=["source", "kind", "header"], name="dropbox_column_once")]
