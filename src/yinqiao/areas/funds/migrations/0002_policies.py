"""Who sees money: the two sides of the agreement. What a payment says never changes."""

from django.db import migrations

from yinqiao.platform.database.policies import PLACE_OR_ENTERPRISE, protect

KEPT = """
CREATE FUNCTION funds_keep_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.agreement_id, NEW.number, NEW.enterprise_id, NEW.flow, NEW.kind, NEW.amount, NEW.paid_on, NEW.voucher_no, NEW.scan_id,
      NEW.remark, NEW.noted_by, NEW.noted_on, NEW.corrects_id, NEW.renews_id)
     IS DISTINCT FROM
     (OLD.agreement_id, OLD.number, OLD.enterprise_id, OLD.flow, OLD.kind, OLD.amount, OLD.paid_on, OLD.voucher_no, OLD.scan_id,
      OLD.remark, OLD.noted_by, OLD.noted_on, OLD.corrects_id, OLD.renews_id)
     OR OLD.state IN ('withdrawn', 'replaced') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'funds_said_stays: what was noted is not changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'funds_said_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER funds_keep_said BEFORE UPDATE ON funds_payment FOR EACH ROW EXECUTE FUNCTION funds_keep_said();
CREATE FUNCTION funds_keep_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'funds_row_stays: what was noted is not deleted' USING ERRCODE = 'check_violation', CONSTRAINT = 'funds_row_stays';
END $$;
CREATE TRIGGER funds_keep_row BEFORE DELETE ON funds_payment FOR EACH ROW EXECUTE FUNCTION funds_keep_row();
"""
UNDO = """
DROP TRIGGER funds_keep_said ON funds_payment;
DROP FUNCTION funds_keep_said();
DROP TRIGGER funds_keep_row ON funds_payment;
DROP FUNCTION funds_keep_row();
"""


class Migration(migrations.Migration):
    """Row-level security of payments, and the guard of what they say."""

    dependencies = [("funds", "0001_initial"), ("agreements", "0002_policies"), ("database", "0001_functions")]
    operations = [protect("funds_payment", PLACE_OR_ENTERPRISE), migrations.RunSQL(KEPT, UNDO)]
