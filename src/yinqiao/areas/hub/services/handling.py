"""What each kind of message does where it is taken in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from django.db.models import Q

from yinqiao.areas.hub import errors
from yinqiao.areas.hub.models import CityEpoch, CitySheet, DeskEntry, Incoming, Outgoing
from yinqiao.areas.hub.rules import (
    DeskMessage,
    Envelope,
    EpochMessage,
    IndicatorsMessage,
    ReceiptMessage,
    read_body,
    write_text,
)
from yinqiao.areas.hub.services.numbering import Told, put
from yinqiao.areas.hub.types import PROVINCE, MessageKind, Outcome
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.othercity.services import take_in
from yinqiao.platform.access import Actor

Handler = Callable[[Actor, datetime, Envelope, bytes], Outcome]


def _file(actor: Actor, at: datetime, envelope: Envelope, body: bytes) -> Outcome:
    """A file of another city: the same door as an uploaded one."""
    if envelope.line == PROVINCE:
        raise errors.envelope_differs()
    return Outcome.TAKEN if take_in(actor=actor, at=at, content=body).is_new else Outcome.KNOWN


def answer_receipt(at: datetime, envelope: Envelope, outcome: Outcome, code: str) -> None:
    """Tell the sender what became of its file, on its own line."""
    told = ReceiptMessage(digest=envelope.digest, outcome=outcome, code=code, at=at)
    place_no = places().city.place_no
    put(at, Told(envelope.iss, MessageKind.RECEIPT, place_no, envelope.about, write_text(told)))


def _receipt(actor: Actor, at: datetime, envelope: Envelope, body: bytes) -> Outcome:
    """A receipt of another city: for every sending of that file, the digest says of which."""
    told = read_body(ReceiptMessage, body)
    sent = Outgoing.objects.filter(line=envelope.iss, digest=told.digest, ref__isnull=False, about=envelope.about)
    # Once it lies there it stays there, whatever a later copy meets.
    found = sent.exclude(receipt="taken")
    receipt = "refused" if told.outcome == Outcome.REFUSED else "taken"
    return Outcome.TAKEN if found.update(receipt=receipt, receipt_code=told.code, receipt_at=told.at) else Outcome.KNOWN


def _epoch(actor: Actor, at: datetime, envelope: Envelope, body: bytes) -> Outcome:
    """The city's numbers begin anew: what we have beyond what it knows of is no longer on its record."""
    told = read_body(EpochMessage, body)
    lasts = {one.epoch: one.last for one in told.earlier}
    kept = Q(epoch=envelope.epoch)
    for epoch, last in lasts.items():
        kept |= Q(epoch=epoch, number__lte=last)
    before = Incoming.objects.filter(city=envelope.iss, line=envelope.line, is_undone=False)
    undone = before.exclude(kept).update(is_undone=True)
    CityEpoch.objects.create(
        city=envelope.iss, line=envelope.line, epoch=envelope.epoch, began_at=told.began_at, heard_at=at, undone=undone
    )  # fmt: skip
    return Outcome.TAKEN


def _indicators(actor: Actor, at: datetime, envelope: Envelope, body: bytes) -> Outcome:
    told = read_body(IndicatorsMessage, body)
    kept = CitySheet.objects.filter(pk=envelope.iss).first()
    if kept is not None and kept.as_of >= told.as_of:
        return Outcome.KNOWN
    plain = told.model_dump(mode="json")
    CitySheet.objects.update_or_create(
        city=envelope.iss,
        defaults={
            "epoch": envelope.epoch, "number": envelope.number, "as_of": told.as_of, "figures": plain["city"],
            "districts": plain["districts"],
        },
    )  # fmt: skip
    return Outcome.TAKEN


def _desk(actor: Actor, at: datetime, envelope: Envelope, body: bytes) -> Outcome:
    """How a package stands with a city, told by that city of itself alone."""
    told = read_body(DeskMessage, body)
    if envelope.iss != (told.sender if told.side == "out" else told.receiver):
        raise errors.envelope_differs()
    kept = DeskEntry.objects.filter(number=told.number, side=told.side).first()
    if kept is not None and kept.as_of >= envelope.iat:
        return Outcome.KNOWN
    plain = told.model_dump(exclude={"number", "side"})
    DeskEntry.objects.update_or_create(
        number=told.number, side=told.side, defaults={**plain, "as_of": envelope.iat}
    )  # fmt: skip
    return Outcome.TAKEN


HANDLERS: Final[Mapping[MessageKind, Handler]] = {
    MessageKind.EPOCH: _epoch,
    MessageKind.INDICATORS: _indicators,
    MessageKind.DESK: _desk,
    MessageKind.PACKAGE: _file,
    MessageKind.ANSWER: _file,
    MessageKind.WITHDRAWAL: _file,
    MessageKind.RECEIPT: _receipt,
}
