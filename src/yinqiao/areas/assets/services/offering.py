"""A checked list submitted to the place that shall receive its assets, and taken back before anyone has looked at them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Sum

from yinqiao.areas.assets import errors, events
from yinqiao.areas.assets.models import Asset, AssetList
from yinqiao.areas.assets.queries import receivers
from yinqiao.areas.assets.rules import finding_words
from yinqiao.areas.assets.services.locking import lock_list, tell, tell_of_list
from yinqiao.areas.assets.types import (
    ASSET_LIST,
    ASSET_WORDS,
    AssetFinding,
    AssetState,
    ListState,
    ListStep,
)
from yinqiao.areas.lists.errors import nothing_to_submit
from yinqiao.areas.lists.queries import get_batch
from yinqiao.areas.lists.services import (
    add_findings,
    begin_submission,
    finish_submission,
    finish_undo,
    renew_annotated_copy,
    work_on,
)
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import set_based

# What was sent back leaves its old list for this one; the old one keeps how much that was.
_LEAVE = """
WITH moving AS (
    SELECT a.list_id, a.area FROM assets_asset a JOIN assets_assetrow w
      ON w.batch_id = %s AND w.state = 'ready' AND w.enterprise_id = a.enterprise_id AND w.asset_no = a.asset_no
    WHERE a.state = 'returned' ORDER BY a.id FOR UPDATE OF a)
UPDATE assets_assetlist l SET gone_assets = l.gone_assets + m.assets, gone_area = l.gone_area + m.area
FROM (SELECT list_id, count(*) AS assets, coalesce(sum(area), 0) AS area FROM moving GROUP BY list_id) m
WHERE l.id = m.list_id
"""
# An asset that was taken back or sent back before is the same asset, offered anew; one that somebody else's act has
# brought into another list since the check stays as it is.
_OFFER = """
INSERT INTO assets_asset (list_id, enterprise_id, place_no, batch_no, offered_at, waits_since, state, owed_by, asset_no, name, kind, address, area,
    title_state, certificate_no, is_separable, duties, valuation_no, valued_on, value, path, approval_no, approved_on,
    community_no, remark, entered_at)
SELECT l.id, w.enterprise_id, l.place_no, l.batch_no, l.offered_at, l.offered_at, 'offered', 'place', w.asset_no, w.name, w.kind, w.address, w.area,
    w.title_state, w.certificate_no, w.is_separable, w.duties, w.valuation_no, w.valued_on, w.value, w.path, w.approval_no,
    w.approved_on, w.community_no, w.remark, l.offered_at
FROM assets_assetrow w JOIN assets_assetlist l ON l.id = w.batch_id
WHERE w.batch_id = %s AND w.state = 'ready' ORDER BY w.row_no
ON CONFLICT (enterprise_id, asset_no) DO UPDATE SET list_id = excluded.list_id, place_no = excluded.place_no,
    batch_no = excluded.batch_no, offered_at = excluded.offered_at, waits_since = excluded.waits_since,
    state = 'offered', owed_by = 'place', next_step = '', round = assets_asset.round + 1, found_area = NULL,
    condition = '', survey_note = '', surveyed_at = NULL, surveyed_name = '', return_reason = '', return_note = '',
    name = excluded.name, kind = excluded.kind, address = excluded.address, area = excluded.area,
    title_state = excluded.title_state, certificate_no = excluded.certificate_no, is_separable = excluded.is_separable,
    duties = excluded.duties, valuation_no = excluded.valuation_no, valued_on = excluded.valued_on,
    value = excluded.value, path = excluded.path, approval_no = excluded.approval_no,
    approved_on = excluded.approved_on, community_no = excluded.community_no, remark = excluded.remark
WHERE assets_asset.state IN ('withdrawn', 'returned')
"""
_OVERTAKEN = """
UPDATE assets_assetrow w SET state = 'blocked' FROM assets_asset a
WHERE w.batch_id = %s AND w.state = 'ready' AND a.enterprise_id = w.enterprise_id AND a.asset_no = w.asset_no
  AND a.list_id <> w.batch_id RETURNING w.row_no
"""


def begin_offer(*, actor: Actor, at: datetime, batch_id: UUID, place_no: int) -> None:
    """The officer names who shall receive the assets and confirms; the submission itself is a job.

    Invalid `assets.not_a_receiver` for a place that manages no premises. What the batch must be like is as for every
    list (`begin_submission`).
    """
    with perform(actor=actor, action="assets.choose_receiver", at=at) as act:
        batch = get_batch(scope=actor.scope, kind=ASSET_LIST, batch_id=batch_id)
        if place_no not in receivers().values():
            raise errors.not_a_receiver()
        begin_submission(actor=actor, at=at, kind=ASSET_LIST, batch_id=batch_id)
        chosen = {"place_no": place_no, "sent_name": actor.name, "batch_no": batch.batch_no}
        AssetList.objects.update_or_create(
            pk=batch_id, defaults={**chosen, "enterprise_id": batch.enterprise_id, "state": ListState.SENDING}
        )
        act.about("asset_list", batch_id, people=0)
        act.note(place=place_no)


def submit_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Carry out a submission that an officer began; returns how many assets were offered to the place.

    A row whose asset stands in another list by now stays behind with a finding. A refusal puts the batch back to
    “checked”; a crash leaves it “submitting”, and the job begins again from nothing.
    """
    with work_on(actor=actor, at=at, kind=ASSET_LIST, batch_id=batch_id, step="submit") as (act, batch):
        return _submit(act, batch)


def _submit(act: Act, batch: Any) -> int:
    row = lock_list(act, batch.id, ListStep.OFFER)
    row.offered_at = act.at
    row.save(update_fields=["state", "offered_at"])
    with set_based(int(batch.counts.get("ready", 0))), connection.cursor() as cursor:
        cursor.execute(_LEAVE, [batch.id])
        cursor.execute(_OFFER, [batch.id])
        cursor.execute(_OVERTAKEN, [batch.id])
        overtaken = [one[0] for one in cursor.fetchall()]
    if overtaken:
        code = AssetFinding.ON_OFFER
        severity = finding_words()[code]["severity"]
        add_findings(act=act, batch=batch, row_numbers=overtaken, field="asset_no", code=code.value, severity=severity)
    offered = list(Asset.objects.filter(list_id=batch.id))
    if not offered:
        raise nothing_to_submit(ASSET_WORDS)
    told = Asset.objects.filter(list_id=batch.id).aggregate(assets=Count("id"), area=Sum("area"))
    row.assets, row.area = told["assets"], told["area"] or Decimal(0)
    row.save()
    finish_submission(
        act=act, batch=batch, people=0, counts={"offered": len(offered), "overtaken": len(overtaken)}
    )  # fmt: skip
    renew_annotated_copy(act=act)
    act.note(offered=len(offered), overtaken=len(overtaken))
    tell_of_list(act, events.LIST_OFFERED, row, assets=len(offered), area=str(row.area))
    tell(act, events.OFFERED, offered)
    return len(offered)


def undo_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Take a list back before anyone has looked at one of its assets; returns how many stay with the enterprise.

    Conflict `assets.survey_begun` afterwards; the batch then stands as submitted again.
    """
    with work_on(actor=actor, at=at, kind=ASSET_LIST, batch_id=batch_id, step="undo") as (act, batch):
        row = lock_list(act, batch.id, ListStep.TAKE_BACK)
        members = list(Asset.objects.select_for_update().filter(list_id=row.pk).order_by("id"))
        if any(one.state != AssetState.OFFERED for one in members) or row.gone_assets:
            raise errors.survey_begun()
        Asset.objects.filter(list_id=row.pk).update(state=AssetState.WITHDRAWN, owed_by="", waits_since=None)
        row.save()
        finish_undo(act=act, batch=batch, people=0)
        act.note(offered=len(members))
        tell_of_list(act, events.LIST_UNDONE, row, assets=len(members))
        tell(act, events.WITHDRAWN, members)
    return len(members)
