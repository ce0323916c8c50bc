"""Tables of the register. What stands open is narrow; numbers, phones and addresses are sealed in a table beside it."""

from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

from yinqiao.areas.retirees.types import NoteKind, RetireeStatus
from yinqiao.platform.database.functions import UUID7, CurrentAct


class Retiree(models.Model):
    """One person of the register, as far as it stands open; what is sealed stands in `SealedFacts`.

    Numbers and phones are found through blind indexes. (decision 0005: a change of state rewrites no ciphertext)
    """

    id = models.UUIDField("退休人员编号", primary_key=True, db_default=UUID7(), editable=False)
    name = models.CharField("姓名", max_length=60)
    sex = models.SmallIntegerField("性别", help_text="GB/T 2261.1：1 男，2 女")
    born_on = models.DateField("出生日期")
    id_no_index = models.BinaryField("身份证号索引", null=True)
    id_tail_index = models.BigIntegerField("身份证号后四位索引", null=True)
    phone_index = models.BigIntegerField("手机索引", null=True)
    facts_digest = models.BinaryField(
        "密文摘要", help_text="密文资料的 SHA-256：密文被替换、回退或调换时可以发现，随登记历史一起封存"
    )
    ethnic_group = models.CharField("民族", max_length=2, blank=True, default="", help_text="GB/T 3304 数字代码")
    political_status = models.CharField("政治面貌", max_length=2, blank=True, default="", help_text="GB/T 4762 代码")
    education = models.CharField("文化程度", max_length=2, blank=True, default="", help_text="GB/T 4658 代码")
    work_start_on = models.DateField("参加工作时间", null=True)
    retired_on = models.DateField("退休年月", null=True)
    retirement_type = models.CharField("退休类别", max_length=24, blank=True, default="")
    former_unit = models.CharField("原工作单位", max_length=100, blank=True, default="")
    former_post = models.CharField("原任职务", max_length=60, blank=True, default="")
    archive_no = models.CharField("档号", max_length=40, blank=True, default="")
    archive_place = models.CharField("档案存放地点", max_length=100, blank=True, default="")
    party_branch = models.CharField("所在党支部", max_length=100, blank=True, default="")
    status = models.CharField("状态", max_length=12, choices=[(s.value, s.label) for s in RetireeStatus])
    status_on = models.DateField("状态日期")
    died_on = models.DateField("死亡日期", null=True)
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, verbose_name="原企业", db_constraint=False, db_index=False
    )
    place_no = models.IntegerField("所属地编号", help_text="所在社区的先序编号；0 表示不属任何地方（已退回企业等）")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name="并入", db_index=False, db_constraint=False
    )
    sources = models.JSONField("信息来源", default=dict, help_text="每项信息的来源与起始日期：{字段: [来源, 日期]}")
    lock_version = models.IntegerField("版本", default=1)
    is_synthetic = models.BooleanField("演示数据", default=False)
    created_at = models.DateTimeField("登记时刻", db_default=Now())

    class Meta:
        verbose_name = "退休人员"
        indexes = [
            # No index holds the status: a change of status then touches no index where the page has room (HOT).
            models.Index(fields=["place_no"], name="retirees_place"),
            models.Index(fields=["enterprise"], name="retirees_enterprise"),
            models.Index(fields=["id_tail_index", "place_no"], name="retirees_id_tail"),
            models.Index(fields=["phone_index"], name="retirees_phone"),
            models.Index(fields=["born_on", "name"], name="retirees_namesakes"),
        ]
        constraints = [
            # A merged person keeps the number; one live person may hold it, in the city and each sandbox (`sandbox.0003`).
            models.UniqueConstraint(
                fields=["id_no_index"],
                condition=models.Q(merged_into__isnull=True),
                name="retirees_id_no_once",
            ),
        ]


# The library types its result as a value; it is an abstract model.
_TrackedRetiree: Any = pghistory.create_event_model(
    Retiree,
    pghistory.InsertEvent(label="insert", level=pgtrigger.Statement),
    # Without a condition: comparing 34 columns costs more than the rare version that repeats the one before.
    pghistory.UpdateEvent(label="update", condition=None, level=pgtrigger.Statement),
    pghistory.DeleteEvent(label="delete", level=pgtrigger.Statement),
    abstract=True,
    model_name="TrackedRetiree",
    append_only=True,
    context_field=None,  # type: ignore[arg-type]  # None is documented: no context
    obj_field=pghistory.ObjForeignKey(db_constraint=False, db_index=True, related_name="+", related_query_name="+"),
    exclude=["created_at"],
    level=pgtrigger.Statement,
)


class RetireeVersion(_TrackedRetiree):
    """Every version of every row, written by statement-level triggers, with the act that made it."""

    pgh_id = models.BigAutoField(primary_key=True)
    act_id = models.UUIDField("所属办理", null=True, db_default=CurrentAct())

    class Meta:
        verbose_name = "登记历史"
        # Acts follow one another as their versions do; who asks what one of them did (an undo) reads a few ranges.
        indexes = [BrinIndex(fields=["act_id"], name="retirees_version_of_act", autosummarize=True)]


class SealedFacts(models.Model):
    """What nobody reads in passing: ID number, phone, addresses and further facts of one person, as one ciphertext.

    JSON by the names of `services.columns.SEALED`, bound to the person's id (`platform.crypto`).
    """

    retiree = models.OneToOneField(
        Retiree, models.CASCADE, primary_key=True, db_constraint=False, related_name="sealed", verbose_name="退休人员"
    )
    facts = models.BinaryField("密文资料", help_text="身份证号、手机、地址、楼栋、健康与家庭等，JSON 加密存放")

    class Meta:
        verbose_name = "密文资料"


_TrackedFacts: Any = pghistory.create_event_model(
    SealedFacts,
    # The present facts stand in the register: what was replaced is kept, with the act that replaced it.
    pghistory.UpdateEvent(label="replaced", row=pghistory.Old, condition=None, level=pgtrigger.Statement),
    pghistory.DeleteEvent(label="removed", level=pgtrigger.Statement),
    abstract=True,
    model_name="TrackedFacts",
    append_only=True,
    context_field=None,  # type: ignore[arg-type]  # None is documented: no context
    obj_field=pghistory.ObjForeignKey(db_constraint=False, db_index=True, related_name="+", related_query_name="+"),
    level=pgtrigger.Statement,
)


class SealedFactsVersion(_TrackedFacts):
    """Every ciphertext that was replaced or removed, with the act that did so."""

    pgh_id = models.BigAutoField(primary_key=True)
    act_id = models.UUIDField("所属办理", null=True, db_default=CurrentAct())

    class Meta:
        verbose_name = "密文资料历史"
        indexes = [models.Index(fields=["act_id"], name="retirees_facts_act")]


class SearchTerm(models.Model):
    """A prefix-searchable word of a person: name and its tails, pinyin, initials. One index serves every scope."""

    pk = models.CompositePrimaryKey("term", "place_no", "enterprise_id", "retiree_id", "kind")
    term = models.CharField("检索词", max_length=64, db_collation="C")
    kind = models.SmallIntegerField("种类")
    retiree_id = models.UUIDField("退休人员")
    place_no = models.IntegerField("所属地编号")
    enterprise_id = models.IntegerField("企业")

    class Meta:
        verbose_name = "检索词"


class FormerName(models.Model):
    """A name that a person had before: told as 曾用名, or replaced in the register. It is found, and marked, by it.

    It stands as open as the name does; `act_id` lets a change that is taken back take the name back too. `entry_id` is
    the person, or the entry that gave way to the person and brought the name along.
    """

    pk = models.CompositePrimaryKey("retiree_id", "entry_id", "name")
    retiree_id = models.UUIDField("退休人员")
    entry_id = models.UUIDField("来自登记", help_text="本人登记，或并入本人的登记")
    name = models.CharField("姓名", max_length=60)
    is_told = models.BooleanField("是否曾用名", help_text="是：名册或本人所填曾用名；否：登记簿中更改前的姓名")
    act_id = models.UUIDField("所属办理", null=True, db_default=CurrentAct())
    told_act = models.UUIDField("告知办理", null=True, help_text="更改前的姓名后来又作为曾用名填报时，填报的那次办理")

    class Meta:
        verbose_name = "曾用名"


class Note(models.Model):
    """A note, a visit or a call of an officer: that there was one, when and by whom. What it says stands in `NoteText`."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(Retiree, models.CASCADE, related_name="notes", verbose_name="退休人员")
    kind = models.CharField("种类", max_length=8, choices=[(k.value, k.label) for k in NoteKind])
    occurred_on = models.DateField("日期")
    author_id = models.UUIDField("记录人")
    author_name = models.CharField("记录人姓名", max_length=64)
    recorded_at = models.DateTimeField("记录时刻", db_default=Now())

    class Meta:
        verbose_name = "走访与备注"
        indexes = [models.Index(fields=["retiree", "-occurred_on"], name="retirees_note_person")]


class NoteText(models.Model):
    """The words of a note, encrypted, in a table of their own: who oversees sees the note and is refused the words.

    The ciphertext is bound to `CELL`, the table and column under which the first were made.
    """

    CELL = ("retirees_note", "text")
    note = models.OneToOneField(Note, models.CASCADE, primary_key=True, related_name="words", verbose_name="备注")
    text = models.BinaryField("内容（密文）")

    class Meta:
        verbose_name = "备注内容"
