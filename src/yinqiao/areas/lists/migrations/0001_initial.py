"""Takes over the tables of batches, findings and header memories from the room of handover, under this room's names.

No row is touched: tables, their indexes, constraints, sequences and policies are renamed, grants stay with them.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import yinqiao.platform.database.functions

_TABLES = ("batch", "finding", "headermemory")
# Whatever hangs on the tables and begins with the old room's name begins with the new one's.
_NAMES = """
DO $$
DECLARE
    tables oid[] := ARRAY[{tables}]::regclass[]::oid[];
    one record;
BEGIN
    FOR one IN SELECT conrelid::regclass AS holder, conname FROM pg_constraint
        WHERE conrelid = ANY (tables) AND starts_with(conname, '{old}_')
    LOOP
        EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', one.holder, one.conname, replace(one.conname, '{old}_', '{new}_'));
    END LOOP;
    FOR one IN SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = ANY (tables) AND starts_with(c.relname, '{old}_')
    LOOP
        EXECUTE format('ALTER INDEX %I RENAME TO %I', one.relname, replace(one.relname, '{old}_', '{new}_'));
    END LOOP;
    FOR one IN SELECT DISTINCT c.relname FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
        WHERE d.refobjid = ANY (tables) AND starts_with(c.relname, '{old}_')
    LOOP
        EXECUTE format('ALTER SEQUENCE %I RENAME TO %I', one.relname, replace(one.relname, '{old}_', '{new}_'));
    END LOOP;
    FOR one IN SELECT polrelid::regclass AS holder, polname FROM pg_policy
        WHERE polrelid = ANY (tables) AND starts_with(polname, '{old}_')
    LOOP
        EXECUTE format('ALTER POLICY %I ON %s RENAME TO %I', one.polname, one.holder, replace(one.polname, '{old}_', '{new}_'));
    END LOOP;
END $$
"""


def _renamed(old: str, new: str) -> str:
    tables = ";\n".join(f"ALTER TABLE {old}_{one} RENAME TO {new}_{one}" for one in _TABLES)
    return f"{tables};\n" + _NAMES.format(tables=", ".join(f"'{new}_{one}'" for one in _TABLES), old=old, new=new)


_MODELS = [
    migrations.CreateModel(
        name="Batch",
        fields=[
            (
                "id",
                models.UUIDField(
                    db_default=yinqiao.platform.database.functions.UUID7(),
                    editable=False,
                    primary_key=True,
                    serialize=False,
                ),
            ),
            ("batch_no", models.CharField(max_length=24, unique=True, verbose_name="批次号")),
            ("file_id", models.UUIDField(verbose_name="文件原件")),
            ("file_sha256", models.CharField(max_length=64, verbose_name="原件校验值")),
            ("annotated_file_id", models.UUIDField(null=True, verbose_name="批注副本")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("uploaded", "已上传"),
                        ("checking", "检查中"),
                        ("refused", "文件不能读取"),
                        ("checked", "已检查，待提交"),
                        ("submitting", "提交中"),
                        ("submitted", "已提交"),
                        ("undoing", "撤回中"),
                        ("undone", "已撤回"),
                    ],
                    max_length=12,
                    verbose_name="状态",
                ),
            ),
            (
                "refusal_code",
                models.CharField(blank=True, default="", max_length=64, verbose_name="不能读取的原因"),
            ),
            ("refusal_text", models.CharField(blank=True, default="", max_length=300, verbose_name="说明")),
            ("sheet_name", models.CharField(blank=True, default="", max_length=100, verbose_name="工作表")),
            (
                "layout",
                models.JSONField(
                    default=dict,
                    db_default=models.Value({}, models.JSONField()),
                    help_text="工作表、表头起始行、表头行数；空表示由系统识别",
                    verbose_name="经办人指定",
                ),
            ),
            (
                "header",
                models.JSONField(
                    default=dict, help_text="表头行、数据起始行、各列对应的字段与识别方式", verbose_name="表头识别"
                ),
            ),
            (
                "counts",
                models.JSONField(
                    default=dict,
                    help_text="行数、可提交、需修改、各类问题、新增、变更、无变化",
                    verbose_name="统计",
                ),
            ),
            ("progress_step", models.CharField(blank=True, default="", max_length=32, verbose_name="进度步骤")),
            ("progress_done", models.IntegerField(default=0, verbose_name="已完成")),
            ("progress_total", models.IntegerField(default=0, verbose_name="总量")),
            (
                "created_at",
                models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="上传时刻"),
            ),
            ("created_by", models.UUIDField(null=True, verbose_name="上传人")),
            ("created_name", models.CharField(blank=True, default="", max_length=64, verbose_name="上传人姓名")),
            ("checked_at", models.DateTimeField(null=True, verbose_name="检查完成")),
            ("submitted_at", models.DateTimeField(null=True, verbose_name="提交时刻")),
            ("submit_act", models.UUIDField(null=True, verbose_name="提交办理")),
            ("undone_at", models.DateTimeField(null=True, verbose_name="撤回时刻")),
            (
                "enterprise",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    to="organisations.enterprise",
                    verbose_name="企业",
                ),
            ),
        ],
        options={
            "verbose_name": "移交批次",
            "indexes": [models.Index(fields=["enterprise", "-created_at"], name="lists_batch_enterprise")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ["undone", "refused"]), _negated=True),
                    fields=("enterprise", "file_sha256"),
                    name="lists_batch_same_file",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Finding",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("batch_id", models.UUIDField(verbose_name="批次")),
            ("row_no", models.IntegerField(verbose_name="行号")),
            ("enterprise_id", models.IntegerField(verbose_name="企业")),
            ("field", models.CharField(blank=True, default="", max_length=40, verbose_name="字段")),
            ("code", models.CharField(max_length=48, verbose_name="代码")),
            (
                "severity",
                models.CharField(
                    help_text="blocks 不能提交、warns 提醒、mended 已自动修正", max_length=8, verbose_name="程度"
                ),
            ),
            ("args", models.JSONField(null=True, verbose_name="参数")),
        ],
        options={
            "verbose_name": "检查发现",
            "indexes": [models.Index(fields=["batch_id", "code", "row_no"], name="lists_finding_code")],
        },
    ),
    migrations.CreateModel(
        name="HeaderMemory",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("enterprise_id", models.IntegerField(verbose_name="企业")),
            ("header", models.CharField(max_length=120, verbose_name="表头")),
            ("field", models.CharField(help_text="空表示这一列不采用", max_length=40, verbose_name="字段")),
        ],
        options={
            "verbose_name": "表头记忆",
            "constraints": [models.UniqueConstraint(fields=("enterprise_id", "header"), name="lists_header_once")],
        },
    ),
]


class Migration(migrations.Migration):
    """The tables as they stand, with the room that they belong to now."""

    initial = True
    dependencies = [("handover", "0012_layout"), ("organisations", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(_renamed("handover", "lists"), _renamed("lists", "handover"))], _MODELS
        ),
    ]
