"""Tables of sealing: what waits, the leaves of the Merkle tree, how rows were read, the signed checkpoints."""

from __future__ import annotations

from django.db import models


class SealPending(models.Model):
    """Entries that no checkpoint covers yet; filled by a trigger, so that no writer can forget it."""

    no = models.BigAutoField(primary_key=True)
    entry_id = models.UUIDField()

    class Meta:
        verbose_name = "待封存审计记录"


class SealForm(models.Model):
    """How the rows of one table were read when they were sealed: these columns, in this order.

    A later column makes a new form and leaves what is sealed as it is; a sealed column may never be dropped.
    """

    id = models.AutoField(primary_key=True)
    table_name = models.CharField("表", max_length=63)
    order_column = models.CharField("次序", max_length=63)
    columns = models.TextField("列", help_text="逗号分隔")

    class Meta:
        verbose_name = "封存格式"
        constraints = [models.UniqueConstraint(fields=["table_name", "columns"], name="audit_sealform_once")]


class Leaf(models.Model):
    """One sealed entry: its number in the log, and the digests of the rows that its act wrote.

    `rows` is {table: [form, count, SHA-256]}, or {"missing": true} for an entry that was gone before its seal.
    """

    no = models.BigIntegerField("序号", primary_key=True)
    entry_id = models.UUIDField("审计记录", unique=True)
    rows = models.JSONField("所写数据摘要", default=dict)
    hash = models.BinaryField("叶摘要")

    class Meta:
        verbose_name = "封存叶"


class Checkpoint(models.Model):
    """One signed checkpoint; `peaks` lets the next batch go on without reading the log."""

    no = models.BigAutoField(primary_key=True)
    size = models.BigIntegerField("条数")
    root = models.BinaryField("根摘要")
    peaks = models.BinaryField("子树根")
    note = models.TextField("签名文本")
    sealed_at = models.DateTimeField("封存时刻")

    class Meta:
        verbose_name = "封存检查点"
        indexes = [models.Index(fields=["size"], name="audit_checkpoint_size")]
