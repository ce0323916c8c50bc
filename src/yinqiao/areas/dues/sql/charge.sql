-- Charges, with their entries, what is due and not charged; how many and how much for each branch.
WITH {due}, fresh AS MATERIALIZED (
    SELECT due.*, coalesce(was.no, 0) + 1 AS no FROM due LEFT JOIN LATERAL (
        SELECT c.no, c.is_standing FROM dues_charge c WHERE c.account_id = due.member_id AND c.month = due.month
        ORDER BY c.no DESC LIMIT 1) was ON true
    WHERE was.is_standing IS NOT TRUE),
charged AS (
    INSERT INTO dues_charge (account_id, month, no, place_no, fen, why, standard_id, decision_id, is_standing, charged_on, act_id)
    SELECT member_id, month, no, place_no, fen, why, standard_id, decision_id, true, {today}, {act} FROM fresh
    RETURNING place_no, fen),
booked AS (
    INSERT INTO dues_entry (place_no, account_id, kind, debit, credit, fen, month, booked_on, act_id)
    SELECT place_no, member_id, 'charge', 'receivable', 'charged', fen, month, {today}, {act} FROM fresh WHERE fen > 0)
SELECT place_no, count(*), sum(fen)::bigint FROM charged GROUP BY place_no ORDER BY place_no
