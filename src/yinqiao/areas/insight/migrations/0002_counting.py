"""Cells are kept by statement-level triggers on offers: one upsert per statement, however many people it moves."""

from django.db import migrations

from yinqiao.platform.database.policies import PLACE_OR_ENTERPRISE, protect

COUNTING = """
CREATE FUNCTION insight_measure(state text, contacted_on date) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE state WHEN 'offered' THEN 'offered' WHEN 'returned' THEN 'returned'
                    WHEN 'accepted' THEN CASE WHEN contacted_on IS NULL THEN 'accepted' ELSE 'contacted' END END
$$;

CREATE FUNCTION insight_count_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO insight_handovercell AS cell (place_no, enterprise_id, measure, people)
  SELECT place_no, enterprise_id, insight_measure(state, contacted_on), count(*)
  FROM added WHERE insight_measure(state, contacted_on) IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (place_no, enterprise_id, measure) DO UPDATE SET people = cell.people + excluded.people;
  RETURN NULL;
END $$;

CREATE FUNCTION insight_count_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO insight_handovercell AS cell (place_no, enterprise_id, measure, people)
  SELECT place_no, enterprise_id, measure, sum(n) FROM (
    SELECT place_no, enterprise_id, insight_measure(state, contacted_on) AS measure, 1 AS n FROM added
    UNION ALL
    SELECT place_no, enterprise_id, insight_measure(state, contacted_on), -1 FROM gone
  ) AS moves WHERE measure IS NOT NULL GROUP BY 1, 2, 3 HAVING sum(n) <> 0 ORDER BY 1, 2, 3
  ON CONFLICT (place_no, enterprise_id, measure) DO UPDATE SET people = cell.people + excluded.people;
  RETURN NULL;
END $$;

CREATE FUNCTION insight_count_gone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO insight_handovercell AS cell (place_no, enterprise_id, measure, people)
  SELECT place_no, enterprise_id, insight_measure(state, contacted_on), -count(*)
  FROM gone WHERE insight_measure(state, contacted_on) IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (place_no, enterprise_id, measure) DO UPDATE SET people = cell.people + excluded.people;
  RETURN NULL;
END $$;

GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION insight_count_added() OWNER TO yq_privileged;
ALTER FUNCTION insight_count_changed() OWNER TO yq_privileged;
ALTER FUNCTION insight_count_gone() OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;

CREATE TRIGGER insight_count_added AFTER INSERT ON handover_offer
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION insight_count_added();
CREATE TRIGGER insight_count_changed AFTER UPDATE ON handover_offer
  REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION insight_count_changed();
CREATE TRIGGER insight_count_gone AFTER DELETE ON handover_offer
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION insight_count_gone();
"""
UNDO = """
DROP TRIGGER insight_count_added ON handover_offer;
DROP TRIGGER insight_count_changed ON handover_offer;
DROP TRIGGER insight_count_gone ON handover_offer;
DROP FUNCTION insight_count_added(); DROP FUNCTION insight_count_changed(); DROP FUNCTION insight_count_gone();
DROP FUNCTION insight_measure(text, date);
"""


class Migration(migrations.Migration):
    """Row-level security of the cells, and their triggers."""

    dependencies = [("insight", "0001_initial"), ("handover", "0001_initial"), ("database", "0001_functions")]
    operations = [
        protect("insight_handovercell", PLACE_OR_ENTERPRISE),
        migrations.RunSQL(COUNTING, UNDO),
    ]
