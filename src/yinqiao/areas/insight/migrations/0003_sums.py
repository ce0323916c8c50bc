"""Sums of the cells by place and by enterprise, kept by the same triggers: a page over a city reads some thousand rows.

A sum lies in one row or in several: whoever finds the row taken by an open transaction adds another instead of waiting,
so a roster of 88,000 under way never holds up the communities that accept other people meanwhile.
"""

from django.db import migrations, models

from yinqiao.platform.database.policies import ENTERPRISE, PLACE, protect

_ADDED = "SELECT place_no, enterprise_id, insight_measure(state, contacted_on) AS measure, 1 AS n FROM added"
_GONE = "SELECT place_no, enterprise_id, insight_measure(state, contacted_on) AS measure, -1 AS n FROM gone"


def _counting(name: str, moves: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  WITH moves AS MATERIALIZED (
    SELECT place_no, enterprise_id, measure, sum(n)::integer AS n FROM ({moves}) AS one
    WHERE measure IS NOT NULL GROUP BY 1, 2, 3 HAVING sum(n) <> 0
  ), cells AS (
    INSERT INTO insight_handovercell AS cell (place_no, enterprise_id, measure, people)
    SELECT place_no, enterprise_id, measure, n FROM moves ORDER BY 1, 2, 3
    ON CONFLICT (place_no, enterprise_id, measure) DO UPDATE SET people = cell.people + excluded.people
  ), at_places AS MATERIALIZED (
    SELECT m.place_no, m.measure, m.n, free.id
    FROM (SELECT place_no, measure, sum(n)::integer AS n FROM moves GROUP BY 1, 2 HAVING sum(n) <> 0) AS m
    LEFT JOIN LATERAL (
      SELECT s.id FROM insight_placesum s WHERE s.place_no = m.place_no AND s.measure = m.measure
      LIMIT 1 FOR UPDATE SKIP LOCKED) AS free ON true
  ), of_enterprises AS MATERIALIZED (
    SELECT m.enterprise_id, m.measure, m.n, free.id
    FROM (SELECT enterprise_id, measure, sum(n)::integer AS n FROM moves GROUP BY 1, 2 HAVING sum(n) <> 0) AS m
    LEFT JOIN LATERAL (
      SELECT s.id FROM insight_enterprisesum s WHERE s.enterprise_id = m.enterprise_id AND s.measure = m.measure
      LIMIT 1 FOR UPDATE SKIP LOCKED) AS free ON true
  ), places_changed AS (
    UPDATE insight_placesum s SET people = s.people + a.n FROM at_places a WHERE s.id = a.id
  ), enterprises_changed AS (
    UPDATE insight_enterprisesum s SET people = s.people + o.n FROM of_enterprises o WHERE s.id = o.id
  ), places_begun AS (
    INSERT INTO insight_placesum (place_no, measure, people) SELECT place_no, measure, n FROM at_places WHERE id IS NULL
  )
  INSERT INTO insight_enterprisesum (enterprise_id, measure, people)
  SELECT enterprise_id, measure, n FROM of_enterprises WHERE id IS NULL;
  RETURN NULL;
END $$;
"""


COUNTING = (
    _counting("insight_count_added", _ADDED)
    + _counting("insight_count_changed", f"{_ADDED} UNION ALL {_GONE}")
    + _counting("insight_count_gone", _GONE)
)
# Before the sums are walled: the owner is bound by their policies too, and for the cells says that it serves everybody.
FILL = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true);
INSERT INTO insight_placesum (place_no, measure, people)
SELECT place_no, measure, sum(people) FROM insight_handovercell GROUP BY 1, 2;
INSERT INTO insight_enterprisesum (enterprise_id, measure, people)
SELECT enterprise_id, measure, sum(people) FROM insight_handovercell GROUP BY 1, 2;
SELECT set_config('yq.nlo', '', true), set_config('yq.nhi', '', true);
"""
# How many people an enterprise has in the whole city is seen by itself and by whoever sees the whole city.
WHOLE_CITY = (
    "(SELECT nullif(current_setting('yq.nlo', true), '')::int <= min(d.place_no)"
    " AND nullif(current_setting('yq.nhi', true), '')::int >= max(d.place_end) FROM organisations_division d)"
)


class Migration(migrations.Migration):
    """The two tables, filled from the cells, then walled and kept."""

    dependencies = [("insight", "0002_counting"), ("organisations", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="PlaceSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place_no", models.IntegerField(verbose_name="地点")),
                ("measure", models.CharField(max_length=12, verbose_name="口径")),
                ("people", models.IntegerField(verbose_name="人数")),
            ],
            options={
                "verbose_name": "移交接管计数（按地点）",
                "indexes": [models.Index(fields=["place_no", "measure"], name="insight_place_sum")],
            },
        ),
        migrations.CreateModel(
            name="EnterpriseSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("enterprise_id", models.IntegerField(verbose_name="企业")),
                ("measure", models.CharField(max_length=12, verbose_name="口径")),
                ("people", models.IntegerField(verbose_name="人数")),
            ],
            options={
                "verbose_name": "移交接管计数（按企业）",
                "indexes": [models.Index(fields=["enterprise_id", "measure"], name="insight_enterprise_sum")],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        protect("insight_placesum", PLACE),
        protect("insight_enterprisesum", f"({ENTERPRISE} OR {WHOLE_CITY})"),
        migrations.RunSQL(COUNTING, migrations.RunSQL.noop),
    ]
