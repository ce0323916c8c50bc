"""Things of a handover as SQL, as sound as they must be for what is tried on them."""

from __future__ import annotations

# What stands for an id in it.
IDS = {
    f":{name}": f"'00000000-0000-0000-0000-00000000000{n}'" for n, name in enumerate(("act", "p1", "p2", "batch"), 1)
}
# An archive on offer.
ARCHIVE = """
    INSERT INTO archives_catalogue (id, batch_no, enterprise_id, place_no, state, archives, sent_name, finished_name)
    VALUES (:batch, 'YJ9', 7, 100, 'offered', 1, '', '');
    INSERT INTO archives_archive (id, catalogue_id, enterprise_id, place_no, archive_no, name, state)
    VALUES (:p1, :batch, 7, 100, 'DA1', '王桂英', 'offered');
"""
# An asset on offer.
ASSET = """
    INSERT INTO assets_assetlist (id, batch_no, enterprise_id, place_no, state, assets, area, gone_assets, gone_area, sent_name)
    VALUES (:batch, 'YJ8', 7, 100, 'offered', 1, 80, 0, 0, '');
    INSERT INTO assets_asset (id, list_id, enterprise_id, place_no, batch_no, offered_at, waits_since, asset_no, name, kind, address, area, title_state,
        certificate_no, duties, valuation_no, path, approval_no, remark, state, owed_by)
    VALUES (:p1, :batch, 7, 100, 'YJ8', now(), now(), 'FW1', '活动室', 'venue', '月华巷', 80, 'certified', '', '', '', 'transfer', '', '',
        'offered', 'place');
"""
# A party organisation on offer.
BRANCH = """
    INSERT INTO branches_organisation (id, enterprise_id, place_no, name, kind, state, path, round, next_step, owed_by,
        due_on, listed_at, offered_at)
    VALUES (:batch, 7, 100, '退休第一党支部', 'branch', 'offered', 'whole', 1, 'approval', 'enterprise', now(), now(), now());
"""
# A member on offer.
MEMBER = """
    INSERT INTO party_roster (id, batch_no, enterprise_id, named_no, state, members)
    VALUES (:batch, 'YJ8', 7, 100, 'offered', 1);
    INSERT INTO party_organisation (id, enterprise_id, name) VALUES (:batch, 7, '退休第一党支部');
    INSERT INTO party_member (id, roster_id, enterprise_id, place_no, organisation_id, name, id_no_index,
        political_status, facts_id, facts, state, state_on)
    VALUES (:p1, :batch, 7, 100, :batch, '王桂英', 'x', '01', :p1, 'x', 'offered', now());
"""
