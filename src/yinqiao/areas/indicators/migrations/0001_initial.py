"""The kept figures, walled: a place and what lies below it, an enterprise what the agreement gives it."""

from django.db import migrations, models

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE, check_once, protect

_FROM = "nullif(current_setting('yq.nlo', true), '')::int"
_TO = "nullif(current_setting('yq.nhi', true), '')::int"
_OWN_PLACE = PLACE.replace("place_no", "ref")
_OWN_FIRM = "ref = ANY (nullif(current_setting('yq.ents', true), '')::int[])"
# Asked once for a statement: whether the whole city is reached.
_CITY = (
    "(SELECT EXISTS (SELECT 1 FROM organisations_division d WHERE d.kind = 'city'"
    f" AND {_FROM} <= d.place_no AND {_TO} >= d.place_end))"
)
_PARTY = f"(walls <> 'party' OR {OPENS})"
SEEN = (
    f"({EVERYBODY} OR (axis < 2 AND {_OWN_PLACE} AND {_PARTY})"
    f" OR (axis = 2 AND ((walls = '' AND {_OWN_FIRM}) OR ({_CITY} AND {_PARTY}))))"
)


class Migration(migrations.Migration):
    """Tables and their row-level security."""

    initial = True
    dependencies = [
        ("insight", "0006_explained"),
        ("organisations", "0001_initial"),
        ("database", "0001_functions"),
    ]
    operations = [
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "measure", "axis", "ref", "month", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("measure", models.CharField(max_length=32, verbose_name="口径")),
                ("axis", models.SmallIntegerField(help_text="0 本处，1 本处及以下，2 企业", verbose_name="分组")),
                ("ref", models.IntegerField(verbose_name="地点或企业")),
                ("month", models.DateField(help_text="当月1日", verbose_name="月份")),
                ("amount", models.BigIntegerField(verbose_name="数量")),
                ("told", models.BigIntegerField(null=True, verbose_name="当时报出的数量")),
                ("told_on", models.DateField(null=True, verbose_name="报出日期")),
                (
                    "walls",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="place 不给企业，party 也不给监督岗位",
                        max_length=5,
                        verbose_name="限制",
                    ),
                ),
            ],
            options={"verbose_name": "指标数量"},
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(verbose_name="已读到")),
                ("read_at", models.DateTimeField(null=True, verbose_name="读到时刻")),
                ("counted_on", models.DateField(null=True, verbose_name="全部重算日期")),
                ("begun_on", models.DateField(null=True, verbose_name="开始计数的月份")),
                ("closed_before", models.DateField(null=True, verbose_name="此月以前已报出")),
                ("differed", models.IntegerField(default=0, verbose_name="重算时不同的数")),
            ],
            options={"verbose_name": "指标跟进"},
        ),
        protect("indicators_figure", SEEN, insert=EVERYBODY),
        check_once("indicators_figure", EVERYBODY),
    ]
