"""Tables of sealing, and the trigger that queues each new entry for its seal."""

from django.db import migrations, models

QUEUE = """
CREATE FUNCTION audit_queue_for_seal() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO audit_sealpending (entry_id) SELECT id FROM added; RETURN NULL; END $$;
CREATE TRIGGER audit_entry_queue AFTER INSERT ON audit_entry
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_queue_for_seal();
INSERT INTO audit_sealpending (entry_id) SELECT id FROM audit_entry ORDER BY id;
"""
UNQUEUE = "DROP TRIGGER audit_entry_queue ON audit_entry; DROP FUNCTION audit_queue_for_seal();"


class Migration(migrations.Migration):
    """Leaves, forms, checkpoints and the queue."""

    dependencies = [("audit", "0002_policies")]
    operations = [
        migrations.CreateModel(
            name="SealPending",
            fields=[
                ("no", models.BigAutoField(primary_key=True, serialize=False)),
                ("entry_id", models.UUIDField()),
            ],
            options={"verbose_name": "待封存审计记录"},
        ),
        migrations.CreateModel(
            name="SealForm",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("table_name", models.CharField(max_length=63, verbose_name="表")),
                ("order_column", models.CharField(max_length=63, verbose_name="次序")),
                ("columns", models.TextField(help_text="逗号分隔", verbose_name="列")),
            ],
            options={
                "verbose_name": "封存格式",
                "constraints": [models.UniqueConstraint(fields=("table_name", "columns"), name="audit_sealform_once")],
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("no", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="序号")),
                ("entry_id", models.UUIDField(unique=True, verbose_name="审计记录")),
                ("rows", models.JSONField(default=dict, verbose_name="所写数据摘要")),
                ("hash", models.BinaryField(verbose_name="叶摘要")),
            ],
            options={"verbose_name": "封存叶"},
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("no", models.BigAutoField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField(verbose_name="条数")),
                ("root", models.BinaryField(verbose_name="根摘要")),
                ("peaks", models.BinaryField(verbose_name="子树根")),
                ("note", models.TextField(verbose_name="签名文本")),
                ("sealed_at", models.DateTimeField(verbose_name="封存时刻")),
            ],
            options={
                "verbose_name": "封存检查点",
                "indexes": [models.Index(fields=["size"], name="audit_checkpoint_size")],
            },
        ),
        migrations.RunSQL(QUEUE, UNQUEUE),
    ]
