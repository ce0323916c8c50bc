"""Who sees refunds: as with orders. Their money counts as not paid once it is back; what was asked for stays."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, PERSON, PLACE, once, protect

LOOKED_UP = once(f"({OPENS} AND {PLACE})")
_OWN = (
    f"({PERSON} IS NOT NULL AND EXISTS (SELECT 1 FROM dues_account a WHERE a.member_id = dues_refund.account_id"
    f" AND a.retiree_id = {PERSON}))"
)
_STANDING = """
CREATE OR REPLACE VIEW dues_standing WITH (security_invoker = true) AS
SELECT a.member_id AS account_id, c.charged, p.paid, c.owed_months, c.unpaid_from
FROM dues_account a
CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE WHEN e.credit = 'receivable' THEN e.fen ELSE -e.fen END), 0)::bigint AS paid
    FROM dues_entry e WHERE e.account_id = a.member_id AND e.kind {kinds}) p
CROSS JOIN LATERAL (
    SELECT coalesce(sum(fen), 0)::bigint AS charged,
           (count(*) FILTER (WHERE fen > 0 AND so_far > p.paid))::int AS owed_months,
           min(month) FILTER (WHERE fen > 0 AND so_far > p.paid) AS unpaid_from
    FROM (SELECT month, fen, sum(fen) OVER (ORDER BY month) AS so_far FROM dues_charge
          WHERE account_id = a.member_id AND is_standing) m) c
"""
_KEPT = (
    "'place_no', 'state', 'refund_id', 'decided_by', 'decided_name', 'decided_on', 'note', 'ended_on', 'lock_version'"
)


class Migration(migrations.Migration):
    """Row-level security of refunds, their guard, and how accounts stand with them."""

    dependencies = [("dues", "0003_refunds"), ("database", "0001_functions")]
    operations = [
        protect("dues_refund", LOOKED_UP),
        migrations.RunSQL(
            f"CREATE POLICY dues_refund_own ON dues_refund FOR SELECT USING {_OWN}",
            "DROP POLICY dues_refund_own ON dues_refund",
        ),
        migrations.RunSQL(
            "CREATE TRIGGER dues_keep BEFORE UPDATE OR DELETE ON dues_refund FOR EACH ROW"
            f" EXECUTE FUNCTION dues_keep({_KEPT})",
            "DROP TRIGGER dues_keep ON dues_refund",
        ),
        migrations.RunSQL(_STANDING.format(kinds="IN ('payment', 'refund')"), _STANDING.format(kinds="= 'payment'")),
    ]
