"""Asking the keeper of an archive: the person in the portal, an officer in the person's place, an office by letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import IntegrityError, transaction

from yinqiao.areas.archive_certificates import errors, events
from yinqiao.areas.archive_certificates.models import Attestation
from yinqiao.areas.archive_certificates.queries import kind_on, list_kept_of
from yinqiao.areas.archive_certificates.services.writing import concealed, plain, subject_of
from yinqiao.areas.archive_certificates.types import MATTER, Channel, Letter, Wanted
from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.areas.digitised.queries import get_kept
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

_NONE = Letter("", "")


def ask(*, actor: Actor, at: datetime, archive_id: UUID, kind: str, words: str) -> UUID:
    """Ask for a certificate from the record of the own archive; by an authorisation, too, of which the keeper is told.

    Conflict `archive_certificates.asked_already`; Invalid `.words_missing`, `.numbers_inside`; Refused
    `authorisations.not_within`; NotFound for another's archive or one that no office keeps, `.no_such_kind`.
    """
    with perform(actor=actor, action="archive_certificates.ask", at=at) as act:
        warrant = require_warrant(actor.scope, MATTER, act.stamp.occurred_on)
        if actor.scope.person is None:
            raise NotFound
        archive = _kept(act, archive_id, actor.scope.person)
        said = f"{warrant.called}：{plain(words)}" if warrant else plain(words)
        return _ask_outside(act, archive, kind, Channel.PORTAL, said)


def ask_for(*, actor: Actor, at: datetime, archive_id: UUID, retiree_id: UUID, wanted: Wanted, agreed: str) -> UUID:
    """Ask in the place of a person in scope who agreed, in words (`当面口头同意`); refusals as of `ask`."""
    with perform(actor=actor, action="archive_certificates.ask_for", at=at) as act:
        archive = _kept(act, archive_id, retiree_id)
        said = f"{actor.unit} {actor.name}代为申请，本人{agreed}：{plain(wanted.words)}"
        return _ask_outside(act, archive, wanted.kind, Channel.DOOR, said)


def ask_by_letter(*, actor: Actor, at: datetime, archive_id: UUID, kind: str, words: str, letter: Letter) -> UUID:
    """Register that another office asks, by the keeper's officer. Conflict `archive_certificates.nobodys_archive`."""
    with perform(actor=actor, action="archive_certificates.ask_by_letter", at=at) as act:
        archive = get_kept(scope=actor.scope, archive_id=archive_id)
        for field, told in (("unit", letter.unit), ("number", letter.number)):
            if not told.strip():
                raise errors.words_missing(field, "请写明来函单位和文号。")
        if archive.retiree_id is None:
            raise errors.nobodys_archive()
        return _ask(act, archive, kind, Channel.LETTER, plain(words), letter)


def _kept(act: Act, archive_id: UUID, retiree_id: UUID) -> Any:
    for one in list_kept_of(scope=act.actor.scope, retiree_id=retiree_id):
        if one.pk == archive_id:
            return one
    raise NotFound


def _ask_outside(act: Act, archive: Any, kind: str, channel: Channel, words: str) -> UUID:
    """At a keeper beyond the scope of who asks."""
    with widened("archive_certificates.ask"):
        return _ask(act, archive, kind, channel, words)


def _ask(act: Act, archive: Any, kind: str, channel: Channel, words: str, letter: Letter = _NONE) -> UUID:
    found = kind_on(code=kind, day=act.stamp.occurred_on)
    made: UUID = uuid_utils.uuid7()
    try:
        with transaction.atomic():
            row = Attestation.objects.create(
                id=made, archive_id=archive.pk, retiree_id=archive.retiree_id, place_no=archive.place_no, kind=found.code,
                channel=channel, letter_unit=letter.unit.strip(), letter_no=letter.number.strip(), asked_at=act.at,
                note=concealed("note", words[:400], made),
            )  # fmt: skip
    except IntegrityError as problem:
        raise errors.asked_already() from problem
    act.about("retiree", archive.retiree_id)
    act.note(kind=found.code, channel=channel.value)
    act.emit(events.ASKED, [subject_of(row, archive)])
    return made
