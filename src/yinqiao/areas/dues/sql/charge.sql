-- Charges, with their entries, what is due and not charged; how many and how much for each branch.
WITH {due}, was AS (
    SELECT c.account_id, c.month, max(c.no) AS no, bool_or(c.is_standing) AS is_standing
    FROM dues_charge c WHERE c.month = ANY ({months}::date[]) AND {charged} GROUP BY c.account_id, c.month
), fresh AS MATERIALIZED (
    SELECT due.*, coalesce(was.no, 0) + 1 AS no, CASE WHEN due.fen > 0 THEN nextval('dues_entry_id_seq') END AS entry_id
    FROM due LEFT JOIN was ON was.account_id = due.member_id AND was.month = due.month
    WHERE was.is_standing IS NOT TRUE
), charged AS (
    INSERT INTO dues_charge (account_id, month, no, place_no, fen, why, standard_id, decision_id, entry_id, is_standing,
        charged_on, act_id)
    SELECT member_id, month, no, place_no, fen, why, standard_id, decision_id, entry_id, true, {today}, {act} FROM fresh
), booked AS (
    INSERT INTO dues_entry (id, place_no, account_id, kind, debit, credit, fen, month, booked_on, act_id)
    SELECT entry_id, place_no, member_id, 'charge', 'receivable', 'charged', fen, month, {today}, {act}
    FROM fresh WHERE fen > 0)
SELECT place_no, count(*), sum(fen)::bigint FROM fresh GROUP BY place_no ORDER BY place_no
