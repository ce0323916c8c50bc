"""What an enterprise lists: organisations typed, pasted or taken from rosters; changed, dropped and restored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import IntegrityError, transaction

from yinqiao.areas.branches import errors, events
from yinqiao.areas.branches.models import Organisation
from yinqiao.areas.branches.queries import list_unlisted, listing_enterprises
from yinqiao.areas.branches.rules import listing_faults, stands_above
from yinqiao.areas.branches.services.facts import seal_contact
from yinqiao.areas.branches.services.linking import link_same_names, write_links
from yinqiao.areas.branches.services.locking import follow_on, keep, lock, require_deed, tell
from yinqiao.areas.branches.types import Deed, Kind, Listing, State
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def list_organisation(*, actor: Actor, at: datetime, enterprise_id: int, listing: Listing) -> UUID:
    """Enter one organisation; returns its id. Invalid `branches.facts_missing`, `.name_taken`, `.not_an_enterprise`."""
    if wrong := listing_faults(listing):
        raise errors.facts_missing(wrong)
    with perform(actor=actor, action="branches.list_organisation", at=at) as act:
        _require_enterprise(actor, enterprise_id)
        if _taken(enterprise_id, [listing]):
            raise errors.name_taken()
        row = _write(act, enterprise_id, [listing])[0]
        act.about("party_organisation", row.pk, people=0)
    return row.pk


def list_lines(*, actor: Actor, at: datetime, enterprise_id: int, listings: Sequence[Listing]) -> int:
    """Enter organisations that were pasted, all of them or none; returns how many. Invalid `branches.lines_wrong`."""
    wrong = [f"“{one.name}”：{text}" for one in listings for text in listing_faults(one).values()]
    if wrong:
        raise errors.lines_wrong(wrong)
    with perform(actor=actor, action="branches.list_lines", at=at) as act:
        _require_enterprise(actor, enterprise_id)
        if taken := _taken(enterprise_id, listings):
            raise errors.lines_wrong([f"“{name}”已经列入" for name in taken])
        rows = _write(act, enterprise_id, listings)
        act.note(organisations=len(rows))
    return len(rows)


def list_from_rosters(*, actor: Actor, at: datetime, ids: Sequence[UUID]) -> int:
    """Enter branches that rosters name as organisations, each linked to its name there; returns how many.

    Under the enterprise whose roster it was, though that be no more: its members went under that name as well.
    """
    with perform(actor=actor, action="branches.list_from_rosters", at=at) as act:
        by_firm: dict[int, list[tuple[UUID, Listing]]] = defaultdict(list)
        for one in list_unlisted(scope=actor.scope, today=act.stamp.occurred_on, only=ids):
            kind = Kind.read(one.kind) or Kind.BRANCH
            by_firm[one.enterprise_id].append((one.id, Listing(one.name, kind, one.upper, one.members)))
        count = 0
        for enterprise_id, told in by_firm.items():
            taken = set(_taken(enterprise_id, [listing for _, listing in told]))
            told = [(branch_id, listing) for branch_id, listing in told if listing.name not in taken]
            rows = _write(act, enterprise_id, [listing for _, listing in told])
            write_links({branch_id: row for (branch_id, _), row in zip(told, rows, strict=True)})
            count += len(rows)
        if not count:
            raise errors.branch_taken()
        act.note(organisations=count)
    return count


def change_organisation(
    *, actor: Actor, at: datetime, organisation_id: UUID, version: int, listing: Listing
) -> None:  # fmt: skip
    """Put right what is said of an organisation before it is offered. A contact left empty stays as it is."""
    if wrong := listing_faults(listing):
        raise errors.facts_missing(wrong)
    with perform(actor=actor, action="branches.change_organisation", at=at) as act:
        row = lock(act, organisation_id, version)
        require_deed(act, row, Deed.CHANGE)
        if listing.name != row.name and _taken(row.enterprise_id, [listing]):
            raise errors.name_taken()
        _tell_listing(row, listing)
        row.parent = _parents(row.enterprise_id).get(listing.upper)
        if row.parent and (row.parent.pk == row.pk or not stands_above(row.parent.kind, row.kind)):
            row.parent = None
        if any(not stands_above(row.kind, one.kind) for one in row.below.exclude(state=State.DROPPED)):
            raise errors.facts_missing({"kind": "下面还有同级或更高级别的党组织，请先修改下级的“上级党组织”。"})
        # A name that others took in this very moment.
        try:
            with transaction.atomic():
                keep(act, row)
        except IntegrityError:
            raise errors.name_taken() from None
        link_same_names(act, [row])
        tell(act, events.CHANGED, [row])


def drop_organisation(*, actor: Actor, at: datetime, organisation_id: UUID) -> None:
    """Cross an organisation off that was listed by mistake; it stays on record and can be restored."""
    with perform(actor=actor, action="branches.drop_organisation", at=at) as act:
        row = lock(act, organisation_id)
        row.state = require_deed(act, row, Deed.DROP)
        row.roster_branches.all().delete()
        row.below.update(parent=None)
        keep(act, row)
        tell(act, events.DROPPED, [row])


def restore_organisation(*, actor: Actor, at: datetime, organisation_id: UUID) -> None:
    """Take a crossing off back. Invalid `branches.name_taken` when another has its name by now."""
    with perform(actor=actor, action="branches.restore_organisation", at=at) as act:
        row = lock(act, organisation_id)
        state = require_deed(act, row, Deed.RESTORE)
        if (
            Organisation.objects.filter(enterprise_id=row.enterprise_id, name=row.name)
            .exclude(state=State.DROPPED)
            .exists()
        ):
            raise errors.name_taken()
        row.state = state
        keep(act, row)
        link_same_names(act, [row])
        tell(act, events.RESTORED, [row])


def _require_enterprise(actor: Actor, enterprise_id: int) -> None:
    if not actor.scope.is_enterprise or enterprise_id not in actor.scope.enterprises:
        raise NotFound
    if enterprise_id not in listing_enterprises(actor.scope):
        raise errors.not_an_enterprise()


def _taken(enterprise_id: int, listings: Sequence[Listing]) -> list[str]:
    found = Organisation.objects.filter(enterprise_id=enterprise_id, name__in=[one.name for one in listings])
    return list(found.exclude(state=State.DROPPED).values_list("name", flat=True))


def _parents(enterprise_id: int) -> Mapping[str, Organisation]:
    found = Organisation.objects.filter(enterprise_id=enterprise_id).exclude(state=State.DROPPED)
    return {one.name: one for one in found}


def _tell_listing(row: Organisation, one: Listing) -> None:
    """What the enterprise says, onto the row; who has no id yet has one by now."""
    row.name, row.kind, row.upper, row.members = one.name, one.kind, one.upper, one.members
    row.code, row.activity_place = one.code, one.activity_place
    if one.role:
        row.role = one.role
    seal_contact(row, one.secretary, one.phone)


def _write(act: Act, enterprise_id: int, listings: Sequence[Listing]) -> list[Organisation]:
    """The rows of these organisations, each under its upper one where that is listed; the enterprise is responsible."""
    rows = []
    for one in listings:
        row = Organisation(
            id=uuid_utils.uuid7(), enterprise_id=enterprise_id, state=State.LISTED, listed_at=act.at, round=0, lock_version=0
        )  # fmt: skip
        _tell_listing(row, one)
        follow_on(act, row)
        rows.append(row)
    try:
        with transaction.atomic():
            Organisation.objects.bulk_create(rows)
    except IntegrityError:
        raise errors.name_taken() from None
    known = _parents(enterprise_id)
    for row in rows:
        above = known.get(row.upper)
        row.parent = above if above and above.pk != row.pk and stands_above(above.kind, row.kind) else None
    Organisation.objects.bulk_update([row for row in rows if row.parent], ["parent"])
    link_same_names(act, rows)
    tell(act, events.LISTED, rows)
    return rows
