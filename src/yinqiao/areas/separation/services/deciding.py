"""A person decides about a pair, and can take the decision back. Nothing but the exact number links by itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.archives.services import link_archive, unlink_archive
from yinqiao.areas.retirees.queries import find_row
from yinqiao.areas.separation import errors
from yinqiao.areas.separation.models import Match
from yinqiao.areas.separation.rules import next_state
from yinqiao.areas.separation.types import MatchState, MatchStep
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def link_match(*, actor: Actor, at: datetime, match_id: UUID) -> None:
    """The archive is this person's: link it.

    Conflict `separation.match_decided` unless the pair is open, `archives.archive_has_person` when another pair of the
    archive was linked meanwhile. NotFound when one of the sides is out of scope.
    """
    with perform(actor=actor, action="separation.link_match", at=at) as act:
        match = _lock(act, match_id, MatchStep.LINK)
        link_archive(act=act, archive_id=match.archive_id, retiree_id=match.retiree_id)
        _decide(act, match)


def part_match(*, actor: Actor, at: datetime, match_id: UUID) -> None:
    """The archive is not this person's: the pair is not proposed again."""
    with perform(actor=actor, action="separation.part_match", at=at) as act:
        _decide(act, _lock(act, match_id, MatchStep.PART))


def undo_match(*, actor: Actor, at: datetime, match_id: UUID) -> None:
    """Take a decision back: the pair waits again, and what it linked is apart again.

    Conflict `archives.link_changed` when the archive is linked to somebody else by now.
    """
    with perform(actor=actor, action="separation.undo_match", at=at) as act:
        match = _lock(act, match_id, MatchStep.UNDO)
        if match.was is MatchState.LINKED:  # type: ignore[attr-defined]
            unlink_archive(act=act, archive_id=match.archive_id, entry_id=match.retiree_id)
        _decide(act, match)


def _lock(act: Act, match_id: UUID, step: MatchStep) -> Match:
    """The pair, locked, both sides in scope, its state moved on by `step`; `was` is the state before."""
    scope = act.actor.scope
    match = Match.objects.select_for_update(of=("self",)).filter(pk=match_id).select_related("archive").first()
    if match is None or not scope.covers(place_no=match.archive.place_no, enterprise_id=None):
        raise NotFound
    find_row(scope, match.retiree_id)
    was = MatchState(match.state)
    state = next_state(was, step)
    if state is None:
        raise errors.match_decided(was.label)
    match.state, match.was = state, was  # type: ignore[attr-defined]
    act.about("match", match.pk)
    return match


def _decide(act: Act, match: Match) -> None:
    is_open = match.state == MatchState.OPEN
    match.decided_at, match.decided_act = (None, None) if is_open else (act.at, act.id)
    match.decided_name = "" if is_open else act.actor.name
    match.save(update_fields=["state", "decided_at", "decided_act", "decided_name"])
    act.note(state=match.state, score=match.score)
