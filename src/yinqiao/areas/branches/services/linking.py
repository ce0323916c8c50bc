"""A branch of a party roster and the listed organisation that it is: linked by the same name, or by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yinqiao.areas.branches import errors
from yinqiao.areas.branches.models import Organisation, RosterBranch
from yinqiao.areas.branches.queries import list_unlisted
from yinqiao.areas.branches.services.locking import follow_names, lock
from yinqiao.areas.branches.types import SIGNED, State
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def link_branch(*, actor: Actor, at: datetime, branch_id: UUID, organisation_id: UUID) -> None:
    """Say which listed organisation a branch of a roster is. Conflict `branches.branch_taken` when that is known already."""
    with perform(actor=actor, action="branches.link_branch", at=at) as act:
        row = lock(act, organisation_id)
        if not actor.scope.is_enterprise or row.state == State.DROPPED:
            raise NotFound
        found = list_unlisted(scope=actor.scope, today=act.stamp.occurred_on, only=[branch_id])
        if not found:
            raise errors.branch_taken()
        if found[0].enterprise_id != row.enterprise_id:
            raise NotFound
        write_links({branch_id: row})
        act.note(branch=str(branch_id))


def unlink_branch(*, actor: Actor, at: datetime, branch_id: UUID) -> None:
    """Take such a word back, as long as the place has not signed for the organisation."""
    with perform(actor=actor, action="branches.unlink_branch", at=at) as act:
        link = RosterBranch.objects.filter(pk=branch_id, enterprise_id__in=actor.scope.enterprises).first()
        if link is None:
            raise NotFound
        row = lock(act, link.organisation_id)
        if row.state in SIGNED:
            raise errors.step_not_open(State(row.state).label)
        link.delete()
        act.note(branch=str(branch_id))


def link_same_names(act: Act, rows: Sequence[Organisation]) -> int:
    """Branches of rosters with the very name of one of these organisations are that organisation; returns how many."""
    named = {(row.enterprise_id, row.name): row for row in rows}
    found = list_unlisted(scope=act.actor.scope, today=act.stamp.occurred_on) if rows else []
    links = {one.id: named[key] for one in found if (key := (one.enterprise_id, one.name)) in named}
    write_links(links)
    return len(links)


def link_new_branches(*, act: Act) -> int:
    """The same for a roster that was just submitted: its branches, and every organisation that is listed."""
    scope = act.actor.scope
    if not scope.is_enterprise:
        return 0
    rows = Organisation.objects.filter(enterprise_id__in=scope.enterprises).exclude(state=State.DROPPED)
    return link_same_names(act, list(rows))


def write_links(links: Mapping[UUID, Organisation]) -> None:
    """One row per branch, and where the organisation is now."""
    RosterBranch.objects.bulk_create(
        [
            RosterBranch(id=key, enterprise_id=row.enterprise_id, organisation=row, state=row.state, name=row.name)
            for key, row in links.items()
        ],
        ignore_conflicts=True,
    )
    follow_names([row.pk for row in links.values()])
