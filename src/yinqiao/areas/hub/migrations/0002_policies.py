"""Who sees what: of the carrier the office whose file it is, and the city; of the cities' figures the province alone."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE, protect

_ROLE = "current_setting('yq.role', true)"
HERE = f"({OPENS} AND {PLACE})"
PROVINCE = f"({EVERYBODY} OR {_ROLE} = 'province_officer')"
# A city's own messages and those of others for it are its offices'; what is told to the province is the province's.
CAME = f"({HERE} OR (line = 'province' AND {_ROLE} = 'province_officer'))"
READS = f"({EVERYBODY} OR {_ROLE} IN ('agency_officer', 'city_manager', 'province_officer'))"

# The end of a line: numbers alone, for whoever puts a message behind it.
LINE_END = """
CREATE FUNCTION hub_line_end(code text, present uuid) RETURNS TABLE (last bigint, earlier text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(max(number) FILTER (WHERE epoch = present), 0),
         coalesce(jsonb_object_agg(epoch, number) FILTER (WHERE epoch <> present), '{}')::text
  FROM (SELECT epoch, max(number) AS number FROM hub_outgoing WHERE line = code GROUP BY epoch) AS ends
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION hub_line_end(text, uuid) OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""
NO_LINE_END = "DROP FUNCTION hub_line_end(text, uuid)"


class Migration(migrations.Migration):
    """Row-level security of the carrier and of the province."""

    dependencies = [("hub", "0001_initial"), ("database", "0001_functions")]
    operations = [
        migrations.RunSQL(LINE_END, NO_LINE_END),
        protect("hub_outgoing", HERE),
        protect("hub_incoming", CAME),
        protect("hub_reader", READS),
        protect("hub_cityepoch", PROVINCE),
        protect("hub_citysheet", PROVINCE),
        protect("hub_deskentry", PROVINCE),
    ]
