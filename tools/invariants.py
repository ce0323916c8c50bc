"""The invariants of the foundation as plain SQL: each query returns one line of text per breach, none when all is well.

Part of `check_invariants.py`; imports no code of the platform.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Invariant:
    """A code, what must hold, and the query for its breaches."""

    code: str
    meaning: str
    query: str


INVARIANTS = (
    Invariant(
        "batch_report",
        "the rows a submitted batch applied are the rows its report says it accepted",
        """
        SELECT format('batch %s: report says %s ready, %s overtaken, %s offered; rows say %s went, %s skipped',
                      b.batch_no, b.counts ->> 'ready', b.counts ->> 'overtaken', b.counts ->> 'offered',
                      w.went, w.skipped)
        FROM lists_batch b CROSS JOIN LATERAL (
            -- In a submitted batch a ready row is one that went with it.
            SELECT count(*) FILTER (WHERE state = 'ready') AS went, count(*) FILTER (WHERE state = 'skipped') AS skipped
            FROM handover_rosterrow r WHERE r.batch_id = b.id) AS w
        WHERE b.kind = 'roster' AND b.state = 'submitted' AND (w.went + w.skipped IS DISTINCT FROM
               (b.counts ->> 'ready')::int - coalesce((b.counts ->> 'overtaken')::int, 0)
            OR w.went IS DISTINCT FROM (b.counts ->> 'offered')::int)
          -- Rows that a person destroyed when their time was over are gone by right.
          AND NOT EXISTS (SELECT FROM retention_proposal d WHERE d.rule = 'retention.roster_rows'
                          AND d.object_id = b.id AND d.state = 'destroyed')
        """,
    ),
    Invariant(
        "batch_offers",
        "each submitted row of a batch led to one offer of that person in that batch",
        """
        SELECT format('batch %s row %s: %s offers', b.batch_no, r.row_no, count(o.id))
        FROM lists_batch b JOIN handover_rosterrow r ON r.batch_id = b.id AND r.state = 'ready'
        LEFT JOIN handover_offer o ON o.batch_id = b.id AND o.retiree_id = r.retiree_id
        WHERE b.state = 'submitted' GROUP BY b.batch_no, r.row_no HAVING count(o.id) <> 1
        """,
    ),
    Invariant(
        "batch_act",
        "each submitted batch has its act on record, with the same count",
        """
        SELECT format('batch %s', b.batch_no) FROM lists_batch b LEFT JOIN audit_entry e ON e.id = b.submit_act
        WHERE b.state = 'submitted' AND (e.id IS NULL OR e.detail -> 'offered' IS DISTINCT FROM b.counts -> 'offered')
        """,
    ),
    Invariant(
        "version_newest",
        "the newest version of each person equals the register",
        """
        SELECT format('person %s', r.id) FROM retirees_retiree r LEFT JOIN (
            SELECT DISTINCT ON (pgh_obj_id) * FROM retirees_retireeversion ORDER BY pgh_obj_id, pgh_id DESC) v
        ON v.pgh_obj_id = r.id
        WHERE v.pgh_id IS NULL OR v.pgh_label = 'delete'
           OR (v.name, v.status, v.place_no, v.enterprise_id, v.id_no_index, v.phone_index, v.facts_digest, v.lock_version, v.died_on)
              IS DISTINCT FROM
              (r.name, r.status, r.place_no, r.enterprise_id, r.id_no_index, r.phone_index, r.facts_digest, r.lock_version, r.died_on)
        """,
    ),
    Invariant(
        "version_gone",
        "who left the register has a last version that says so",
        """
        SELECT format('person %s', v.pgh_obj_id) FROM (
            SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, pgh_label FROM retirees_retireeversion
            ORDER BY pgh_obj_id, pgh_id DESC) v
        WHERE v.pgh_label <> 'delete' AND NOT EXISTS (SELECT 1 FROM retirees_retiree r WHERE r.id = v.pgh_obj_id)
        """,
    ),
    Invariant(
        "version_act",
        "each version names an act that is on record",
        """
        SELECT format('version %s of person %s, act %s', v.pgh_id, v.pgh_obj_id, coalesce(v.act_id::text, 'none'))
        FROM retirees_retireeversion v LEFT JOIN audit_entry e ON e.id = v.act_id WHERE e.id IS NULL
        """,
    ),
    Invariant(
        "event_act",
        "each event names an act that is on record",
        """
        SELECT format('event %s, act %s', v.id, v.act_id)
        FROM events_event v LEFT JOIN audit_entry e ON e.id = v.act_id WHERE e.id IS NULL
        """,
    ),
    Invariant(
        "feed_dense",
        "the feed counts from 1 without gaps",
        """
        SELECT format('%s numbers from %s to %s', count(*), min(seq), max(seq)) FROM events_feed
        HAVING count(*) > 0 AND (min(seq) <> 1 OR max(seq) <> count(*))
        """,
    ),
    Invariant(
        "feed_complete",
        "each event is numbered once or waits once, and nothing else is",
        """
        SELECT format('event %s: %s times', coalesce(e.id, f.event_id), count(f.event_id))
        FROM events_event e FULL JOIN (
            SELECT event_id FROM events_feed UNION ALL SELECT unnest(event_ids) FROM events_feedpending) f ON f.event_id = e.id
        GROUP BY e.id, f.event_id HAVING e.id IS NULL OR count(f.event_id) <> 1
        """,
    ),
    Invariant(
        "feed_epoch",
        "an epoch is known",
        "SELECT 'no epoch' WHERE NOT EXISTS (SELECT 1 FROM events_epoch)",
    ),
    Invariant(
        "one_holder",
        "nobody is accepted by two communities, or offered to two",
        """
        SELECT format('person %s: %s × %s', retiree_id, count(*), state) FROM handover_offer
        WHERE state IN ('accepted', 'offered') GROUP BY retiree_id, state HAVING count(*) > 1
        """,
    ),
    Invariant(
        "offer_person",
        "each open or accepted offer is of a person in the register who stands accordingly",
        """
        SELECT format('offer %s (%s): person %s is %s', o.id, o.state, o.retiree_id, coalesce(r.status, 'not there'))
        FROM handover_offer o LEFT JOIN retirees_retiree r ON r.id = o.retiree_id
        WHERE o.state IN ('offered', 'accepted', 'returned') AND (r.id IS NULL
            OR o.state = 'accepted' AND r.status IN ('offered', 'returned', 'moved_away'))
        """,
    ),
    Invariant(
        "managed_held",
        "whoever waits is offered to somebody",
        """
        SELECT format('person %s waits and is offered to nobody', r.id) FROM retirees_retiree r
        WHERE r.status = 'offered'
          AND NOT EXISTS (SELECT 1 FROM handover_offer o WHERE o.retiree_id = r.id AND o.state = 'offered')
        """,
    ),
    Invariant(
        "cells",
        "the counted cells of the first indicator equal the offers",
        """
        SELECT format('place %s enterprise %s %s: cell %s, offers %s', place_no, enterprise_id, measure,
                      coalesce(c.people, 0), coalesce(o.people, 0))
        FROM insight_handovercell c FULL JOIN (
            SELECT place_no, enterprise_id, CASE WHEN state = 'accepted' AND contacted_on IS NOT NULL THEN 'contacted'
                   ELSE state END AS measure, count(*) AS people
            FROM handover_offer WHERE state IN ('offered', 'accepted', 'returned') GROUP BY 1, 2, 3) o
        USING (place_no, enterprise_id, measure) WHERE coalesce(c.people, 0) <> coalesce(o.people, 0)
        """,
    ),
    Invariant(
        "sums",
        "the sums of the first indicator by place and by enterprise equal the cells",
        """
        SELECT format('%s %s %s: sum %s, cells %s', axis, one, measure, coalesce(s.people, 0), coalesce(c.people, 0))
        FROM (SELECT 'place' AS axis, place_no AS one, measure, sum(people) AS people FROM insight_placesum GROUP BY 2, 3
              UNION ALL SELECT 'enterprise', enterprise_id, measure, sum(people) FROM insight_enterprisesum GROUP BY 2, 3) s
        FULL JOIN (
            SELECT 'place' AS axis, place_no AS one, measure, sum(people) AS people FROM insight_handovercell GROUP BY 2, 3
            UNION ALL SELECT 'enterprise', enterprise_id, measure, sum(people) FROM insight_handovercell GROUP BY 2, 3) c
        USING (axis, one, measure) WHERE coalesce(s.people, 0) <> coalesce(c.people, 0)
        """,
    ),
    Invariant(
        "strand_cells",
        "the counted cells of party members, party organisations and archives equal what is counted",
        """
        SELECT format('%s place %s enterprise %s: cell %s, %s of %s, counted %s, %s of %s', strand, place_no, enterprise_id,
                      coalesce(c.there, 0), coalesce(c.received, 0), coalesce(c.handed_over, 0),
                      coalesce(n.there, 0), coalesce(n.received, 0), coalesce(n.handed_over, 0))
        FROM insight_strandcell c FULL JOIN (
            SELECT 'party' AS strand, place_no, enterprise_id, count(*) AS handed_over,
                   count(*) FILTER (WHERE state = 'received') AS received, 0 AS there
            FROM party_member WHERE state <> 'withdrawn' GROUP BY 2, 3
            UNION ALL SELECT 'archives', place_no, enterprise_id, count(*), count(*) FILTER (WHERE state = 'received'), 0
            FROM archives_archive WHERE state NOT IN ('withdrawn', 'explained') GROUP BY 2, 3
            UNION ALL SELECT 'branches', place_no, enterprise_id, count(*),
                   count(*) FILTER (WHERE state IN ('received', 'settled')), count(*) FILTER (WHERE state = 'settled')
            FROM branches_organisation WHERE state NOT IN ('listed', 'dropped') GROUP BY 2, 3) n
        USING (strand, place_no, enterprise_id)
        WHERE (coalesce(c.handed_over, 0), coalesce(c.received, 0), coalesce(c.there, 0))
           <> (coalesce(n.handed_over, 0), coalesce(n.received, 0), coalesce(n.there, 0))
        """,
    ),
    Invariant(
        "agreement_versions",
        "each agreement has its versions from the first to the latest",
        """
        SELECT format('agreement %s: version %s, %s kept', a.agreement_no, a.version, count(v.id))
        FROM agreements_agreement a
        LEFT JOIN agreements_agreementversion v ON v.agreement_id = a.id AND v.number BETWEEN 1 AND a.version
        GROUP BY a.id, a.agreement_no, a.version
        HAVING count(v.id) <> a.version
        """,
    ),
    Invariant(
        "agreement_holds",
        "what holds by the signed papers of an agreement is nowhere below zero",
        """
        SELECT format('agreement %s: %s of %s', min(m.agreement_no), sum(n.value), n.name)
        FROM agreements_agreement a
        JOIN agreements_agreement m ON m.id = coalesce(a.main_id, a.id)
        JOIN agreements_agreementversion v ON v.agreement_id = a.id AND v.number = a.version
        CROSS JOIN LATERAL (
            SELECT k AS name, (v.terms ->> k)::numeric AS value
            FROM unnest(ARRAY['people', 'party_members', 'archives', 'area_m2', 'amount']) k) AS n
        WHERE a.signed_on IS NOT NULL
        GROUP BY m.id, n.name HAVING sum(n.value) < 0
        """,
    ),
    Invariant(
        "agreement_scan",
        "a signed agreement has the row of its scan, for the same two parties",
        """
        SELECT format('agreement %s', a.agreement_no)
        FROM agreements_agreement a LEFT JOIN files_storedfile f ON f.id = a.scan_id
        WHERE a.state IN ('signed', 'filed', 'closed', 'ended')
          AND (f.enterprise_id, f.place_no) IS DISTINCT FROM (a.enterprise_id, a.place_no)
        """,
    ),
    Invariant(
        "agreement_events",
        "the last event of an agreement that changed its state led to the state it has",
        """
        SELECT format('agreement %s: %s after %s', a.agreement_no, a.state, e.type) FROM agreements_agreement a
        LEFT JOIN LATERAL (
            SELECT type FROM events_event WHERE subject_id = a.id AND type NOT LIKE 'agreements.batch%'
            ORDER BY id DESC LIMIT 1) e ON true
        WHERE a.state IS DISTINCT FROM CASE
            WHEN e.type IN ('agreements.drafted', 'agreements.version_saved', 'agreements.taken_back',
                            'agreements.sent_back') THEN 'draft'
            ELSE substr(e.type, length('agreements.') + 1) END
        """,
    ),
    Invariant(
        "agreement_batch",
        "a batch belongs to a signed main agreement, under the number it has",
        """
        SELECT format('batch %s of agreement %s', l.batch_no, a.agreement_no)
        FROM agreements_agreementbatch l JOIN agreements_agreement a ON a.id = l.agreement_id
        LEFT JOIN lists_batch b ON b.id = l.batch_id
        WHERE a.kind <> 'main' OR a.signed_on IS NULL
           OR (b.batch_no, b.enterprise_id) IS DISTINCT FROM (l.batch_no, l.enterprise_id)
        """,
    ),
    Invariant(
        "checklist_state",
        "an item of a checklist stands where the last thing done with it led",
        """
        SELECT format('item %s of agreement %s: %s after %s', i.code, a.agreement_no, i.state, e.step)
        FROM checklists_checklistitem i JOIN agreements_agreement a ON a.id = i.agreement_id
        LEFT JOIN LATERAL (
            SELECT step FROM checklists_checklistentry WHERE item_id = i.id AND step <> 'assign'
            ORDER BY id DESC LIMIT 1) e ON true
        WHERE (i.enterprise_id, i.place_no) IS DISTINCT FROM (a.enterprise_id, a.place_no)
           OR i.state IS DISTINCT FROM CASE e.step
                WHEN 'report' THEN 'reported' WHEN 'confirm' THEN 'confirmed' WHEN 'waive' THEN 'waived'
                WHEN 'drop' THEN 'not_agreed' ELSE 'open' END
        """,
    ),
    Invariant(
        "fund_parties",
        "a payment stands under a signed main agreement, of its two sides",
        """
        SELECT format('payment %s of agreement %s', p.number, a.agreement_no)
        FROM funds_payment p JOIN agreements_agreement a ON a.id = p.agreement_id
        WHERE a.kind <> 'main' OR a.signed_on IS NULL
           OR (p.enterprise_id, p.place_no) IS DISTINCT FROM (a.enterprise_id, a.place_no)
           OR p.number > (SELECT count(*) FROM funds_payment o WHERE o.agreement_id = p.agreement_id)
        """,
    ),
    Invariant(
        "fund_events",
        "a payment stands where its events led",
        """
        SELECT format('payment %s: %s after %s', p.id, p.state, e.type) FROM funds_payment p
        LEFT JOIN LATERAL (
            SELECT type FROM events_event WHERE subject_id = p.id AND type LIKE 'funds.%' ORDER BY id DESC LIMIT 1) e ON true
        WHERE p.state IS DISTINCT FROM substr(e.type, length('funds.') + 1)
        """,
    ),
    Invariant(
        "fund_replaced",
        "what was replaced has one row in its stead, and a confirmed correction has replaced what it names",
        """
        SELECT format('payment %s of agreement %s', p.number, p.agreement_id) FROM funds_payment p
        WHERE (p.state = 'replaced') <> ((SELECT count(*) FROM funds_payment n WHERE n.renews_id = p.id
                                          OR (n.corrects_id = p.id AND n.state IN ('confirmed', 'replaced') AND n.received_on IS NOT NULL)) = 1)
        """,
    ),
    Invariant(
        "fund_sums",
        "of no kind of money more goes back than has come",
        """
        SELECT format('agreement %s: %s', p.agreement_id, p.kind) FROM funds_payment p
        GROUP BY p.agreement_id, p.kind
        HAVING coalesce(sum(p.amount) FILTER (WHERE p.flow = 'payment' AND p.state = 'confirmed'), 0)
             < coalesce(sum(p.amount) FILTER (WHERE p.flow = 'refund' AND (p.state = 'confirmed'
                                              OR (p.state = 'noted' AND p.corrects_id IS NULL))), 0)
        """,
    ),
    Invariant(
        "dues_charged",
        "a member stands charged once for a month, and the ledger has what stands charged to the fen",
        """
        SELECT format('account %s', a.member_id) FROM dues_account a
        LEFT JOIN LATERAL (SELECT sum(fen) AS fen, count(*) AS n, count(DISTINCT month) AS months FROM dues_charge
                           WHERE account_id = a.member_id AND is_standing) c ON true
        LEFT JOIN LATERAL (SELECT sum(CASE WHEN debit = 'receivable' THEN fen ELSE -fen END) AS fen FROM dues_entry
                           WHERE account_id = a.member_id AND kind = 'charge') e ON true
        WHERE coalesce(c.fen, 0) <> coalesce(e.fen, 0) OR c.n <> c.months
        """,
    ),
    Invariant(
        "dues_booked",
        "what came in and moved on is booked to the fen, and booked back exactly where it was reversed",
        """
        SELECT format('%s %s', t.kind, t.id) FROM (
            SELECT 'payment' AS kind, id, fen, is_reversed, 'receivable' AS credit FROM dues_payment
            UNION ALL SELECT 'transfer', id, fen, is_reversed, '' FROM dues_transfer) t
        LEFT JOIN LATERAL (
            SELECT sum(fen) FILTER (WHERE reverses_id IS NULL) AS there, sum(fen) FILTER (WHERE reverses_id IS NOT NULL) AS back,
                   bool_and(t.credit IN ('', CASE WHEN reverses_id IS NULL THEN credit ELSE debit END)) AS fits
            FROM dues_entry e WHERE t.id IN (e.payment_id, e.transfer_id)) e ON true
        WHERE e.there IS DISTINCT FROM t.fen OR coalesce(e.back, 0) <> CASE WHEN t.is_reversed THEN t.fen ELSE 0 END OR NOT e.fits
        """,
    ),
    Invariant(
        "dues_reversed",
        "a reverse entry undoes the one that it names: the same sum between the same accounts, the other way",
        """
        SELECT format('entry %s', r.id) FROM dues_entry r LEFT JOIN dues_entry e ON e.id = r.reverses_id
        WHERE r.reverses_id IS NOT NULL AND (e.fen, e.debit, e.credit, e.account_id, e.kind)
              IS DISTINCT FROM (r.fen, r.credit, r.debit, r.account_id, r.kind)
        """,
    ),
    Invariant(
        "dues_refunded",
        "no more of a payment goes back than was paid, by two people, and the ledger has each refund where it stands",
        """
        SELECT format('order %s', o.id) FROM dues_order o JOIN dues_refund r ON r.order_id = o.id
        WHERE r.state IN ('proposed', 'sending', 'done', 'abnormal') GROUP BY o.id HAVING sum(r.fen) > max(o.paid_fen)
        UNION ALL
        SELECT format('refund %s: %s', r.id, r.state) FROM dues_refund r
        LEFT JOIN LATERAL (
            SELECT coalesce(sum(CASE WHEN debit = 'refunding' THEN fen WHEN credit = 'refunding' THEN -fen END), 0) AS away,
                   coalesce(sum(fen) FILTER (WHERE debit = 'receivable'), 0) AS back
            FROM dues_entry e WHERE e.refund_id = r.id) e ON true
        WHERE e.away <> CASE WHEN r.state IN ('sending', 'abnormal') THEN r.fen ELSE 0 END
           OR e.back <> CASE WHEN r.state = 'done' THEN r.fen ELSE 0 END OR r.decided_by = r.proposed_by
        """,
    ),
    Invariant(
        "dues_two_people",
        "a decision that holds was answered by somebody else than who proposed it",
        "SELECT format('decision %s', id) FROM dues_decision WHERE state = 'approved' AND decided_by IS NOT DISTINCT FROM proposed_by",
    ),
    Invariant(
        "party_life_minuted",
        "a meeting that was held says of each who was to come whether that was so, its minutes are signed by another, and members are where their branch is",
        """
        SELECT format('meeting %s', m.id) FROM party_life_meeting m
        WHERE m.state IN ('held', 'checked') AND (m.checked_by = m.written_by
            OR NOT EXISTS (SELECT 1 FROM party_life_attendance a WHERE a.meeting_id = m.id)
            OR EXISTS (SELECT 1 FROM party_life_attendance a WHERE a.meeting_id = m.id AND a.mark = ''))
        UNION ALL
        SELECT format('member %s', o.member_id) FROM party_life_membership o
        JOIN party_life_branch b ON b.id = o.branch_id WHERE b.place_no <> o.place_no
        """,
    ),
    Invariant(
        "party_reviewed",
        "the votes of a review were counted by two, what was sent up has a grade for each who is rated, and what another approved"
        " is counted grade by grade",
        """
        SELECT format('review %s', r.id) FROM party_reviews_review r
        WHERE r.confirmed_by = r.counted_by OR r.decided_by = r.sent_by
           OR (r.state IN ('sent', 'approved') AND EXISTS (SELECT 1 FROM party_reviews_part p
                   WHERE p.review_id = r.id AND p.unrated = '' AND (p.grade IS NULL OR p.votes IS NULL)))
           OR (r.state = 'approved' AND (SELECT coalesce(sum(t.people), -1) FROM party_reviews_tally t WHERE t.review_id = r.id)
                   <> (SELECT count(*) FROM party_reviews_part p WHERE p.review_id = r.id AND p.unrated = ''))
        """,
    ),
    Invariant(
        "reconciled_by_two",
        "a line that agrees has the sum of what it is taken for; two people settle one about the ledger's money, and remove a"
        " statement on which anything was settled",
        """
        SELECT format('line %s', id) FROM reconciliation_line
        WHERE found IN ('matched', 'refund') AND fen IS DISTINCT FROM our_fen
           OR state = 'settled' AND found IN ('differs', 'unbooked', 'missing')
              AND (confirmed_by IS NULL OR confirmed_by = settled_by)
           OR (state = 'removed') <> EXISTS (SELECT 1 FROM reconciliation_statement s WHERE s.id = statement_id
              AND s.removed_on IS NOT NULL AND (reason = '' OR s.removed_by IS NOT NULL AND s.removed_by <> s.removal_by))
        """,
    ),
    Invariant(
        "archive_holder",
        "each archive has one holder: the place once it was received, until then the enterprise",
        """
        SELECT format('archive %s: %s', a.id, a.state) FROM archives_archive a
        LEFT JOIN archives_custody c ON c.archive_id = a.id AND c.until IS NULL
        WHERE (c.holder_place_no, c.holder_enterprise_id) IS DISTINCT FROM
              (CASE WHEN a.state = 'received' THEN a.place_no END, CASE WHEN a.state <> 'received' THEN a.enterprise_id END)
          -- What went to another city was received here before; `othercity_gone` says with whom it went.
          AND NOT (a.state = 'received' AND coalesce(c.holder_city, '') <> '')
        """,
    ),
    Invariant(
        "archive_events",
        "the last event of an archive that changed where it stands led to where it stands; counting is no such change",
        """
        SELECT format('archive %s: %s after %s', a.id, a.state, e.type) FROM archives_archive a
        LEFT JOIN LATERAL (
            SELECT type FROM events_event WHERE subject_id = a.id AND type NOT LIKE 'archives.%linked'
              AND type NOT LIKE 'archives.absence%'
            ORDER BY id DESC LIMIT 1) e ON true
        WHERE CASE a.state WHEN 'counted' THEN 'offered' ELSE a.state END
              IS DISTINCT FROM substr(e.type, length('archives.') + 1)
        """,
    ),
    Invariant(
        "catalogue_report",
        "a catalogue holds the archives that its submission says it offered, and none is uncounted once it is finished",
        """
        SELECT format('catalogue %s: %s archives', k.batch_no, k.archives) FROM archives_catalogue k
        LEFT JOIN archives_archive a ON a.catalogue_id = k.id AND k.state <> 'taken_back'
        WHERE k.state NOT IN ('sending', 'taken_back') GROUP BY k.id
        HAVING count(a.id) <> k.archives
            OR k.state = 'finished' AND bool_or(a.state NOT IN ('received', 'missing', 'explained'))
            OR k.state <> 'finished' AND bool_or(a.state IN ('received', 'missing', 'explained'))
        """,
    ),
    Invariant(
        "asset_holder",
        "each asset has one holder: the place once it was handed over, until then and on every other path the enterprise",
        """
        SELECT format('asset %s: %s', a.id, a.state) FROM assets_asset a
        LEFT JOIN assets_assetcustody c ON c.asset_id = a.id AND c.until IS NULL
        WHERE (c.holder_place_no, c.holder_enterprise_id) IS DISTINCT FROM
              (CASE WHEN a.state = 'handed_over' THEN a.place_no END, CASE WHEN a.state <> 'handed_over' THEN a.enterprise_id END)
        """,
    ),
    Invariant(
        "asset_events",
        "the last event of an asset that changed its state led to the state it has",
        """
        SELECT format('asset %s: %s after %s', a.id, a.state, e.type) FROM assets_asset a
        LEFT JOIN LATERAL (
            SELECT type, data FROM events_event WHERE subject_id = a.id
            AND type IN ('assets.offered', 'assets.withdrawn', 'assets.surveyed', 'assets.returned',
                         'assets.path_changed', 'assets.step_recorded', 'assets.settled')
            ORDER BY id DESC LIMIT 1) e ON true
        WHERE a.state IS DISTINCT FROM coalesce(e.data ->> 'state', CASE e.type
            WHEN 'assets.path_changed' THEN 'surveyed' ELSE substr(e.type, length('assets.') + 1) END)
        """,
    ),
    Invariant(
        "asset_area",
        "what a list sent is what it still holds by states and what left it for another list, in number and square metres",
        """
        SELECT format('list %s: sent %s assets %s m2, holds %s assets %s m2, gone %s assets %s m2', l.batch_no, l.assets,
                      l.area, coalesce(sum(s.assets), 0), coalesce(sum(s.area), 0), l.gone_assets, l.gone_area)
        FROM assets_assetlist l LEFT JOIN (
            SELECT list_id, state, count(*) AS assets, coalesce(sum(area), 0) AS area FROM assets_asset
            WHERE state IN ('handed_over', 'shared', 'leased', 'stayed', 'offered', 'surveyed', 'under_way', 'returned')
            GROUP BY list_id, state) s ON s.list_id = l.id
        WHERE l.state = 'offered' GROUP BY l.id
        HAVING (l.assets - l.gone_assets, l.area - l.gone_area)
               IS DISTINCT FROM (coalesce(sum(s.assets), 0), coalesce(sum(s.area), 0))
        """,
    ),
    Invariant(
        "asset_steps",
        "a settled asset came there by a recorded step of its last walk, and an open one by none",
        """
        SELECT format('asset %s: %s', a.id, a.state) FROM assets_asset a
        WHERE (a.settled_at IS NOT NULL) <> EXISTS (
            SELECT 1 FROM assets_assetstep s WHERE s.asset_id = a.id AND s.round = a.round AND s.path = a.path
            AND s.leads_to IN ('handed_over', 'shared', 'leased', 'stayed')
            AND (a.settled_at IS NULL OR s.leads_to = a.state))
        """,
    ),
    Invariant(
        "member_responsible",
        "for each party member one side is responsible: the place once received, until then the enterprise",
        """
        SELECT format('member %s: %s', m.id, m.state) FROM party_member m
        LEFT JOIN party_custody c ON c.member_id = m.id AND c.until IS NULL
        WHERE (c.holder_place_no, c.holder_enterprise_id) IS DISTINCT FROM
              (CASE WHEN m.state = 'received' THEN m.place_no END, CASE WHEN m.state <> 'received' THEN m.enterprise_id END)
          AND NOT (m.state = 'received' AND coalesce(c.holder_city, '') <> '')
        """,
    ),
    Invariant(
        "member_events",
        "the last event of a party member led to the state it has",
        """
        SELECT format('member %s: %s after %s', m.id, m.state, e.type) FROM party_member m
        LEFT JOIN LATERAL (
            SELECT type FROM events_event WHERE subject_id = m.id ORDER BY id DESC LIMIT 1) e ON true
        WHERE m.state IS DISTINCT FROM CASE e.type
            WHEN 'party.letter_recorded' THEN 'letter_issued' ELSE substr(e.type, length('party.') + 1) END
        """,
    ),
    Invariant(
        "member_letter",
        "who waits to report, has reported or was received has a letter that holds, and nobody else has",
        """
        SELECT format('member %s: %s', m.id, m.state) FROM party_member m
        LEFT JOIN party_letter l ON l.member_id = m.id AND l.voided_at IS NULL
        WHERE (m.state IN ('letter_issued', 'checked_in', 'received')) <> (l.id IS NOT NULL)
           OR m.reported_on NOT BETWEEN l.issued_on AND l.valid_to
           OR l.enterprise_id <> m.enterprise_id
        """,
    ),
    Invariant(
        "party_roster_report",
        "a roster of members holds no more than its submission says it offered, and all are back once it is taken back",
        """
        SELECT format('roster %s: %s members', r.batch_no, r.members) FROM party_roster r
        LEFT JOIN party_member m ON m.roster_id = r.id AND (r.state <> 'taken_back' OR m.state <> 'withdrawn')
        WHERE r.state <> 'sending' GROUP BY r.id
        HAVING count(m.id) > CASE WHEN r.state = 'taken_back' THEN 0 ELSE r.members END
        """,
    ),
    Invariant(
        "branch_responsible",
        "for each party organisation one side is responsible: the place once its committee signed, until then the enterprise",
        """
        SELECT format('organisation %s: %s', o.id, o.state) FROM branches_organisation o
        LEFT JOIN branches_custody c ON c.organisation_id = o.id AND c.until IS NULL
        CROSS JOIN LATERAL (SELECT o.state IN ('received', 'settled') AND o.path IN ('whole', 'merged') AS signed) s
        WHERE (c.holder_place_no, c.holder_enterprise_id) IS DISTINCT FROM
              (CASE WHEN s.signed THEN o.place_no END, CASE WHEN NOT s.signed THEN o.enterprise_id END)
        """,
    ),
    Invariant(
        "branch_events",
        "the last event of a party organisation led to the state and the path it has",
        """
        SELECT format('organisation %s: %s after %s', o.id, o.state, e.type) FROM branches_organisation o
        LEFT JOIN LATERAL (
            SELECT type, data FROM events_event WHERE subject_id = o.id ORDER BY id DESC LIMIT 1) e ON true
        WHERE (o.state, o.path) IS DISTINCT FROM (e.data ->> 'state', e.data ->> 'path')
        """,
    ),
    Invariant(
        "branch_steps",
        "what was signed for or is really there came so by a recorded step of its last walk, and nothing else did",
        """
        SELECT format('organisation %s: %s', o.id, o.state) FROM branches_organisation o
        WHERE (o.state IN ('received', 'settled', 'kept')) <> EXISTS (
            SELECT 1 FROM branches_organisationstep s WHERE s.organisation_id = o.id AND s.round = o.round
            AND s.path = o.path AND s.leads_to IN ('received', 'settled', 'kept')
            AND (o.state = s.leads_to OR o.state NOT IN ('received', 'settled', 'kept')))
          AND o.state NOT IN ('listed', 'dropped')
        """,
    ),
    Invariant(
        "branch_members",
        "a branch of a roster says where the organisation is that it belongs to, of its own enterprise",
        """
        SELECT format('branch %s', b.id) FROM branches_rosterbranch b
        JOIN branches_organisation o ON o.id = b.organisation_id
        LEFT JOIN party_organisation p ON p.id = b.id
        WHERE p.id IS NULL OR o.state = 'dropped' OR p.enterprise_id <> o.enterprise_id OR b.enterprise_id <> o.enterprise_id
           OR (b.state, b.path, b.name, b.place_no) IS DISTINCT FROM
              (o.state, o.path, coalesce(nullif(o.now_name, ''), o.name),
               CASE WHEN o.state IN ('received', 'settled') THEN o.place_no END)
        """,
    ),
    Invariant(
        "references_held",
        "what an archive, a member, a letter or a passing refers to is there, for no foreign key says so row by row",
        """
        SELECT format('%s without its %s', one, of) FROM (
            SELECT 'archive ' || a.id AS one, 'catalogue' AS of FROM archives_archive a
            WHERE NOT EXISTS (SELECT 1 FROM archives_catalogue k WHERE k.id = a.catalogue_id)
            UNION ALL SELECT 'member ' || m.id, 'roster' FROM party_member m
            WHERE NOT EXISTS (SELECT 1 FROM party_roster r WHERE r.id = m.roster_id)
            UNION ALL SELECT 'member ' || m.id, 'organisation' FROM party_member m
            WHERE NOT EXISTS (SELECT 1 FROM party_organisation o WHERE o.id = m.organisation_id)
            UNION ALL SELECT 'letter ' || l.id, 'member' FROM party_letter l
            WHERE NOT EXISTS (SELECT 1 FROM party_member m WHERE m.id = l.member_id)
            UNION ALL SELECT 'passing of ' || p.archive_id, 'archive' FROM archives_passing p
            WHERE NOT EXISTS (SELECT 1 FROM archives_archive a WHERE a.id = p.archive_id)
            UNION ALL SELECT 'passing of ' || p.member_id, 'member' FROM party_passing p
            WHERE NOT EXISTS (SELECT 1 FROM party_member m WHERE m.id = p.member_id)
            UNION ALL SELECT 'passing of ' || p.asset_id, 'asset' FROM assets_assetpassing p
            WHERE NOT EXISTS (SELECT 1 FROM assets_asset a WHERE a.id = p.asset_id)
            UNION ALL SELECT 'passing of ' || p.organisation_id, 'organisation' FROM branches_passing p
            WHERE NOT EXISTS (SELECT 1 FROM branches_organisation o WHERE o.id = p.organisation_id)) lost
        """,
    ),
    Invariant(
        "archive_person",
        "an archive that was linked to a person of the register is linked to whom the entry has become",
        """
        SELECT format('archive %s', a.id) FROM archives_archive a
        LEFT JOIN retirees_retiree r ON r.id = a.retiree_id
        WHERE a.retiree_id IS NOT NULL AND (r.id IS NULL OR r.merged_into_id IS NOT NULL)
        """,
    ),
    Invariant(
        "separation_link",
        "a pair that a person linked stands behind the link of its archive",
        """
        SELECT format('pair %s', m.id) FROM separation_match m JOIN archives_archive a ON a.id = m.archive_id
        WHERE m.state = 'linked' AND a.entry_id IS DISTINCT FROM m.retiree_id
        """,
    ),
    Invariant(
        "request_enterprise",
        "a question about a missing fact that is still open went to the enterprise of somebody in the register",
        """
        SELECT format('request %s', q.id) FROM completeness_request q LEFT JOIN retirees_retiree r ON r.id = q.retiree_id
        WHERE q.state IN ('asked', 'answered', 'unknown') AND r.enterprise_id IS DISTINCT FROM q.enterprise_id
        """,
    ),
    Invariant(
        "inward_applied",
        "what another office told and was applied stands behind one event of that person in its act",
        """
        SELECT format('message %s', m.id) FROM intake_message m
        WHERE m.state = 'applied' AND NOT EXISTS (
            SELECT 1 FROM events_event e WHERE e.act_id = m.act_id AND e.retiree_id = m.retiree_id)
        """,
    ),
    Invariant(
        "inward_disputed",
        "a message waits for a person exactly while its work item is open",
        """
        SELECT format('message %s: %s beside %s', m.id, m.state, coalesce(c.state, 'nothing')) FROM intake_message m
        LEFT JOIN intake_contradiction c ON c.message_id = m.id
        WHERE (m.state = 'disputed') <> (coalesce(c.state, '') IN ('open', 'asked'))
        """,
    ),
    Invariant(
        "claim_explained",
        "an office explains a claim of its own about which it was asked, and is read after it wrote",
        """
        SELECT format('explanation %s', e.id) FROM departments_explanation e
        JOIN intake_contradiction c ON c.id = e.case_id JOIN intake_message m ON m.id = c.message_id
        WHERE c.asked_on IS NULL OR e.read_at < e.written_at
           OR NOT EXISTS (SELECT 1 FROM accounts_office o WHERE o.id = m.source_id)
        """,
    ),
    Invariant(
        "file_lines",
        "every line of a file that was taken in has its outcome, tells nothing any more, and names the message that it became",
        """
        SELECT format('file %s row %s', f.file_no, l.row_no) FROM dropbox_line l JOIN dropbox_file f ON f.id = l.file_id
        LEFT JOIN intake_message m ON m.id = l.message_id
        WHERE f.state IN ('taken', 'withdrawing', 'withdrawn') AND (l.outcome = '' OR l.body IS NOT NULL
            OR l.event_id <> '' AND (m.source_id IS DISTINCT FROM f.source_id OR m.event_id IS DISTINCT FROM l.event_id))
        """,
    ),
    Invariant(
        "file_figures",
        "the outcomes that a file is said to have are those of its lines",
        """
        SELECT format('file %s: %s', f.file_no, f.outcomes) FROM dropbox_file f
        LEFT JOIN LATERAL (
            SELECT jsonb_object_agg(o.outcome, o.lines) AS counted
            FROM (SELECT outcome, count(*) AS lines FROM dropbox_line l WHERE l.file_id = f.id GROUP BY outcome) o) c ON true
        WHERE f.state IN ('taken', 'withdrawing', 'withdrawn') AND f.outcomes IS DISTINCT FROM coalesce(c.counted, '{}')
        """,
    ),
    Invariant(
        "event_cause",
        "what followed from an event stands in one act with an event of that type",
        """
        SELECT format('event %s: caused by %s', e.id, e.caused_by) FROM events_event e
        WHERE e.caused_by <> '' AND NOT EXISTS (
            SELECT 1 FROM events_event c WHERE c.act_id = e.act_id AND c.type = e.caused_by)
        """,
    ),
    Invariant(
        "followup_of_dead",
        "what is still to be done because somebody died is about somebody dead",
        """
        SELECT format('follow-up %s', f.id) FROM effects_followup f JOIN retirees_retiree r ON r.id = f.retiree_id
        WHERE f.state = 'open' AND NOT f.is_back AND f.died_on IS NOT NULL AND r.died_on IS NULL
        """,
    ),
    Invariant(
        "mourned_is_dead",
        "what is to be done after a death is about somebody dead, and a file that is settled has nothing open",
        """
        SELECT format('file %s', f.id) FROM bereavement_file f JOIN retirees_retiree r ON r.id = f.retiree_id
        WHERE f.state <> 'withdrawn' AND r.died_on IS NULL OR f.state = 'settled' AND EXISTS (
            SELECT 1 FROM bereavement_item i WHERE i.file_id = f.id AND i.state = 'open' AND i.owner <> 'party')
        """,
    ),
    Invariant(
        "hardship_visit",
        "who is to be visited because of hardship is in hardship",
        """
        SELECT format('visit %s', v.id) FROM aid_visitdue v
        WHERE v.state = 'open' AND v.reason = 'hardship' AND NOT EXISTS (
            SELECT 1 FROM aid_hardship h WHERE h.retiree_id = v.retiree_id AND h.state = 'standing')
        """,
    ),
    Invariant(
        "duty_of_living",
        "nobody is to be visited who died, and nobody's death is mourned who lives",
        """
        SELECT format('duty %s', d.id) FROM duties_duty d JOIN retirees_retiree r ON r.id = d.retiree_id
        WHERE d.state = 'open' AND r.status = CASE WHEN d.service = 'condolence' THEN 'managed' ELSE 'deceased' END
        """,
    ),
    Invariant(
        "benefit_item",
        "an item that stays with the enterprise is of a main agreement that was signed",
        """
        SELECT format('item %s', b.id) FROM benefits_benefititem b
        WHERE NOT EXISTS (
            SELECT 1 FROM agreements_agreement a WHERE a.id = b.agreement_id AND a.main_id IS NULL
            AND a.scan_id IS NOT NULL AND a.enterprise_id = b.enterprise_id AND a.place_no = b.place_no)
        """,
    ),
    Invariant(
        "benefit_told",
        "what an enterprise told of somebody stands under an item of a signed agreement, or outside of any",
        """
        SELECT format('told %s', t.id) FROM benefits_benefittold t
        WHERE t.state = 'standing' AND t.agreement_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM benefits_benefititem b WHERE b.agreement_id = t.agreement_id AND b.no = t.item_no)
        """,
    ),
    Invariant(
        "case_story",
        "a case stands where the last line of its timeline left it",
        """
        SELECT format('case %s: %s after %s', c.id, c.state, coalesce(p.act, 'nothing'))
        FROM applications_case c LEFT JOIN LATERAL (
            SELECT x.act FROM applications_passage x WHERE x.case_id = c.id ORDER BY x.at DESC, x.id DESC LIMIT 1) p ON true
        WHERE c.state <> ALL (CASE p.act
            WHEN 'decide' THEN ARRAY['done'] WHEN 'refuse' THEN ARRAY['refused', 'not_taken']
            WHEN 'withdraw' THEN ARRAY['withdrawn'] WHEN 'end' THEN ARRAY['ended'] WHEN 'ask' THEN ARRAY['asked']
            WHEN 'apply' THEN ARRAY['applied'] WHEN 'supply' THEN ARRAY['applied', 'handling']
            WHEN 'go_on' THEN ARRAY['applied', 'handling', 'asked']
            WHEN 'accept' THEN ARRAY['handling'] WHEN 'pass_on' THEN ARRAY['handling']
            WHEN 'send_back' THEN ARRAY['handling'] ELSE ARRAY[]::text[] END)
        """,
    ),
    Invariant(
        "case_number",
        "no office has taken more case numbers than cases it could have, nor a case a number that was not taken",
        """
        SELECT format('series of %s in %s: last %s, highest used %s', s.place_no, s.year, s.last, u.most)
        FROM applications_caseseries s JOIN organisations_division d ON d.place_no = s.place_no
        CROSS JOIN LATERAL (SELECT max(substring(c.number FROM '[0-9]+$')::int) AS most FROM applications_case c
            WHERE c.number LIKE format('%s-%s-%%', d.code, s.year)) u
        WHERE u.most > s.last
        """,
    ),
    Invariant(
        "certificate_sealed",
        "every certificate stands in the register of seals with the digest of a file of it, and no office issued more than it counted",
        """
        SELECT format('certificate %s', c.id) FROM certificates_certificate c
        WHERE c.state IN ('issued', 'revoked', 'replaced') AND NOT EXISTS (
            SELECT 1 FROM certificates_sealuse u WHERE u.number = c.number AND u.digest IN (c.digest, c.ofd_digest))
        UNION ALL
        SELECT format('series of %s in %s: last %s, highest used %s', s.place_no, s.year, s.last, u.most)
        FROM certificates_certificateseries s JOIN organisations_division d ON d.place_no = s.place_no
        CROSS JOIN LATERAL (SELECT max(substring(c.number FROM '[0-9]+$')::int) AS most FROM certificates_certificate c
            WHERE c.number LIKE format('%s-%s-%%', d.code, s.year)) u
        WHERE u.most > s.last
        """,
    ),
    Invariant(
        "scan_blocks",
        "the blocks of a scan that is filed are numbered without a gap and are all of it",
        """
        SELECT format('scan %s', s.id) FROM digitised_scan s
        CROSS JOIN LATERAL (SELECT count(*) AS parts, coalesce(sum(b.size), 0) AS bytes, coalesce(max(b.no), -1) AS last
            FROM digitised_block b WHERE b.scan_id = s.id) b
        WHERE s.state = 'filed' AND (b.bytes <> s.size OR b.parts <> b.last + 1)
        """,
    ),
    Invariant(
        "classified_unscanned",
        "of what the catalogue marks as classified there is no scan",
        """
        SELECT format('item %s', i.id) FROM digitised_item i WHERE i.is_classified AND EXISTS (
            SELECT 1 FROM digitised_scan s WHERE s.item_id = i.id AND s.state <> 'refused')
        """,
    ),
    Invariant(
        "pages_seen_with_leave",
        "every page that was seen in a look-up was seen by one of its two, both there, before its end",
        """
        SELECT format('page %s', p.id) FROM digitised_pageseen p JOIN digitised_lookup l ON l.id = p.lookup_id
        WHERE p.actor_id NOT IN (l.first_id, l.second_id) OR l.second_at IS NULL OR p.at < l.second_at OR p.at >= l.until
        """,
    ),
    Invariant(
        "texts_of_filed",
        "text is kept of scans alone that are filed, and of as many pages as were said to have some",
        """
        SELECT format('scan %s', t.scan_id) FROM scan_texts_page t JOIN digitised_scan s ON s.id = t.scan_id
        WHERE s.state <> 'filed'
        UNION ALL
        SELECT format('reading %s', r.id) FROM scan_texts_reading r
        WHERE r.pages <> (SELECT count(*) FROM scan_texts_page t WHERE t.scan_id = r.scan_id)
        """,
    ),
    Invariant(
        "draft_of_living",
        "an application that was only begun ends with its person",
        """
        SELECT format('draft %s', d.id) FROM applications_draft d LEFT JOIN retirees_retiree r ON r.id = d.retiree_id
        WHERE r.id IS NULL OR r.status = 'deceased'
        """,
    ),
    Invariant(
        "picture_of_person",
        "a picture of a material is about the person whose case or draft it lies with",
        """
        SELECT format('picture %s', p.id) FROM applications_picture p
        LEFT JOIN applications_case c ON c.id = p.case_id LEFT JOIN applications_draft d ON d.id = p.draft_id
        WHERE p.retiree_id IS DISTINCT FROM coalesce(c.retiree_id, d.retiree_id)
        """,
    ),
    Invariant(
        "authorisation_of_living",
        "nobody is authorised by the dead",
        """
        SELECT format('authorisation %s', a.id) FROM authorisations_authorisation a
        LEFT JOIN retirees_retiree r ON r.id = a.retiree_id
        WHERE a.ended_on IS NULL AND (r.id IS NULL OR r.status = 'deceased')
        """,
    ),
    Invariant(
        "rating_of_closed",
        "what is rated is over and is the person's own, and nobody follows up what was said of what the own account did",
        """
        SELECT format('rating %s', r.id) FROM ratings_rating r LEFT JOIN applications_case c ON c.id = r.case_id
            LEFT JOIN retirees_datarequest d ON d.id = r.wish_id
        WHERE r.matter_id IS NULL AND coalesce(c.retiree_id, d.retiree_id) IS DISTINCT FROM r.retiree_id
            OR r.matter_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM cases_caseperson n JOIN retirees_retiree e ON e.id = n.retiree_id
                WHERE n.case_id = r.matter_id AND r.retiree_id IN (e.id, e.merged_into_id))
            OR EXISTS (SELECT 1 FROM cases_case m WHERE m.id = r.matter_id AND (m.reworks < r.turn
                OR m.reworks = r.turn AND (m.state <> 'closed' OR m.closed_by = r.closed_by)))
            OR c.state IN ('applied', 'asked', 'handling') OR d.state = 'open' OR r.closed_by = d.answered_by
            OR EXISTS (SELECT 1 FROM applications_passage p WHERE p.case_id = c.id AND p.by_id = r.closed_by)
        """,
    ),
    Invariant(
        "shared_case",
        "nobody leads what is said against itself, every case has a beginning, and nothing over waits for an office",
        """
        SELECT format('case %s', c.id) FROM cases_case c
        WHERE c.place_no = c.against_place_no
            OR NOT EXISTS (SELECT 1 FROM cases_casepassage p WHERE p.case_id = c.id)
            OR c.state = 'closed' AND EXISTS (
                SELECT 1 FROM cases_casestep s WHERE s.case_id = c.id AND s.state IN ('given', 'taken', 'asked'))
        """,
    ),
    Invariant(
        "invoice_let_go",
        "no invoice stands for a case that ended without payment",
        """
        SELECT format('invoice %s of case %s: %s', i.id, c.id, c.state)
        FROM reimbursement_invoice i JOIN applications_case c ON c.id = i.case_id
        WHERE i.state = 'standing' AND c.state IN ('refused', 'not_taken', 'withdrawn', 'ended')
        """,
    ),
    Invariant(
        "activity_seats",
        "no offering gives more seats than it has, and whoever takes part lives and stands in the register",
        """
        SELECT format('offering %s', o.id) FROM activities_offering o
        JOIN activities_enrolment e ON e.offering_id = o.id AND e.state IN ('seated', 'asked')
        GROUP BY o.id, o.seats HAVING count(*) > o.seats
        UNION ALL
        SELECT format('enrolment %s', e.id) FROM activities_enrolment e LEFT JOIN retirees_retiree r ON r.id = e.retiree_id
        WHERE e.state IN ('applied', 'seated', 'waiting', 'asked') AND (r.id IS NULL OR r.status IN ('deceased', 'merged'))
        """,
    ),
    Invariant(
        "stay_ends",
        "an account is seconded exactly as long as its secondment says, and what an ended one left open has passed on",
        """
        SELECT format('secondment %s', s.id) FROM secondments_secondment s LEFT JOIN accounts_grant g ON g.id = s.grant_id
        WHERE g.id IS NULL OR g.role <> 'seconded_officer' OR g.valid_to IS DISTINCT FROM s.until_on
          OR (s.ended_at IS NOT NULL AND g.revoked_at IS NULL)
        UNION ALL
        SELECT format('grant %s', g.id) FROM accounts_grant g WHERE g.role = 'seconded_officer'
          AND NOT EXISTS (SELECT 1 FROM secondments_secondment s WHERE s.grant_id = g.id)
        UNION ALL
        SELECT format('deed %s', d.id) FROM secondments_deed d JOIN secondments_secondment s ON s.id = d.secondment_id
        WHERE s.ended_at IS NOT NULL AND d.follow_up <> '' AND d.closed_on IS NULL AND d.passed_on IS NULL
        """,
    ),
    Invariant(
        "volunteer_hours",
        "hours stand on no certificate that was revoked or replaced, and whoever volunteers lives and stands in the register",
        """
        SELECT format('service %s on certificate %s', h.part_id, c.number) FROM volunteers_certifiedpart h
        JOIN certificates_certificate c ON c.number = h.number AND c.state <> 'issued'
        UNION ALL
        SELECT format('volunteer %s', v.id) FROM volunteers_volunteer v LEFT JOIN retirees_retiree r ON r.id = v.retiree_id
        WHERE v.state = 'active' AND (r.id IS NULL OR r.status IN ('deceased', 'merged'))
        """,
    ),
    Invariant(
        "letter_waits",
        "a letter to an office waits exactly while somebody on its list does",
        """
        SELECT format('letter %s', l.id) FROM letters_letter l
        WHERE (l.state = 'open') <> EXISTS (SELECT 1 FROM letters_asked a WHERE a.letter_id = l.id AND a.is_open)
        """,
    ),
    Invariant(
        "last_contact",
        "the last contact with a person is no earlier than the newest visit or call that was noted",
        """
        SELECT format('person %s: %s before %s', n.retiree_id, c.last_on, n.newest)
        FROM (SELECT retiree_id, max(occurred_on) AS newest FROM retirees_note WHERE kind IN ('visit', 'call')
              GROUP BY retiree_id) n
        LEFT JOIN lost_contact_reached c ON c.retiree_id = n.retiree_id
        WHERE c.last_on IS NULL OR c.last_on < n.newest
        """,
    ),
    Invariant(
        "certification_clock",
        "everybody who is managed has a clock, and each clock rests on the certification that it names",
        """
        SELECT format('person %s has no clock', r.id) FROM retirees_retiree r
        WHERE r.status = 'managed' AND NOT EXISTS (SELECT 1 FROM certification_clock c WHERE c.retiree_id = r.id)
        UNION ALL
        SELECT format('person %s: certified %s, record %s', c.retiree_id, c.certified_on, x.day)
        FROM certification_clock c LEFT JOIN certification_record x ON x.id = c.record_id AND x.entry = 'result'
            AND x.retiree_id = c.retiree_id AND NOT EXISTS (SELECT 1 FROM certification_record v WHERE v.undoes_id = x.id)
        WHERE c.certified_on IS DISTINCT FROM x.day
        """,
    ),
    Invariant(
        "certification_dead",
        "nobody dead is asked to certify, and nobody was certified for a day after a death that was on record",
        """
        SELECT format('person %s: %s', c.retiree_id, c.state)
        FROM certification_clock c JOIN retirees_retiree r ON r.id = c.retiree_id
        WHERE r.status = 'deceased' AND c.why <> 'deceased'
        UNION ALL
        SELECT format('record %s of %s', x.id, x.day) FROM certification_record x
        JOIN retirees_retiree r ON r.id = x.retiree_id AND r.status = 'deceased' AND x.day > r.died_on
        JOIN events_event e ON e.retiree_id = r.id AND e.type = 'retirees.death_recorded' AND e.recorded_at < x.recorded_at
        WHERE x.entry = 'result'
        """,
    ),
    Invariant(
        "routine_state",
        "an expected retiree stands where the last thing done with the person led",
        """
        SELECT format('expected retiree %s: %s after %s', x.id, x.state, e.step) FROM routine_expectedretiree x
        LEFT JOIN LATERAL (SELECT step, state FROM routine_routineentry WHERE expected_id = x.id
            ORDER BY id DESC LIMIT 1) e ON true
        WHERE x.state IS DISTINCT FROM e.state
        """,
    ),
    Invariant(
        "routine_batch",
        "whoever is handed over month by month stands in a roster of the own enterprise that is no longer open",
        """
        SELECT format('expected retiree %s: %s', x.id, x.state) FROM routine_expectedretiree x
        LEFT JOIN lists_batch b ON b.id = x.batch_id AND b.enterprise_id = x.enterprise_id AND b.kind = 'roster'
        WHERE x.batch_id IS NOT NULL AND (b.id IS NULL
            OR (x.state IN ('handed_over', 'accepted')) <> (b.state IN ('submitted', 'undoing')) OR b.state = 'undone')
        """,
    ),
    Invariant(
        "othercity_gone",
        "who was accepted by another city has left, and what another city holds went there with such a person",
        """
        SELECT format('transfer %s: person %s is %s', t.id, t.retiree_id, coalesce(r.status, 'not there'))
        FROM othercity_transfer t LEFT JOIN retirees_retiree r ON r.id = t.retiree_id
        WHERE t.state = 'accepted' AND coalesce(r.status, '') NOT IN ('moved_away', 'deceased', 'merged')
          -- Somebody who came back was handed over anew since.
          AND NOT EXISTS (SELECT 1 FROM handover_offer o WHERE o.retiree_id = t.retiree_id AND o.offered_on >= t.state_on)
        UNION ALL
        SELECT format('archive %s is held by another city without a transfer', a.id)
        FROM archives_custody c JOIN archives_archive a ON a.id = c.archive_id
        WHERE c.until IS NULL AND c.holder_city <> '' AND NOT EXISTS (
            SELECT 1 FROM othercity_transfer t WHERE t.retiree_id = a.retiree_id AND t.state = 'accepted')
        """,
    ),
    Invariant(
        "othercity_answered",
        "whoever was answered stands in a package with a file that says so, and a package is over when nobody waits",
        """
        SELECT format('package %s: %s', p.number, p.side) FROM othercity_package p
        WHERE NOT EXISTS (SELECT 1 FROM othercity_paper f WHERE f.package_id = p.id AND f.kind = 'package')
           OR (p.ended_on IS NULL) <> (
               EXISTS (SELECT 1 FROM othercity_transfer t WHERE t.package_id = p.id AND t.state = 'offered')
               OR EXISTS (SELECT 1 FROM othercity_arrival a WHERE a.package_id = p.id AND a.state = 'waiting'))
           OR (EXISTS (SELECT 1 FROM othercity_transfer t WHERE t.package_id = p.id AND t.state IN ('accepted', 'returned'))
               OR EXISTS (SELECT 1 FROM othercity_arrival a WHERE a.package_id = p.id AND a.state IN ('accepted', 'returned')))
              AND NOT EXISTS (SELECT 1 FROM othercity_paper f WHERE f.package_id = p.id AND f.kind = 'answer')
        """,
    ),
    Invariant(
        "opening_figures",
        "what a table of the old system is said to hold is what its rows and its figures add up to",
        """
        SELECT format('table %s: %s rows said, %s kept, %s by community, %s by enterprise', e.run_no, e.counts ->> 'rows',
                      w.rows, f.by_place, f.by_enterprise)
        FROM opening_run e
        CROSS JOIN LATERAL (
            SELECT count(*) AS rows, count(*) FILTER (WHERE state = 'ready') AS ready,
                   count(*) FILTER (WHERE state = 'held') AS held FROM opening_oldrow r WHERE r.run_id = e.id) AS w
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(rows) FILTER (WHERE side = 'place'), 0) AS by_place,
                   coalesce(sum(rows) FILTER (WHERE side = 'enterprise'), 0) AS by_enterprise
            FROM opening_figure g WHERE g.run_id = e.id) AS f
        WHERE e.purpose = 'load' AND e.counts ? 'rows' AND ((e.counts ->> 'rows')::int IS DISTINCT FROM f.by_place
            OR (e.counts ->> 'rows')::int IS DISTINCT FROM f.by_enterprise
            -- Rows that were thrown away or destroyed are gone by right.
            OR w.rows > 0 AND (w.rows, w.ready, w.held) IS DISTINCT FROM ((e.counts ->> 'rows')::int,
                (e.counts ->> 'ready')::int, (e.counts ->> 'held')::int))
        """,
    ),
    Invariant(
        "opening_people",
        "each person whom a signed opening load has brought in stands in the register with the old number",
        """
        SELECT format('table %s row %s', e.run_no, r.row_no)
        FROM opening_run e JOIN opening_oldrow r ON r.run_id = e.id AND r.state = 'ready'
        LEFT JOIN retirees_retiree p ON p.id = r.id
        LEFT JOIN opening_oldnumber n ON n.retiree_id = r.id AND n.number = r.old_no
        WHERE e.state IN ('loaded', 'undoing') AND (p.id IS NULL OR n.number IS NULL)
        """,
    ),
    Invariant(
        "paper_numbers",
        "the numbers of printed papers run from one to the last of their series, none left out",
        """
        SELECT format('series %s of %s: %s papers, highest %s, last %s', s.kind, s.year, count(p.id), max(p.serial), s.last)
        FROM papers_paperseries s LEFT JOIN papers_paper p ON p.kind = s.kind AND p.year = s.year
          AND p.place_no IS NOT DISTINCT FROM s.place_no AND p.enterprise_id IS NOT DISTINCT FROM s.enterprise_id
        GROUP BY s.id, s.kind, s.year, s.last
        HAVING count(p.id) <> s.last OR max(p.serial) IS DISTINCT FROM s.last
        """,
    ),
    Invariant(
        "paper_pages",
        "each printed paper has as many stamped pages as were filed to it",
        """
        SELECT format('paper %s: %s pages', p.id, p.pages) FROM papers_paper p
        LEFT JOIN papers_scanpage s ON s.paper_id = p.id
        GROUP BY p.id, p.pages HAVING count(s.id) <> p.pages
        """,
    ),
    Invariant(
        "search_terms",
        "each person can be found by name, in the place and enterprise where the person stands",
        """
        SELECT format('person %s', r.id) FROM retirees_retiree r
        LEFT JOIN (SELECT DISTINCT retiree_id, place_no, enterprise_id FROM retirees_searchterm WHERE kind = 1) t
          ON t.retiree_id = r.id AND t.place_no = r.place_no AND t.enterprise_id = r.enterprise_id
        WHERE t.retiree_id IS NULL AND r.status <> 'merged'
        """,
    ),
    Invariant(
        "search_terms_stale",
        "no search term leads to somebody who is not there",
        """
        SELECT format('%s terms of person %s at place %s', count(*), t.retiree_id, t.place_no)
        FROM retirees_searchterm t LEFT JOIN retirees_retiree r ON r.id = t.retiree_id
            AND r.place_no = t.place_no AND r.enterprise_id = t.enterprise_id
        WHERE r.id IS NULL GROUP BY t.retiree_id, t.place_no
        """,
    ),
    Invariant(
        "former_names",
        "a former name is somebody's, and leads to the person",
        """
        SELECT format('former name of person %s', f.retiree_id) FROM retirees_formername f
        LEFT JOIN retirees_retiree r ON r.id = f.retiree_id
        LEFT JOIN (SELECT DISTINCT retiree_id FROM retirees_searchterm WHERE kind = 4) t ON t.retiree_id = f.retiree_id
        WHERE r.id IS NULL OR (r.status <> 'merged' AND r.name <> f.name AND t.retiree_id IS NULL)
        """,
    ),
    Invariant(
        "number_index",
        "an ID number has both its blind indexes or none",
        """
        SELECT format('person %s', id) FROM retirees_retiree WHERE (id_no_index IS NULL) <> (id_tail_index IS NULL)
        """,
    ),
    Invariant(
        "sealed_facts",
        "each person has sealed facts as the open row knows their digest, and there are none without a person",
        """
        SELECT format('person %s', coalesce(r.id, s.retiree_id)) FROM retirees_retiree r
        FULL JOIN retirees_sealedfacts s ON s.retiree_id = r.id WHERE r.id IS NULL OR s.retiree_id IS NULL
            OR sha256(s.facts) <> r.facts_digest
        """,
    ),
    Invariant(
        "note_words",
        "each note has its words",
        """
        SELECT format('note %s', n.id) FROM retirees_note n LEFT JOIN retirees_notetext t ON t.note_id = n.id
        WHERE t.note_id IS NULL
        """,
    ),
    Invariant(
        "merged_into",
        "who gave way to another points to an entry that stands",
        """
        SELECT format('person %s', r.id) FROM retirees_retiree r LEFT JOIN retirees_retiree k ON k.id = r.merged_into_id
        WHERE (r.status = 'merged') <> (r.merged_into_id IS NOT NULL) OR r.merged_into_id IS NOT NULL AND k.id IS NULL
        """,
    ),
    Invariant(
        "departed_session",
        "no stopped account has a living session",
        """
        SELECT format('user %s', u.id) FROM accounts_user u
        JOIN usersessions_usersession s ON s.user_id = u.id JOIN django_session d ON d.session_key = s.session_key
        WHERE NOT u.is_active AND d.expire_date > now()
        """,
    ),
    Invariant(
        "departed_role",
        "no role outlives the grant that it deputises for, or belongs to an account that does not exist",
        """
        SELECT format('grant %s', g.id) FROM accounts_grant g
        LEFT JOIN accounts_user u ON u.id = g.user_id LEFT JOIN accounts_grant p ON p.id = g.deputy_for_id
        WHERE g.revoked_at IS NULL AND (g.valid_to IS NULL OR g.valid_to > current_date) AND (u.id IS NULL
            OR p.id IS NOT NULL AND (p.revoked_at IS NOT NULL OR p.valid_to <= current_date))
        """,
    ),
    Invariant(
        "portal_code",
        "a code let somebody into the portal only after it was sent and proved, and opens nothing again",
        """
        SELECT format('code %s', id) FROM portal_code
        WHERE used_at IS NOT NULL AND proved_at IS NULL OR proved_at IS NOT NULL AND (sent_at IS NULL OR code_mac IS NOT NULL)
            OR tries < 0 OR octet_length(phone) < 28
        """,
    ),
    Invariant(
        "office_role",
        "who speaks for a department does so for a source that is registered, and has no other unit beside it",
        """
        SELECT format('grant %s', g.id) FROM accounts_grant g
        LEFT JOIN accounts_office o ON o.id = g.office_id LEFT JOIN intake_source s ON s.id = o.id
        WHERE g.role = 'department_officer' AND g.office_id IS NULL
            OR g.office_id IS NOT NULL AND (g.role NOT IN ('department_officer', 'unit_admin') OR s.id IS NULL
            OR s.kind = 'enterprise' OR s.place_no < 0 OR g.division_id IS NOT NULL OR g.enterprise_id IS NOT NULL)
        """,
    ),
    Invariant(
        "departed_key",
        "no access key opened anything after its own end, or that of its grant, its holder's place or enterprise",
        """
        SELECT format('key %s', k.id) FROM accounts_accesskey k
        LEFT JOIN accounts_grant g ON g.id = k.grant_id
        LEFT JOIN organisations_division d ON d.id = g.division_id
        LEFT JOIN organisations_enterprise e ON e.id = g.enterprise_id
        CROSS JOIN LATERAL (SELECT least(k.valid_to, g.valid_to, d.valid_to) AS ended,
            (least(k.revoked_at, g.revoked_at, e.dissolved_at) AT TIME ZONE 'Asia/Shanghai')::date AS taken_back) AS until
        -- On the day on which it is taken back it may have been used before; on the day of an end no more.
        WHERE k.last_used_on IS NOT NULL AND (g.id IS NULL OR g.deputy_for_id IS NOT NULL
            OR k.last_used_on < g.valid_from OR k.last_used_on >= until.ended OR k.last_used_on > until.taken_back)
        """,
    ),
    Invariant(
        "succession",
        "whoever no longer exists was left to somebody, and at the end of each line stands one who answers",
        """
        WITH RECURSIVE line AS (
            SELECT id AS first, successor_id AS next, 1 AS steps FROM organisations_enterprise
            WHERE successor_id IS NOT NULL
            UNION ALL
            SELECT l.first, e.successor_id, l.steps + 1 FROM line l JOIN organisations_enterprise e ON e.id = l.next
            WHERE e.successor_id IS NOT NULL AND l.steps <= (SELECT count(*) FROM organisations_enterprise))
        SELECT format('enterprise %s', first) FROM line
        GROUP BY first HAVING max(steps) > (SELECT count(*) FROM organisations_enterprise)
        """,
    ),
    Invariant(
        "endpoint_place",
        "no endpoint of this epoch stands beyond the end of the feed",
        """
        SELECT format('endpoint %s: %s of %s', e.id, e.after, f.last) FROM exchange_endpoint e,
            (SELECT coalesce(max(seq), 0) AS last FROM events_feed) AS f,
            (SELECT id FROM events_epoch ORDER BY began_at DESC, id DESC LIMIT 1) AS p
        WHERE e.epoch = p.id AND e.after > f.last
        """,
    ),
    Invariant(
        "delivery_place",
        "what is on its way to an endpoint begins where the endpoint stands, and is numbered",
        """
        SELECT format('delivery %s', d.id) FROM exchange_delivery d JOIN exchange_endpoint e ON e.id = d.endpoint_id
        WHERE d.state = 'open' AND d.kind = 'feed' AND d.epoch = e.epoch AND (d.after <> e.after OR d.until <= d.after)
        """,
    ),
    Invariant(
        "deadletter_place",
        "what a receiver refused lies behind the place of its endpoint, and what is sent again is on its way",
        """
        SELECT format('letter %s', l.id) FROM exchange_deadletter l JOIN exchange_endpoint e ON e.id = l.endpoint_id
        WHERE (l.epoch = e.epoch AND l.seq > e.after) OR (l.state = 'asked' AND e.state <> 'ended' AND NOT EXISTS (
            SELECT FROM exchange_delivery d WHERE d.letter_id = l.id AND d.state = 'open'))
        """,
    ),
    Invariant(
        "hub_numbers",
        "the messages of a line are numbered through within an epoch, and the first says that it began",
        """
        SELECT format('line %s of %s: %s messages up to %s', line, epoch, count(*), max(number)) FROM hub_outgoing
        GROUP BY line, epoch
        HAVING max(number) <> count(*) OR min(number) <> 1 OR bool_or((kind = 'epoch') <> (number = 1))
        """,
    ),
    Invariant(
        "hub_places",
        "no two messages lie at the same place of a stream",
        """
        SELECT format('place %s of %s', seq, born) FROM hub_outgoing WHERE seq IS NOT NULL
        GROUP BY born, seq HAVING count(*) > 1
        """,
    ),
    Invariant(
        "sandboxes",
        "whoever and whatever stands below place 0 belongs to a sandbox that is open, and no message crosses its wall",
        """
        SELECT format('person %s at %s', r.id, r.place_no) FROM retirees_retiree r WHERE r.place_no < 0
          AND NOT EXISTS (SELECT 1 FROM sandbox_sandbox s WHERE s.no = -r.place_no AND s.ended_at IS NULL)
        UNION ALL
        SELECT format('source %s at %s', i.id, i.place_no) FROM intake_source i WHERE i.place_no < 0
          AND NOT EXISTS (SELECT 1 FROM sandbox_sandbox s WHERE s.no = -i.place_no AND s.source_id = i.id)
        UNION ALL
        SELECT format('message %s', m.id) FROM intake_message m
        JOIN intake_source i ON i.id = m.source_id JOIN retirees_retiree r ON r.id = m.retiree_id
        WHERE least(r.place_no, 0) <> least(i.place_no, 0)
        """,
    ),
    Invariant(
        "row_security",
        "every table that names a person has forced row-level security and a policy",
        """
        SELECT format('table %s', c.relname) FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND EXISTS (
            SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped
              AND (a.attname IN ('retiree_id', 'pgh_obj_id', 'id_no_index', 'phone_index', 'household_address')
                   OR c.relname IN ('events_event', 'audit_entry', 'retirees_notetext', 'agreements_agreement',
                                     'agreements_agreementversion', 'agreements_agreementremark',
                                     'agreements_agreementbatch', 'archives_catalogue', 'archives_archive',
                                     'archives_passing', 'archives_scan', 'assets_asset', 'assets_assetpassing',
                                     'assets_assetlist', 'assets_assetrow', 'assets_assetstep',
                                     'branches_passing', 'branches_organisation', 'branches_organisationstep',
                                     'branches_rosterbranch', 'aid_healthbasis', 'benefits_benefititem', 'certification_delivery', 'checklists_checklistitem',
                                     'departments_explanation', 'dropbox_columnmemory', 'dropbox_file', 'dropbox_finding', 'dropbox_line',
                                     'exchange_deadletter', 'exchange_delivery', 'exchange_endpoint',
                                     'exchange_failurecount', 'funds_payment',
                                     'party_life_addition', 'party_life_attendance', 'party_life_branch', 'party_life_errand', 'party_life_honour', 'party_life_meeting',
                                     'party_reviews_part', 'party_reviews_review', 'party_reviews_tally',
                                     'dues_charge', 'dues_decision', 'dues_entry', 'dues_order', 'dues_payment', 'dues_refund', 'dues_standard', 'dues_transfer',
                                     'insight_handovercell',
                                     'insight_placesum',
                                     'insight_enterprisesum', 'insight_strandcell', 'letters_letter',
                                     'reconciliation_headermemory', 'reconciliation_line', 'reconciliation_statement',
                                     'digitised_block', 'digitised_extractpage', 'digitised_item', 'digitised_loan',
                                     'digitised_lookup', 'digitised_pageseen', 'digitised_scan', 'digitised_scanbatch',
                                     'scan_texts_page', 'scan_texts_reading',
                                     'applications_caseseries', 'applications_itemversion', 'applications_passage',
                                     'cases_case', 'cases_casecaller', 'cases_casepassage', 'cases_caseseries', 'cases_casestep', 'cases_decision', 'cases_meeting', 'cases_meetingitem',
                                     'hotline_answer', 'hotline_answerorder', 'hotline_batch', 'hotline_caller', 'hotline_cluster', 'hotline_clusterorder',
                                     'hotline_order', 'hotline_orderversion',
                                     'certificates_certificateseries', 'certificates_checkcount', 'certificates_sealrule',
                                     'certificates_sealuse',
                                     'party_member', 'party_letter', 'party_organisation', 'party_roster', 'party_passing', 'routine_routineentry',
                                     'othercity_package', 'othercity_paper',
                                     'hub_outgoing', 'hub_incoming', 'hub_reader', 'hub_cityepoch', 'hub_citysheet',
                                     'hub_deskentry', 'sandbox_sandbox',
                                     'opening_run', 'opening_figure', 'opening_mapping', 'opening_columnmemory',
                                     'opening_period',
                                     'papers_paper', 'papers_paperscan', 'papers_paperseries', 'papers_printing',
                                     'papers_papertemplate', 'papers_scanpage') AND a.attnum = 1))
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                   AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
        """,
    ),
    Invariant(
        "row_security_views",
        "no view looks past row-level security, and nothing is materialised",
        """
        SELECT format('view %s', c.relname) FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND (c.relkind = 'm' OR c.relkind = 'v'
            AND NOT coalesce(c.reloptions::text LIKE '%security_invoker=true%', false))
        """,
    ),
    Invariant(
        "roles",
        "the roles of the processes hold no power over row-level security",
        """
        SELECT format('role %s', r.rolname) FROM pg_roles r
        WHERE r.rolname IN ('yq_app', 'yq_worker', 'yq_owner') AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole)
        UNION ALL
        SELECT format('role %s owns table %s', pg_get_userbyid(c.relowner), c.relname) FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND pg_get_userbyid(c.relowner) IN ('yq_app', 'yq_worker')
        """,
    ),
    Invariant(
        "append_only",
        "no process may change or remove what is on record",
        """
        SELECT format('%s may %s %s', r, p, t)
        FROM unnest(ARRAY['yq_app', 'yq_worker']) r, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p,
             unnest(ARRAY['audit_entry', 'events_event', 'retirees_retireeversion', 'retirees_sealedfactsversion', 'audit_leaf', 'audit_checkpoint']) t
        WHERE has_table_privilege(r, t, p)
        """,
    ),
    Invariant(
        "seal_waiting",
        "every entry is sealed or waits for its seal, for an hour at most",
        """
        SELECT format('entry %s of %s', e.id, e.recorded_at) FROM audit_entry e
        LEFT JOIN audit_leaf l ON l.entry_id = e.id LEFT JOIN audit_sealpending p ON p.entry_id = e.id
        WHERE l.no IS NULL AND (p.no IS NULL OR e.recorded_at < now() - interval '1 hour')
        """,
    ),
)
