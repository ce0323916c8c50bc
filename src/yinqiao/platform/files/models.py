"""The table of stored files; their bytes lie encrypted in a folder (or an S3-compatible store)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from yinqiao.platform.database.functions import UUID7


class StoredFile(models.Model):
    """One file: what it is, whose it is, how long it is kept. After destruction the row remains, the bytes do not."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.CharField(
        "种类",
        max_length=32,
        help_text="roster 名册原件、annotated 批注名册、proof 证明材料、agreement 协议签署件、export 导出文件",
    )
    name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("类型", max_length=100)
    size = models.BigIntegerField("字节数")
    sha256 = models.CharField("校验值", max_length=64)
    enterprise_id = models.IntegerField("所属企业", null=True)
    place_no = models.IntegerField("所属地", null=True)
    retention_class = models.CharField("保存期限类别", max_length=64)
    created_at = models.DateTimeField("存入时刻", db_default=Now())
    created_by = models.UUIDField("存入人", null=True)
    destroyed_at = models.DateTimeField("销毁时刻", null=True)
    destroyed_act = models.UUIDField("销毁办理", null=True)

    class Meta:
        verbose_name = "文件"
        indexes = [models.Index(fields=["retention_class", "created_at"], name="files_retention")]
