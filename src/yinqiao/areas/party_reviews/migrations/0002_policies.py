"""Who sees a review: the place of the branch and the one above it, the member the own result; nobody else, not the city.

Places further above read the tallies. What was approved stays as it is.
"""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, NEAR, OPENS, PERSON, PLACE, protect

HERE = f"({OPENS} AND {NEAR})"
# The member reads the own part once it is told; whoever acts for the member reads none of it.
MINE = (
    f"({PERSON} IS NOT NULL AND {ALONE} AND told_on IS NOT NULL AND EXISTS (SELECT 1 FROM party_life_membership o"
    f" WHERE o.member_id = party_reviews_part.member_id AND o.retiree_id = {PERSON}))"
)
# A change of keys seals the same words anew: the first six bytes of what is sealed name the key.
KEEP = """
CREATE FUNCTION party_reviews_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := to_jsonb(OLD) - 'place_no'; now jsonb; approved boolean; sealed text;
BEGIN
  approved := CASE TG_TABLE_NAME WHEN 'party_reviews_tally' THEN true WHEN 'party_reviews_review' THEN was ->> 'state' = 'approved'
    ELSE coalesce((SELECT r.state = 'approved' FROM party_reviews_review r WHERE r.id = (was ->> 'review_id')::uuid), false) END;
  IF TG_OP = 'UPDATE' THEN
    now := to_jsonb(NEW) - 'place_no';
    FOREACH sealed IN ARRAY ARRAY['tellers', 'words', 'note', 'votes', 'grade'] LOOP
      IF TG_TABLE_NAME <> 'party_reviews_tally' AND left(now ->> sealed, 14) <> left(was ->> sealed, 14) THEN
        now := now - sealed; was := was - sealed;
      END IF;
    END LOOP;
    IF NOT approved OR now = was THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'party_reviews_approved_stays: an approved review is not changed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'party_reviews_approved_stays';
END $$;
"""
TABLES = ("party_reviews_review", "party_reviews_part", "party_reviews_tally")


def _keep(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER party_reviews_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION party_reviews_keep()",
        f"DROP TRIGGER party_reviews_keep ON {table}",
    )


class Migration(migrations.Migration):
    """Row-level security of reviews and the guard of what was approved."""

    dependencies = [
        ("party_reviews", "0001_initial"), ("party_life", "0002_policies"), ("organisations", "0001_initial"),
        ("database", "0001_functions"),
    ]  # fmt: skip
    operations = [
        protect("party_reviews_review", HERE),
        protect("party_reviews_part", HERE),
        protect("party_reviews_tally", f"({OPENS} AND {PLACE})"),
        migrations.RunSQL(
            f"CREATE POLICY party_reviews_part_own ON party_reviews_part FOR SELECT USING {MINE}",
            "DROP POLICY party_reviews_part_own ON party_reviews_part",
        ),
        migrations.RunSQL(KEEP, "DROP FUNCTION party_reviews_keep()"),
        *(_keep(table) for table in TABLES),
    ]
