"""The pairs, who sees them, and the view of everything that hangs between people and archives."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import yinqiao.platform.database.functions
from yinqiao.platform.database.policies import protect

# A pair is for who sees both its sides.
BOTH = (
    "(EXISTS (SELECT 1 FROM retirees_retiree r WHERE r.id = retiree_id)"
    " AND EXISTS (SELECT 1 FROM archives_archive a WHERE a.id = archive_id))"
)
# `security_invoker`: every table behind the view is read with the reader's own policies. An archive that was taken
# back is the enterprise's own affair; one that was missing stands under that cause alone.
VIEW = """
CREATE VIEW separation_item WITH (security_invoker = true) AS
SELECT 'p' || r.id::text AS id, 'no_archive'::varchar(16) AS cause, r.id AS retiree_id, NULL::uuid AS archive_id,
    r.enterprise_id, r.place_no, NULL::int AS held_by, r.name, r.archive_no, r.archive_place AS told,
    r.status_on AS since,
    (SELECT m.id FROM separation_match m JOIN archives_archive x ON x.id = m.archive_id AND x.retiree_id IS NULL
       WHERE m.retiree_id = r.id AND m.state = 'open' ORDER BY m.score DESC, m.id LIMIT 1) AS match_id
FROM retirees_retiree r
WHERE r.merged_into_id IS NULL AND r.status IN ('offered', 'managed')
  AND NOT EXISTS (SELECT 1 FROM archives_archive a WHERE a.retiree_id = r.id AND a.state <> 'withdrawn')
UNION ALL
SELECT 'a' || a.id::text, 'no_person', NULL, a.id, a.enterprise_id, a.place_no,
    CASE WHEN a.state = 'received' THEN a.place_no END, a.name, a.archive_no, '',
    (k.offered_at AT TIME ZONE 'Asia/Shanghai')::date,
    (SELECT m.id FROM separation_match m WHERE m.archive_id = a.id AND m.state = 'open'
       ORDER BY m.score DESC, m.id LIMIT 1)
FROM archives_archive a JOIN archives_catalogue k ON k.id = a.catalogue_id
WHERE a.retiree_id IS NULL AND a.state NOT IN ('withdrawn', 'missing')
UNION ALL
SELECT 'm' || a.id::text, 'missing', a.retiree_id, a.id, a.enterprise_id, a.place_no, NULL, a.name, a.archive_no, '',
    (k.finished_at AT TIME ZONE 'Asia/Shanghai')::date, NULL
FROM archives_archive a JOIN archives_catalogue k ON k.id = a.catalogue_id WHERE a.state = 'missing'
UNION ALL
SELECT 'h' || a.id::text, 'held_elsewhere', r.id, a.id, a.enterprise_id, r.place_no, a.place_no, r.name, a.archive_no,
    r.archive_place, (a.received_at AT TIME ZONE 'Asia/Shanghai')::date, NULL
FROM archives_archive a JOIN retirees_retiree r ON r.id = a.retiree_id
JOIN organisations_division d ON d.place_no = a.place_no
WHERE a.state = 'received' AND d.kind <> 'desk' AND r.status = 'managed' AND r.merged_into_id IS NULL
  AND NOT (r.place_no >= d.place_no AND r.place_no < d.place_end)
UNION ALL
SELECT 't' || a.id::text, 'told_elsewhere', r.id, a.id, a.enterprise_id, r.place_no, NULL, r.name, a.archive_no,
    r.archive_place, (k.offered_at AT TIME ZONE 'Asia/Shanghai')::date, NULL
FROM archives_archive a JOIN archives_catalogue k ON k.id = a.catalogue_id
JOIN retirees_retiree r ON r.id = a.retiree_id JOIN organisations_enterprise e ON e.id = a.enterprise_id
WHERE a.state IN ('offered', 'counted') AND r.archive_place <> '' AND r.merged_into_id IS NULL
  AND strpos(r.archive_place, e.name) = 0 AND strpos(e.name, r.archive_place) = 0
  AND (e.short_name = '' OR strpos(r.archive_place, e.short_name) = 0)
"""


class Migration(migrations.Migration):
    """Pairs of people and archives, and the view."""

    initial = True
    dependencies = [
        ("archives", "0003_people"),
        ("retirees", "0002_policies"),
        ("organisations", "0001_initial"),
        ("database", "0001_functions"),
    ]
    operations = [
        migrations.CreateModel(
            name="Match",
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
                ("score", models.SmallIntegerField(verbose_name="相似度")),
                ("reasons", models.JSONField(default=list, verbose_name="理由")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待判定"), ("linked", "已对应"), ("distinct", "不是同一人")],
                        db_default="open",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "found_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="发现时刻"),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="判定时刻")),
                ("decided_name", models.CharField(blank=True, db_default="", max_length=64, verbose_name="判定人")),
                ("decided_act", models.UUIDField(null=True, verbose_name="判定办理")),
                (
                    "archive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="archives.archive",
                        verbose_name="档案",
                    ),
                ),
                (
                    "retiree",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="retirees.retiree",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "人档疑似对应",
                "constraints": [
                    models.UniqueConstraint(fields=("retiree", "archive"), name="separation_pair_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "linked")), fields=("archive",), name="separation_one_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_act__isnull", True), ("decided_at__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("decided_act__isnull", False),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="separation_decision_has_act",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 0), ("score__lte", 100)), name="separation_score_is_percent"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="编号")),
            ],
            options={"verbose_name": "人档分离事项", "db_table": "separation_item", "managed": False},
        ),
        protect("separation_match", BOTH),
        migrations.RunSQL(VIEW, "DROP VIEW separation_item"),
    ]
