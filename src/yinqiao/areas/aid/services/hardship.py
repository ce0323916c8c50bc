"""What civil affairs tell of hardship: kept as periods, one standing for a person, and taken back as it was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from yinqiao.areas.aid import events
from yinqiao.areas.aid.models import Hardship
from yinqiao.areas.aid.types import HardshipState
from yinqiao.areas.intake.services import tell_people
from yinqiao.areas.intake.types import Item, Reason
from yinqiao.platform.acts import Act

_S = HardshipState


def apply_hardships(*, act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """Keep grades that were told; one that stood before ends on the day on which the new one begins."""
    days = {one.retiree_id: one.data.since for one in items}
    standing = list(Hardship.objects.select_for_update().filter(retiree_id__in=days, state=_S.STANDING))
    for row in standing:
        row.state, row.until = _S.REPLACED.value, days[row.retiree_id]
    Hardship.objects.bulk_update(standing, ["state", "until"])
    Hardship.objects.bulk_create(
        Hardship(
            retiree_id=one.retiree_id, grade=one.data.grade.value, since=one.data.since,
            basis=f"{one.proof}，{one.data.basis}"[:300], source=one.source.value,
        )
        for one in items
    )  # fmt: skip
    tell_people(act=act, kind=events.HARDSHIP_RECOGNISED, people=list(days))
    return {}


def apply_ends(*, act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """Keep that a grade ended; of whom none stands there is nothing to keep."""
    told = {one.retiree_id: one for one in items}
    standing = list(Hardship.objects.select_for_update().filter(retiree_id__in=told, state=_S.STANDING))
    for row in standing:
        item = told[row.retiree_id]
        row.state, row.until = _S.ENDED.value, item.data.since
        row.ended_basis = f"{item.proof}，{item.data.basis}"[:300]
    Hardship.objects.bulk_update(standing, ["state", "until", "ended_basis"])
    tell_people(act=act, kind=events.HARDSHIP_ENDED, people=[one.retiree_id for one in standing])
    return dict.fromkeys(set(told) - {one.retiree_id for one in standing}, Reason.SAME_VALUE)


def undo_hardship(*, act: Act, item: Item) -> bool:
    """The office takes a grade back: the one before stands again. False when another followed or it has ended."""
    found = Hardship.objects.select_for_update().filter(retiree_id=item.retiree_id)
    row = found.filter(state=_S.STANDING, grade=item.data.grade.value, since=item.data.since).first()
    if row is None:
        return False
    row.state, row.until = _S.WITHDRAWN.value, row.since
    row.save(update_fields=["state", "until"])
    before = found.filter(state=_S.REPLACED, until=item.data.since).order_by("-recorded_at").first()
    if before is not None:
        _stand_again(before)
    tell_people(act=act, kind=events.HARDSHIP_WITHDRAWN, people=[row.retiree_id])
    return True


def undo_end(*, act: Act, item: Item) -> bool:
    """The office takes an end back: the grade stands again. False when another was told since."""
    found = Hardship.objects.select_for_update().filter(retiree_id=item.retiree_id)
    row = found.filter(state=_S.ENDED, until=item.data.since).order_by("-recorded_at").first()
    if row is None or found.filter(state=_S.STANDING).exists():
        return False
    _stand_again(row)
    tell_people(act=act, kind=events.HARDSHIP_RESUMED, people=[row.retiree_id])
    return True


def _stand_again(row: Hardship) -> None:
    row.state, row.until, row.ended_basis = _S.STANDING.value, None, ""
    row.save(update_fields=["state", "until", "ended_basis"])
