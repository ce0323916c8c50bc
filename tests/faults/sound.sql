-- A small sound database: one batch of two rows, one person offered, one managed. Triggers are off.
SET session_replication_role = replica;
INSERT INTO audit_entry (id, at, kind, action, actor_role, actor_name, scope, subject_kind, people, purpose, request_id, detail)
VALUES (:act, now(), 'act', 'handover.submit_batch', 'x', 'x', 'x', '', 1, '', '', '{"offered": 1}');
INSERT INTO audit_sealpending (entry_id) VALUES (:act);
INSERT INTO retirees_retiree (id, name, sex, born_on, id_no_index, id_tail_index, facts_digest, status, status_on, enterprise_id,
    place_no, ethnic_group, political_status, education, retirement_type, former_unit, former_post, archive_no,
    archive_place, party_branch, sources, lock_version, is_synthetic)
SELECT i::uuid, '王桂英', 2, '1950-03-07', ('\x0' || n)::bytea, 2, sha256('\x01'), CASE n WHEN 1 THEN 'offered' ELSE 'managed' END,
    '2026-11-24', 7, 100, '', '', '', '', '', '', '', '', '', '{}', 1, true
FROM (VALUES (1, :p1), (2, :p2)) AS p (n, i);
INSERT INTO retirees_retireeversion (id, pgh_obj_id, pgh_created_at, pgh_label, act_id, name, sex, born_on,
    id_no_index, id_tail_index, facts_digest, status, status_on, enterprise_id, place_no, ethnic_group, political_status, education,
    retirement_type, former_unit, former_post, archive_no, archive_place, party_branch, sources, lock_version, is_synthetic)
SELECT id, id, now(), 'insert', :act, name, sex, born_on, id_no_index, id_tail_index, facts_digest, status, status_on,
    enterprise_id, place_no, '', '', '', '', '', '', '', '', '', '{}', 1, true FROM retirees_retiree;
INSERT INTO retirees_sealedfacts (retiree_id, facts) SELECT id, '\x01' FROM retirees_retiree;
INSERT INTO retirees_searchterm (term, kind, retiree_id, place_no, enterprise_id)
SELECT '王桂英', 1, id, 100, 7 FROM retirees_retiree;
INSERT INTO lists_batch (id, batch_no, enterprise_id, file_id, file_sha256, state, refusal_code, refusal_text, sheet_name,
    layout, header, counts, progress_step, progress_done, progress_total, created_name, submit_act)
VALUES (:batch, 'B1', 7, :act, 'x', 'submitted', '', '', '', '{}', '{}', '{"ready": 2, "offered": 1, "overtaken": 0}',
    'done', 1, 2, '', :act);
INSERT INTO handover_rosterrow (batch_id, row_no, enterprise_id, state, change, name, facts, route_how, retiree_id)
VALUES (:batch, 2, 7, 'ready', 'new', '王桂英', '\x01', '', :p1), (:batch, 3, 7, 'skipped', '', '', '\x01', '', :p2);
INSERT INTO handover_offer (id, retiree_id, name, born_on, batch_id, enterprise_id, place_no, route_how, state, offered_on,
    due_on, risen_to, return_reason, return_note, answer_note, contacted_with, contact_card_no)
VALUES (:p1, :p1, '王桂英', '1950-03-07', :batch, 7, 100, '', 'offered', now(), now(), 0, '', '', '', '', ''),
       (:p2, :p2, '王桂英', '1950-03-07', NULL, 7, 100, '', 'accepted', now(), now(), 0, '', '', '', '', '');
INSERT INTO certification_clock (retiree_id, begun_on, due_on, state, state_on) VALUES (:p2, now(), now() + interval '1 year', 'valid', now());
INSERT INTO insight_handovercell VALUES (100, 7, 'offered', 1), (100, 7, 'accepted', 1);
INSERT INTO insight_placesum (place_no, measure, people) VALUES (100, 'offered', 3), (100, 'offered', -2), (100, 'accepted', 1);
INSERT INTO insight_enterprisesum (enterprise_id, measure, people) VALUES (7, 'offered', 1), (7, 'accepted', 1);
INSERT INTO events_event (id, type, version, is_shared, occurred_on, act_id, actor_name, actor_unit, data)
SELECT i::uuid, 'x', 1, false, now(), :act, 'x', 'x', '{}' FROM unnest(ARRAY[:p1, :p2]) i;
INSERT INTO events_feed (seq, event_id) VALUES (1, :p1);
INSERT INTO events_feedpending (event_ids) VALUES (ARRAY[:p2]::uuid[]);
INSERT INTO accounts_user (id, username, password, name, phone, email, is_active, must_change_password, elder_type, is_demo)
VALUES (:p1, 'a', '', '', '', '', true, false, 16, true);
INSERT INTO organisations_division (id, code, name, kind, place_no, place_end, phone)
VALUES (1, '430104000000', 'x', 'district', 1, 200, '');
INSERT INTO organisations_enterprise (id, uscc, name, short_name, source, dissolution_document, is_synthetic) VALUES (7, 'x', 'x', '', 'central', '', true);
INSERT INTO accounts_grant (id, user_id, role, valid_from, division_id) VALUES (:p1, :p1, 'auditor', '2020-01-01', 1);
INSERT INTO accounts_accesskey (id, key_hash, name, grant_id, division_id, valid_to, made_by, last_used_on)
VALUES (:p1, 'x', 'x', :p1, 1, now() + interval '90 days', :p1, now());
INSERT INTO files_storedfile (id, kind, name, content_type, size, sha256, enterprise_id, place_no, retention_class)
VALUES (:batch, 'agreement', 'x', 'application/pdf', 1, 'x', 7, 100, 'agreement_scan');
-- An agreement of ten people, a supplement that takes two of them away, both signed; one batch.
INSERT INTO agreements_agreement (id, agreement_no, enterprise_id, covers_group, place_no, kind, main_id, state, proposed_by,
    version, proposed_version, lock_version, supplements_drafted, drafted_on, proposed_on, agreed_on, signed_on, scan_id, filed_no,
    end_reason, end_note)
SELECT i::uuid, 'A' || n, 7, false, 100, CASE n WHEN 1 THEN 'main' ELSE 'supplementary' END, m::uuid, 'signed', 'enterprise',
    1, 1, 1, 0, now(), now(), now(), now(), :batch, '', '', ''
FROM (VALUES (1, :p1, NULL), (2, :p2, :p1)) AS a (n, i, m);
INSERT INTO agreements_agreementversion (id, agreement_id, number, terms, remark, author_name)
SELECT i::uuid, i::uuid, 1, jsonb_build_object('people', p, 'party_members', 0, 'archives', 0, 'area_m2', '0', 'amount', '0'), '', 'x'
FROM (VALUES (:p1, 10), (:p2, -2)) AS v (i, p);
INSERT INTO agreements_agreementbatch (id, agreement_id, batch_id, batch_no, enterprise_id) VALUES (:p1, :p1, :batch, 'B1', 7);
INSERT INTO events_event (id, type, version, is_shared, occurred_on, act_id, actor_name, actor_unit, data, subject_id)
SELECT gen_random_uuid(), 'agreements.signed', 1, true, now(), :act, 'x', 'x', '{}', i::uuid FROM unnest(ARRAY[:p1, :p2]) i;
INSERT INTO events_feedpending (event_ids) SELECT array_agg(id) FROM events_event WHERE subject_id IS NOT NULL;
