-- What each account owes for each month by the standard and the decision that hold. A year without a standard of its own
-- goes by the one before it, or else by the first one after, which is looked up for those accounts alone.
due AS (
    SELECT p.member_id, p.month, p.place_no, coalesce(p.year_id, f.id) AS standard_id, p.decision_id,
           CASE p.ruling WHEN 'exempt' THEN 0 WHEN 'reduce' THEN least(p.less, coalesce(p.fen, f.fen))
                         ELSE coalesce(p.fen, f.fen) END AS fen,
           CASE p.ruling WHEN 'exempt' THEN 'exempt' WHEN 'reduce' THEN 'reduced' ELSE coalesce(p.why, f.why) END AS why
    FROM (
        SELECT a.member_id, m.month, a.place_no, y.id AS year_id, y.fen, y.why, d.id AS decision_id, d.ruling, d.fen AS less,
               CASE WHEN y.id IS NULL THEN (
                   SELECT s.id FROM dues_standard s WHERE s.account_id = a.member_id AND s.is_standing
                   ORDER BY s.year > extract(year FROM m.month), abs(s.year - extract(year FROM m.month)) LIMIT 1) END AS other_id
        FROM dues_account a CROSS JOIN unnest({months}::date[]) AS m (month)
        LEFT JOIN dues_standard y
               ON y.account_id = a.member_id AND y.is_standing AND y.year = extract(year FROM m.month)::smallint
        LEFT JOIN (
            SELECT DISTINCT ON (d.account_id, m.month) d.account_id, m.month, d.id, d.ruling, d.fen
            FROM dues_decision d CROSS JOIN unnest({months}::date[]) AS m (month)
            WHERE d.state = 'approved' AND d.from_month <= m.month AND (d.until_month IS NULL OR d.until_month >= m.month)
            ORDER BY d.account_id, m.month, d.ruling = 'suspend' DESC, d.decided_on DESC, d.id DESC
        ) d ON d.account_id = a.member_id AND d.month = m.month
        WHERE {scope} AND {choice} AND a.first_month <= m.month AND (a.last_month IS NULL OR a.last_month >= m.month)
          AND d.ruling IS DISTINCT FROM 'suspend') p
    LEFT JOIN dues_standard f ON f.id = p.other_id
    WHERE coalesce(p.year_id, f.id) IS NOT NULL)
