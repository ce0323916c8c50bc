"""Functions that tables, defaults and policies of every room use."""

from django.db import migrations

FUNCTIONS = r"""
CREATE OR REPLACE FUNCTION yq_current_act() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('yq.act', true), '')::uuid $$;

CREATE OR REPLACE FUNCTION yq_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('yq.role', true), '') $$;

DO $do$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_proc WHERE proname = 'uuidv7' AND pronamespace = 'pg_catalog'::regnamespace) THEN
    EXECUTE 'CREATE OR REPLACE FUNCTION yq_uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $f$ SELECT uuidv7() $f$';
  ELSE
    -- RFC 9562 version 7: 48 bits of milliseconds, then the random bits of a version 4 UUID.
    EXECUTE $f$
      CREATE OR REPLACE FUNCTION yq_uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $g$
        SELECT encode(
          set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                    placing substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) from 3)
                    from 1 for 6),
            52, 1), 53, 1), 'hex')::uuid
      $g$
    $f$;
  END IF;
END
$do$;
"""


class Migration(migrations.Migration):
    """Server functions."""

    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            FUNCTIONS,
            "DROP FUNCTION yq_uuid7(); DROP FUNCTION yq_role(); DROP FUNCTION yq_current_act();",
        )
    ]
