"""Matters of several offices are rated, each outcome once by each person."""

import django.db.models.deletion
from django.db import migrations, models

from yinqiao.platform.database.policies import EVERYBODY, PERSON

FROM = "nullif(current_setting('yq.nlo', true), '')::int"
_OF_ONE = models.CheckConstraint(
    condition=models.Q(
        models.Q(("case__isnull", False), ("matter__isnull", True), ("wish__isnull", True)),
        models.Q(("case__isnull", True), ("matter__isnull", True), ("wish__isnull", False)),
        models.Q(("case__isnull", True), ("matter__isnull", False), ("wish__isnull", True)),
        _connector="OR",
    ),
    name="ratings_of_one",
)
# What is said of a matter is read by who may read the matter, and never by the office complained of.
_MATTER = f"""
CREATE POLICY ratings_rating_matter ON ratings_rating AS RESTRICTIVE USING (
  matter_id IS NULL OR {EVERYBODY} OR {PERSON} IS NOT NULL OR EXISTS (
    SELECT 1 FROM cases_case c WHERE c.id = matter_id AND c.against_place_no IS DISTINCT FROM {FROM}))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ratings", "0003_wishes"),
        ("cases", "0006_own"),
        ("database", "0001_functions"),
    ]

    operations = [
        migrations.AddField(
            model_name="rating",
            name="matter",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="cases.case",
                verbose_name="联动事项",
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="turn",
            field=models.IntegerField(db_default=0, verbose_name="重新办理次数"),
        ),
        migrations.AlterField(
            model_name="rating",
            name="by",
            field=models.CharField(
                choices=[
                    ("self", "本人网上"),
                    ("proxy", "代办人网上"),
                    ("phone", "电话，其他单位代记"),
                    ("paper", "书面，其他单位代记"),
                ],
                max_length=8,
                verbose_name="方式",
            ),
        ),
        migrations.RemoveConstraint(model_name="rating", name="ratings_of_one"),
        migrations.AddConstraint(model_name="rating", constraint=_OF_ONE),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(fields=("matter", "retiree", "turn"), name="ratings_matter_once"),
        ),
        migrations.RunSQL(_MATTER, "DROP POLICY ratings_rating_matter ON ratings_rating"),
    ]
