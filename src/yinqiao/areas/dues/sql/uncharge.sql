-- Charges that would not be made so today stand no more, and what they had booked is booked back.
WITH {due}, old AS (
    UPDATE dues_charge c SET is_standing = false FROM dues_account a
    WHERE a.member_id = c.account_id AND c.is_standing AND c.month = ANY ({months}::date[]) AND {scope} AND {choice}
      AND NOT EXISTS (SELECT 1 FROM due WHERE due.member_id = c.account_id AND due.month = c.month
                      AND due.fen = c.fen AND due.why = c.why AND due.decision_id IS NOT DISTINCT FROM c.decision_id
                      AND due.standard_id = c.standard_id)
    RETURNING c.entry_id
), booked AS (
    INSERT INTO dues_entry (place_no, account_id, kind, debit, credit, fen, month, reverses_id, booked_on, act_id)
    SELECT e.place_no, e.account_id, 'charge', e.credit, e.debit, e.fen, e.month, e.id, {today}, {act}
    FROM old JOIN dues_entry e ON e.id = old.entry_id)
SELECT count(*) FROM old
