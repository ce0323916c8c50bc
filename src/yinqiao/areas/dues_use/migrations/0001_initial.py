"""What came for use and was spent: seen by the places of the organisation and those above, by nobody who oversees; it stays."""

from django.db import migrations, models

import yinqiao.platform.database.functions
from yinqiao.platform.database.policies import OPENS, PLACE, protect

HERE = f"({OPENS} AND {PLACE})"
KEEP = """
CREATE FUNCTION dues_use_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moves text[] := ARRAY['place_no', 'is_reversed', 'reason'];
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moves <> to_jsonb(OLD) - moves OR (OLD.is_reversed AND NOT NEW.is_reversed) THEN
    RAISE EXCEPTION 'dues_use_written_stays: what was booked is reversed, not changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dues_use_written_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dues_use_keep BEFORE UPDATE OR DELETE ON dues_use_use FOR EACH ROW EXECUTE FUNCTION dues_use_keep();
"""
PURPOSES = [
    ("received", "上级党组织下拨、返还"),
    ("training", "培训党员"),
    ("reading", "订阅或购买党员教育报刊、资料和设备"),
    ("praise", "表彰先进"),
    ("hardship", "补助生活困难党员"),
    ("disaster", "补助受灾党员、修缮受灾教育设施"),
]


class Migration(migrations.Migration):
    """The table, its wall and its guard."""

    initial = True
    dependencies = [("database", "0001_functions")]
    operations = [
        migrations.CreateModel(
            name="Use",
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
                ("place_no", models.IntegerField(db_index=True, verbose_name="党组织所在单位")),
                ("purpose", models.CharField(choices=PURPOSES, max_length=10, verbose_name="项目")),
                ("fen", models.BigIntegerField(verbose_name="金额（分）")),
                ("used_on", models.DateField(verbose_name="日期")),
                ("decided_on", models.DateField(null=True, verbose_name="集体研究日期")),
                ("voucher_no", models.CharField(max_length=60, verbose_name="凭证号")),
                ("about", models.CharField(max_length=100, verbose_name="用途说明")),
                ("noted_by", models.CharField(max_length=64, verbose_name="登记人")),
                ("is_reversed", models.BooleanField(default=False, verbose_name="已冲正")),
                ("reason", models.CharField(blank=True, default="", max_length=200, verbose_name="冲正原因")),
                ("act_id", models.UUIDField(verbose_name="所属办理")),
            ],
            options={
                "verbose_name": "党费使用",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("fen__gt", 0)), name="dues_use_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("purpose", "received"), ("decided_on__isnull", False), _connector="OR"),
                        name="dues_use_spent_by_decision",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_reversed", False)),
                        fields=("place_no", "purpose", "voucher_no"),
                        name="dues_use_voucher_once",
                    ),
                ],
            },
        ),
        protect("dues_use_use", HERE),
        migrations.RunSQL(KEEP, "DROP TRIGGER dues_use_keep ON dues_use_use; DROP FUNCTION dues_use_keep();"),
    ]
