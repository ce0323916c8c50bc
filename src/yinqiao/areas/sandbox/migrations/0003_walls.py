"""The walls of sandboxes, which lie below place 0: out of reach of whoever reaches the city, and the other way round.

Most tables ask the policy of a place or of a person, and need nothing more. Whoever reaches everybody is asked neither in
some: these have a wall of their own. (decision 0036)
"""

from django.db import migrations

from yinqiao.platform.database.policies import SANDBOX_IDS, apart

# Who stands below 0 was made up, and has an id of those that nobody else has. A number is held once in the city and once
# in each sandbox: what is told in one says nothing about who holds it elsewhere.
_PEOPLE = f"""
ALTER TABLE retirees_retiree ADD CONSTRAINT retirees_sandbox_made_up
  CHECK ((place_no < 0) = (id >= {SANDBOX_IDS}) AND (place_no >= 0 OR is_synthetic));
DROP INDEX retirees_id_no_once;
CREATE UNIQUE INDEX retirees_id_no_once ON retirees_retiree (id_no_index, (least(place_no, 0)))
  WHERE merged_into_id IS NULL;
"""
_PEOPLE_BEFORE = """
ALTER TABLE retirees_retiree DROP CONSTRAINT retirees_sandbox_made_up;
DROP INDEX retirees_id_no_once;
CREATE UNIQUE INDEX retirees_id_no_once ON retirees_retiree (id_no_index) WHERE merged_into_id IS NULL;
"""
# What was noted of whoever is made up stands against nothing; of nobody else can this take anything away.
_NOTES = f"""
CREATE FUNCTION sandbox_forget_notes(who uuid[]) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public AS $$
  DELETE FROM retirees_notetext t USING retirees_note n
  WHERE n.id = t.note_id AND n.retiree_id = ANY (who) AND n.retiree_id >= {SANDBOX_IDS};
  DELETE FROM retirees_note n WHERE n.retiree_id = ANY (who) AND n.retiree_id >= {SANDBOX_IDS};
$$;
"""
# A source below place 0 reaches its own sandbox, by a key of it alone; every other one reaches none.
_SOURCES = """
ALTER TABLE intake_source ADD CONSTRAINT intake_source_one_world CHECK (
  CASE WHEN place_no < 0 THEN reach_from = place_no AND reach_to = place_no + 1 AND cardinality(reach_enterprises) = 0
       ELSE reach_from >= 0 END);
ALTER TABLE intake_source ADD COLUMN sandbox_no integer GENERATED ALWAYS AS (greatest(-place_no, 0)) STORED;
ALTER TABLE intake_source ADD CONSTRAINT intake_source_key_of_its_world FOREIGN KEY (key_id, sandbox_no)
  REFERENCES accounts_accesskey (id, sandbox_no) DEFERRABLE INITIALLY DEFERRED;
"""
_SOURCES_BEFORE = """
ALTER TABLE intake_source DROP CONSTRAINT intake_source_key_of_its_world, DROP COLUMN sandbox_no,
  DROP CONSTRAINT intake_source_one_world;
"""
_NLO, _NHI = (f"nullif(current_setting('yq.{name}', true), '')::int" for name in ("nlo", "nhi"))
_BY_PLACE = f"{_NLO} < {_NHI}"
# Who told is read by every place of the city, and nobody in the city reads who is trying.
_NAMES = f"({_BY_PLACE} AND (place_no < 0) = ({_NLO} < 0))"


class Migration(migrations.Migration):
    """Nobody stands in a sandbox yet."""

    dependencies = [
        ("sandbox", "0002_policies"),
        ("accounts", "0005_sandbox_keys"),
        ("retirees", "0016_told_act"),
        ("intake", "0003_reasons"),
        ("certification", "0003_told_by_message"),
        ("events", "0006_caused_by"),
    ]
    operations = [
        migrations.RunSQL(_PEOPLE, _PEOPLE_BEFORE),
        migrations.RunSQL(_NOTES, "DROP FUNCTION sandbox_forget_notes(uuid[]);"),
        migrations.RunSQL(_SOURCES, _SOURCES_BEFORE),
        migrations.RunSQL(
            f"ALTER POLICY intake_source_name ON intake_source USING {_NAMES}",
            f"ALTER POLICY intake_source_name ON intake_source USING ({_BY_PLACE})",
        ),
        apart("retirees_sealedfacts"),
        apart("retirees_retireeversion", "pgh_obj_id"),
        apart("retirees_sealedfactsversion", "pgh_obj_id"),
        apart("certification_clock"),
        apart("certification_record"),
        apart("certification_deliveredrecord"),
        apart("events_event", place="place_no"),
    ]
