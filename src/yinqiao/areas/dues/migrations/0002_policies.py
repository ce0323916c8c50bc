"""Who sees dues: the places of the branch and those above, and the member; nobody who oversees. What is written stays."""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, OPENS, PERSON, PLACE, once, own, protect

HERE = f"({OPENS} AND {PLACE})"
# Looked up for each member of a month: the settings are read once. Accounts keep the form from which the planner knows.
LOOKED_UP = once(HERE)
# By the account, which whoever acts for the member does not read: membership is told to nobody in another's place.
_OWN_BY_ACCOUNT = f"({PERSON} IS NOT NULL AND EXISTS (SELECT 1 FROM dues_account a WHERE a.member_id = {{0}} AND a.retiree_id = {PERSON}))"
# Table → what of a row may change beside its place, which goes on to the heir of a place that is no more.
KEPT = {
    "dues_standard": ("place_no", "is_standing"),
    "dues_charge": ("place_no", "is_standing"),
    "dues_payment": ("place_no", "is_reversed", "reason"),
    "dues_transfer": ("place_no", "is_reversed", "reason"),
    "dues_entry": ("place_no",),
}
KEEP = """
CREATE FUNCTION dues_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - TG_ARGV <> to_jsonb(OLD) - TG_ARGV
     OR to_jsonb(OLD) ->> 'is_standing' = 'false' AND to_jsonb(NEW) ->> 'is_standing' = 'true'
     OR to_jsonb(OLD) ->> 'is_reversed' = 'true' AND to_jsonb(NEW) ->> 'is_reversed' = 'false' THEN
    RAISE EXCEPTION 'dues_written_stays: what was booked is reversed, not changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dues_written_stays';
  END IF;
  RETURN NEW;
END $$;
"""
STANDING = """
CREATE VIEW dues_standing WITH (security_invoker = true) AS
SELECT a.member_id AS account_id, c.charged, p.paid, c.owed_months, c.unpaid_from
FROM dues_account a
CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE WHEN e.credit = 'receivable' THEN e.fen ELSE -e.fen END), 0)::bigint AS paid
    FROM dues_entry e WHERE e.account_id = a.member_id AND e.kind = 'payment') p
CROSS JOIN LATERAL (
    SELECT coalesce(sum(fen), 0)::bigint AS charged,
           (count(*) FILTER (WHERE fen > 0 AND so_far > p.paid))::int AS owed_months,
           min(month) FILTER (WHERE fen > 0 AND so_far > p.paid) AS unpaid_from
    FROM (SELECT month, fen, sum(fen) OVER (ORDER BY month) AS so_far FROM dues_charge
          WHERE account_id = a.member_id AND is_standing) m) c
"""


def _keep(table: str, columns: tuple[str, ...]) -> migrations.RunSQL:
    told = ", ".join(f"'{one}'" for one in columns)
    return migrations.RunSQL(
        f"CREATE TRIGGER dues_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION dues_keep({told})",
        f"DROP TRIGGER dues_keep ON {table}",
    )


# A payment for nobody else: of one for several a member reads the own part alone, in the ledger.
_OWN_PAYMENT = (
    f"({PERSON} IS NOT NULL AND EXISTS (SELECT 1 FROM dues_entry e WHERE e.payment_id = dues_payment.id"
    " AND e.fen = dues_payment.fen AND e.reverses_id IS NULL))"
)
OWN_PAYMENT = migrations.RunSQL(
    f"CREATE POLICY dues_payment_own ON dues_payment FOR SELECT USING {_OWN_PAYMENT}",
    "DROP POLICY dues_payment_own ON dues_payment",
)


def _own_by_account(table: str) -> migrations.RunSQL:
    using = _OWN_BY_ACCOUNT.format(f"{table}.account_id")
    return migrations.RunSQL(
        f"CREATE POLICY {table}_own ON {table} FOR SELECT USING ({using})", f"DROP POLICY {table}_own ON {table}"
    )


class Migration(migrations.Migration):
    """Row-level security of dues, the guards of what was written, the view of how accounts stand."""

    dependencies = [("dues", "0001_initial"), ("party", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("dues_account", HERE),
        own("dues_account", only=ALONE),
        *(
            protect(f"dues_{one}", LOOKED_UP)
            for one in ("standard", "decision", "charge", "payment", "transfer", "entry", "order")
        ),
        *(_own_by_account(f"dues_{one}") for one in ("standard", "decision", "charge", "entry", "order")),
        OWN_PAYMENT,
        migrations.RunSQL(KEEP, "DROP FUNCTION dues_keep()"),
        *(_keep(table, columns) for table, columns in KEPT.items()),
        migrations.RunSQL(STANDING, "DROP VIEW dues_standing"),
    ]
