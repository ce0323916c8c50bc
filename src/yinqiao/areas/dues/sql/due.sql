-- What each account owes for each month by the standard and the decision that hold. A year without a standard of its own
-- goes by the one before it, or else by the first one after.
due AS (
    SELECT a.member_id, m.month, a.place_no, s.id AS standard_id, d.id AS decision_id,
           CASE d.ruling WHEN 'exempt' THEN 0 WHEN 'reduce' THEN least(d.fen, s.fen) ELSE s.fen END AS fen,
           CASE d.ruling WHEN 'exempt' THEN 'exempt' WHEN 'reduce' THEN 'reduced' ELSE s.why END AS why
    FROM dues_account a CROSS JOIN unnest({months}::date[]) AS m (month)
    JOIN LATERAL (
        SELECT s.id, s.fen, s.why FROM dues_standard s WHERE s.account_id = a.member_id AND s.is_standing
        ORDER BY s.year > extract(year FROM m.month), abs(s.year - extract(year FROM m.month)) LIMIT 1) s ON true
    LEFT JOIN LATERAL (
        SELECT d.id, d.ruling, d.fen FROM dues_decision d WHERE d.account_id = a.member_id AND d.state = 'approved'
          AND d.from_month <= m.month AND (d.until_month IS NULL OR d.until_month >= m.month)
        ORDER BY d.ruling = 'suspend' DESC, d.decided_on DESC, d.id DESC LIMIT 1) d ON true
    WHERE {scope} AND {choice} AND a.first_month <= m.month AND (a.last_month IS NULL OR a.last_month >= m.month)
      AND d.ruling IS DISTINCT FROM 'suspend')
