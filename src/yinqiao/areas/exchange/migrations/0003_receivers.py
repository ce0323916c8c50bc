"""Which receivers there are and how far each is, for who may not see endpoints: keys and numbers, no name, no address."""

from django.db import migrations

_RECEIVERS = """
CREATE FUNCTION exchange_receivers() RETURNS TABLE (key_id uuid, types text[], after bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT e.key_id, e.types::text[], e.after FROM exchange_endpoint e WHERE e.state <> 'ended'
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION exchange_receivers() OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""


class Migration(migrations.Migration):
    """Read for a count alone."""

    dependencies = [("exchange", "0002_policies"), ("database", "0001_functions")]
    operations = [migrations.RunSQL(_RECEIVERS, "DROP FUNCTION exchange_receivers();")]
