"""Who sees what goes to another city and comes from one: the office that does it and the city; overseers none of it."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE, protect

# An enterprise sees a person of its own, but not in which city the person lives.
LIVES = f"({OPENS} AND EXISTS (SELECT 1 FROM retirees_retiree r WHERE r.id = retiree_id AND {PLACE}))"
HERE = f"({OPENS} AND {PLACE})"
# A file is added and stays; it goes with its package when the period has ended, by the act that destroys.
ENDS = f"CREATE POLICY othercity_paper_remove ON othercity_paper FOR DELETE USING ({EVERYBODY})"
STAYS = "DROP POLICY othercity_paper_remove ON othercity_paper"

# Packages of a city are numbered through, whichever desk makes them; the function gives a number and no row.
SEQUENCE = """
CREATE FUNCTION othercity_last_sequence(code text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(max(sequence), 0) FROM othercity_package WHERE side = 'out' AND city = code
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION othercity_last_sequence(text) OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""
NO_SEQUENCE = "DROP FUNCTION othercity_last_sequence(text)"


class Migration(migrations.Migration):
    """Row-level security of another city."""

    dependencies = [
        ("othercity", "0001_initial"),
        ("retirees", "0002_policies"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("othercity_residence", LIVES),
        protect("othercity_package", HERE),
        protect("othercity_paper", HERE, append_only=True),
        migrations.RunSQL(ENDS, STAYS),
        protect("othercity_transfer", HERE),
        protect("othercity_arrival", HERE),
        migrations.RunSQL(SEQUENCE, NO_SEQUENCE),
    ]
