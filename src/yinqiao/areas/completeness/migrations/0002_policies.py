"""Who sees what is missing: the view goes through every table's own policies, a question is for who sees the person."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, of_person, protect

# Of somebody accepted the enterprise is no longer told what the register lacks, unless a place asks for it; of party
# relations an overseer learns nothing.
BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
IN_CARE = f"r.merged_into_id IS NULL AND r.status IN ('offered', 'managed') AND (r.status = 'offered' OR {BY_PLACE})"
MEMBER = "r.political_status IN ('01', '02')"
LISTED = "(SELECT 1 FROM party_member m WHERE m.retiree_id = r.id AND m.state <> 'withdrawn')"


def _branch(cause: str, condition: str, source: str = "retirees_retiree r", sharing: str = "NULL::int") -> str:
    return (
        f"SELECT '{cause}-' || r.id::text AS id, '{cause}'::varchar(24) AS cause, r.id AS retiree_id, r.enterprise_id,"
        f" r.place_no, r.name, r.born_on, r.status, r.status_on AS since, {sharing} AS sharing"
        f" FROM {source} WHERE {IN_CARE} AND {condition}"
    )


SHARED = "completeness_sharedphone s JOIN retirees_retiree r ON r.phone_index = s.phone_index"
BRANCHES = (
    _branch("phone_missing", "r.phone_index IS NULL"),
    _branch("phone_shared", "true", SHARED, "s.people"),
    _branch(
        "residence_unknown",
        "d.kind IN ('city', 'district', 'street')",
        "organisations_division d JOIN retirees_retiree r ON r.place_no = d.place_no",
    ),
    _branch("no_one_to_call", "NOT EXISTS (SELECT 1 FROM retirees_contactperson c WHERE c.retiree_id = r.id)"),
    _branch("id_missing", "r.id_no_index IS NULL"),
    _branch("retired_on_missing", "r.retired_on IS NULL"),
    _branch("archive_no_missing", "r.archive_no = ''"),
    _branch("member_without_branch", f"{MEMBER} AND r.party_branch = '' AND {OPENS}"),
    _branch("member_not_listed", f"{MEMBER} AND {OPENS} AND NOT EXISTS {LISTED}"),
    _branch("listed_not_member", f"NOT ({MEMBER}) AND {OPENS} AND EXISTS {LISTED}"),
)
VIEW = "CREATE VIEW completeness_gap WITH (security_invoker = true) AS " + " UNION ALL ".join(BRANCHES)
# What is missing is rare: a page of a whole city then reads the few and not 300,000 people. None of these columns
# changes when a status does.
INDEXES = (
    ("completeness_no_phone", "phone_index IS NULL"),
    ("completeness_no_number", "id_no_index IS NULL"),
    ("completeness_no_month", "retired_on IS NULL"),
    ("completeness_no_archive", "archive_no = ''"),
    ("completeness_member", "political_status IN ('01', '02')"),
)


class Migration(migrations.Migration):
    """The view, the indexes that it reads by, and row-level security of questions."""

    dependencies = [
        ("completeness", "0001_initial"),
        ("retirees", "0006_narrow_register"),
        ("party", "0002_policies"),
        ("organisations", "0001_initial"),
        ("contacts", "0002_overseers_wall"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("completeness_sharedphone", f"({OPENS} AND {BY_PLACE})"),
        protect("completeness_request", f"({OPENS} AND {of_person()})"),
        migrations.RunSQL(
            [f"CREATE INDEX {name} ON retirees_retiree (place_no) WHERE {rare}" for name, rare in INDEXES],
            [f"DROP INDEX {name}" for name, _ in INDEXES],
        ),
        migrations.RunSQL(VIEW, "DROP VIEW completeness_gap"),
    ]
