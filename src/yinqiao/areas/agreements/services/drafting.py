"""Drafts: a new agreement with its number, a supplement, another version of the terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import connection

from yinqiao.areas.agreements import errors, events
from yinqiao.areas.agreements.models import Agreement, AgreementVersion
from yinqiao.areas.agreements.rules import RECEIVERS, side_of
from yinqiao.areas.agreements.services.locking import lock_agreement, named_refusals, require_possible, tell
from yinqiao.areas.agreements.types import AgreementKind, AgreementState, Parties, Seen, Side, Step, Terms, Wording
from yinqiao.areas.organisations.queries import answering_enterprise, get_enterprise, places
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

# The row of the year is locked until the act ends: who is undone gives the number back, and none is skipped.
_DRAW = """
INSERT INTO agreements_agreementnumber (year, last) VALUES (%s, 1)
ON CONFLICT (year) DO UPDATE SET last = agreements_agreementnumber.last + 1 RETURNING last
"""


def draft_agreement(*, actor: Actor, at: datetime, parties: Parties, wording: Wording) -> UUID:
    """Begin an agreement as the actor's side, with its first version; returns its id.

    Each side drafts for itself: the enterprise or the place must lie within the actor's scope. Numbers run through the
    year without gaps. Invalid `agreements.not_a_party`, `agreements.terms_not_possible`.
    """
    with perform(actor=actor, action="agreements.draft_agreement", at=at) as act:
        side = _side(actor)
        _require_parties(actor, side, parties)
        row = Agreement(
            id=uuid_utils.uuid7(), enterprise_id=parties.enterprise_id, place_no=parties.place_no,
            covers_group=parties.covers_group, kind=AgreementKind.MAIN, proposed_by=side,
        )  # fmt: skip
        _begin(act, row, wording)
        row.agreement_no = _draw_number(act)
        _write(act, row, wording)
        tell(act, events.DRAFTED, row)
        return row.pk


def draft_supplement(*, actor: Actor, at: datetime, seen: Seen, wording: Wording) -> UUID:
    """Begin a supplement to a signed agreement; its numbers are differences. Returns its id.

    Invalid `agreements.terms_not_possible` when a number of what holds would fall below zero.
    """
    with perform(actor=actor, action="agreements.draft_supplement", at=at) as act:
        main = lock_agreement(act, seen, Step.SUPPLEMENT)
        row = Agreement(
            id=uuid_utils.uuid7(), enterprise_id=main.enterprise_id, place_no=main.place_no,
            covers_group=main.covers_group, kind=AgreementKind.SUPPLEMENTARY, main=main, proposed_by=_side(actor),
        )  # fmt: skip
        _begin(act, row, wording)
        main.supplements_drafted += 1
        main.save(update_fields=["lock_version", "supplements_drafted"])
        row.agreement_no = f"{main.agreement_no}补{main.supplements_drafted}"
        _write(act, row, wording)
        tell(act, events.DRAFTED, row)
        return row.pk


def save_version(*, actor: Actor, at: datetime, seen: Seen, wording: Wording) -> int:
    """Write the terms of a draft anew as its next version, which nobody changes any more; returns its number.

    Conflict `agreements.changed_meanwhile` when a colleague was faster: neither version is lost.
    """
    with perform(actor=actor, action="agreements.save_version", at=at) as act:
        row = lock_agreement(act, seen, Step.SAVE)
        require_possible(act, row, wording.terms)
        row.version += 1
        with named_refusals():
            row.save(update_fields=["version", "lock_version"])
            _add_version(act, row, wording)
        act.note(version=row.version)
        tell(act, events.VERSION_SAVED, row)
        return row.version


def _side(actor: Actor) -> Side:
    side = side_of(actor.role)
    if side is None:
        raise errors.not_your_step()
    return side


def _require_parties(actor: Actor, side: Side, parties: Parties) -> None:
    """Both parties exist and can be parties; the own one lies within the actor's scope."""
    place = places().by_no.get(parties.place_no)
    if place is None or place.kind not in RECEIVERS:
        raise errors.not_a_party("place", "接收方须是市、区县或街道（乡镇）。")
    enterprise = get_enterprise(enterprise_id=parties.enterprise_id)
    if enterprise.successor_id is not None:
        answers = answering_enterprise(enterprise_id=enterprise.id).name
        raise errors.not_a_party("enterprise", f"{enterprise.name}已注销，由{answers}承继，新协议须由{answers}议定。")
    own = actor.scope.covers(
        place_no=parties.place_no if side is Side.PLACE else None,
        enterprise_id=parties.enterprise_id if side is Side.ENTERPRISE else None,
    )
    if not own:
        raise NotFound


def _draw_number(act: Act) -> str:
    """The next printed number of the year: 移协〔2026〕0001号."""
    year = act.stamp.occurred_on.year
    with connection.cursor() as cursor:
        cursor.execute(_DRAW, [year])
        return f"移协〔{year}〕{cursor.fetchone()[0]:04d}号"


def _begin(act: Act, row: Agreement, wording: Wording) -> None:
    row.state, row.drafted_on = AgreementState.DRAFT, act.stamp.occurred_on
    require_possible(act, row, wording.terms)


def _write(act: Act, row: Agreement, wording: Wording) -> None:
    """The row with its first version."""
    row.save(force_insert=True)
    _add_version(act, row, wording)
    act.about("agreement", row.pk, people=0)


def _add_version(act: Act, row: Agreement, wording: Wording) -> None:
    AgreementVersion.objects.create(
        agreement=row, number=row.version, terms=_tidy(wording.terms).to_json(), remark=wording.remark.strip()[:500],
        author_id=act.actor.id, author_name=act.actor.name, written_at=act.at,
    )  # fmt: skip


def _tidy(terms: Terms) -> Terms:
    """Without blanks around the words: a version must not differ from the one before by a blank alone."""
    return replace(terms, covered=terms.covered.strip(), retained=terms.retained.strip())
