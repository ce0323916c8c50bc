"""Who sees what: whoever works with the person, by place alone; the view of signals; the last contacts known so far."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, of_person, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
OWN = f"({OPENS} AND {BY_PLACE} AND {of_person()})"
HERE = f"r.merged_into_id IS NULL AND r.status = 'managed' AND {BY_PLACE} AND {OPENS}"
# The first contact of a register that was taken over stands with its offer alone.
KNOWN = (
    "LEFT JOIN lost_contact_reached c ON c.retiree_id = r.id"
    " LEFT JOIN handover_offer f ON f.retiree_id = r.id AND f.state = 'accepted'"
)
LAST = "greatest(c.last_on, f.contacted_on)"


def _branch(key: str, signal: str, since: str, source: str, condition: str, next_on: str = "NULL::date") -> str:
    return (
        f"SELECT {key} AS id, r.id AS retiree_id, r.enterprise_id, r.place_no, r.name, {signal}::varchar(16) AS signal,"
        f" {since} AS since, {LAST} AS last_on, r.status_on AS held_on,"
        f" {next_on} AS next_on FROM {source} {KNOWN} WHERE {HERE} AND {condition}"
    )


# What speaks for a loss ends with the next contact.
BRANCHES = (
    _branch("'s' || r.id::text", "'silent'", "greatest(c.last_on, f.contacted_on, r.status_on)", "retirees_retiree r", "true"),
    _branch(
        "'o' || o.id::text", "'first_overdue'", "o.contact_due_on",
        "handover_offer o JOIN retirees_retiree r ON r.id = o.retiree_id",
        "o.state = 'accepted' AND o.contacted_on IS NULL AND o.contact_due_on IS NOT NULL"
        f" AND ({LAST} IS NULL OR {LAST} < r.status_on)",
    ),
    _branch(
        "'a' || a.id::text", "a.outcome", "a.occurred_on",
        "lost_contact_contactattempt a JOIN retirees_retiree r ON r.id = a.retiree_id",
        f"a.voided_at IS NULL AND a.outcome <> 'reached' AND ({LAST} IS NULL OR {LAST} < a.occurred_on)",
    ),
    _branch(
        "'l' || l.id::text", "'letter_lapsed'", "l.valid_to",
        "party_letter l JOIN party_member m ON m.id = l.member_id AND m.state = 'letter_issued'"
        " JOIN retirees_retiree r ON r.id = m.retiree_id",
        f"l.voided_at IS NULL AND ({LAST} IS NULL OR {LAST} <= l.valid_to)",
    ),
    _branch(
        "'m' || m.id::text", "'no_channel'", "m.state_on",
        "party_member m JOIN retirees_retiree r ON r.id = m.retiree_id",
        "m.is_attached AND NOT m.has_channel AND m.state IN ('offered', 'letter_issued', 'returned')"
        f" AND ({LAST} IS NULL OR {LAST} <= m.state_on)",
    ),
    _branch(
        "'d' || k.id::text", "'declared'", "k.declared_on",
        "lost_contact_lostcase k JOIN retirees_retiree r ON r.id = k.retiree_id", "k.state = 'lost'", "k.next_on",
    ),
)  # fmt: skip
VIEW = "CREATE VIEW lost_contact_signal WITH (security_invoker = true) AS " + " UNION ALL ".join(BRANCHES)
KNOWN_SO_FAR = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true), set_config('yq.opens', 'on', true);
INSERT INTO lost_contact_reached (retiree_id, last_on)
SELECT retiree_id, max(day) FROM (
    SELECT retiree_id, occurred_on AS day FROM retirees_note WHERE kind IN ('visit', 'call')
    UNION ALL SELECT retiree_id, contacted_on FROM handover_offer WHERE contacted_on IS NOT NULL
    UNION ALL SELECT retiree_id, reported_on FROM party_member WHERE reported_on IS NOT NULL AND retiree_id IS NOT NULL
) AS told JOIN retirees_retiree r ON r.id = told.retiree_id GROUP BY retiree_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """Row-level security of lost contact, the view of signals, and the contacts that were noted before."""

    dependencies = [
        ("lost_contact", "0001_initial"),
        ("retirees", "0006_narrow_register"),
        ("handover", "0002_policies"),
        ("party", "0002_policies"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("lost_contact_contactattempt", OWN),
        protect("lost_contact_lostcase", OWN),
        protect("lost_contact_reached", OWN),
        migrations.RunSQL(VIEW, "DROP VIEW lost_contact_signal"),
        migrations.RunSQL(KNOWN_SO_FAR, migrations.RunSQL.noop),
    ]
