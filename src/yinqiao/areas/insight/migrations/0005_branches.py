"""Party organisations beside their members: handed over, signed for, really there; kept by triggers as the others are."""

from django.db import migrations, models

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE_OR_ENTERPRISE, once

_PART = (
    "SELECT place_no, enterprise_id, {sign} * (state NOT IN ('listed', 'dropped'))::int AS h,"
    " {sign} * (state IN ('received', 'settled'))::int AS r, {sign} * (state = 'settled')::int AS t"
)
_ADDED = _PART.format(sign="1") + " FROM added"
_GONE = _PART.format(sign="-1") + " FROM gone"
_KEEPS = {
    "added": (_ADDED, "INSERT", "NEW TABLE AS added"),
    "changed": (f"{_ADDED} UNION ALL {_GONE}", "UPDATE", "NEW TABLE AS added OLD TABLE AS gone"),
    "gone": (_GONE, "DELETE", "OLD TABLE AS gone"),
}


def _counting(name: str) -> str:
    moves, event, tables = _KEEPS[name]
    return f"""
CREATE FUNCTION insight_branches_{name}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO insight_strandcell AS cell (strand, place_no, enterprise_id, handed_over, received, there)
  SELECT 'branches', place_no, enterprise_id, sum(h), sum(r), sum(t) FROM ({moves}) AS one
  GROUP BY place_no, enterprise_id HAVING sum(h) <> 0 OR sum(r) <> 0 OR sum(t) <> 0 ORDER BY place_no, enterprise_id
  ON CONFLICT (strand, place_no, enterprise_id) DO UPDATE SET handed_over = cell.handed_over + excluded.handed_over,
    received = cell.received + excluded.received, there = cell.there + excluded.there;
  RETURN NULL;
END $$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION insight_branches_{name}() OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
CREATE TRIGGER insight_branches_{name} AFTER {event} ON branches_organisation
  REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION insight_branches_{name}();
"""


COUNTING = "".join(_counting(name) for name in _KEEPS)
UNDO = "DELETE FROM insight_strandcell WHERE strand = 'branches';" + "".join(
    f"DROP TRIGGER insight_branches_{name} ON branches_organisation; DROP FUNCTION insight_branches_{name}();"
    for name in _KEEPS
)
_HIDDEN = f"(({EVERYBODY} OR {PLACE_OR_ENTERPRISE}) AND ({{which}} OR {OPENS}))"
# Overseers see nothing of party matters, not how many either.
SEEN = _HIDDEN.format(which="strand NOT IN ('party', 'branches')")
SEEN_BEFORE = _HIDDEN.format(which="strand <> 'party'")


def _walls(check: str) -> str:
    names = (
        ("add", "WITH CHECK"),
        ("change", "WITH CHECK"),
        ("read", "USING"),
        ("change", "USING"),
        ("remove", "USING"),
    )
    return ";\n".join(
        f"ALTER POLICY insight_strandcell_{name} ON insight_strandcell {clause} ({once(check)})"
        for name, clause in names
    )


class Migration(migrations.Migration):
    """The column, the walls and the triggers. The table of organisations is new: there is nothing to count yet."""

    dependencies = [("insight", "0004_strand_cells"), ("branches", "0002_policies")]
    operations = [
        migrations.AddField(
            model_name="strandcell",
            name="there",
            field=models.IntegerField(db_default=0, verbose_name="已落实"),
        ),
        migrations.AlterField(
            model_name="strandcell",
            name="strand",
            field=models.CharField(
                help_text="party 党组织关系、branches 党组织、archives 档案", max_length=12, verbose_name="条线"
            ),
        ),
        migrations.RunSQL(_walls(SEEN), _walls(SEEN_BEFORE)),
        migrations.RunSQL(COUNTING, UNDO),
    ]
