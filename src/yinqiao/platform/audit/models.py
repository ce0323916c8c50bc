"""Tables of the audit log: entries, the leaves that seal them, and signed checkpoints."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

from yinqiao.platform.audit.seal_models import Checkpoint, Leaf, SealForm, SealPending
from yinqiao.platform.database.functions import UUID7

__all__ = ["Checkpoint", "Entry", "Leaf", "SealForm", "SealPending"]


class Entry(models.Model):
    """One act, one read of personal data, one widening or one sign-in. Append-only, never holds personal data."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    at = models.DateTimeField("发生时刻")
    recorded_at = models.DateTimeField("记录时刻", db_default=Now())
    kind = models.CharField(
        "类别", max_length=12, help_text="act 办理、read 查看、widen 越界写入、sign_in 登录、system 系统"
    )
    action = models.CharField("动作", max_length=64, help_text="点分代码，如 handover.people_accepted")
    actor_id = models.UUIDField("操作人", null=True)
    actor_role = models.CharField("角色", max_length=32)
    actor_name = models.CharField("操作人姓名或进程名", max_length=64)
    scope = models.CharField("当时的管理范围", max_length=120)
    subject_kind = models.CharField("对象类别", max_length=32, blank=True, default="")
    subject_id = models.UUIDField("对象", null=True)
    people = models.IntegerField("涉及人数", default=0)
    purpose = models.CharField("目的", max_length=200, blank=True, default="")
    request_id = models.CharField("请求编号", max_length=40, blank=True, default="")
    detail = models.JSONField("细节", default=dict)

    class Meta:
        verbose_name = "审计记录"
        indexes = [
            models.Index(fields=["subject_id", "id"], name="audit_entry_subject"),
            models.Index(fields=["actor_id", "id"], name="audit_entry_actor"),
            models.Index(fields=["action", "id"], name="audit_entry_action"),
            # The log grows in the order of time: a summary per 32 pages finds a day as fast as a tree of 500 times the size.
            BrinIndex(fields=["at"], name="audit_entry_at", pages_per_range=32, autosummarize=True),
        ]
