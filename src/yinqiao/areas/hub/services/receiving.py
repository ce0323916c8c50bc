"""One message that came: proven, taken in once with all that follows from it, and our place moved behind it."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from yinqiao.areas.hub import errors
from yinqiao.areas.hub.models import Incoming, Reader
from yinqiao.areas.hub.rules import ENVELOPE_TYPE, Envelope, read_envelope
from yinqiao.areas.hub.services.handling import HANDLERS, answer_receipt
from yinqiao.areas.hub.types import PROVINCE, SEALED, Came, Outcome, Trouble
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.othercity.services import read_signed
from yinqiao.areas.othercity.types import Signer
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.faults.killpoints import killpoint


def receive(*, actor: Actor, at: datetime, line: str, came: Came) -> bool:
    """Take one message in. False when it is signed with a key that nobody here knows: then we stay before it.

    A message whose envelope does not hold is counted and passed over; one that was taken in before moves our place
    alone. Everything happens in one transaction: whoever dies has done nothing, or all of it.
    """
    with acting(actor):
        place = Reader.objects.select_for_update().get(city=came.city, line=line)
        if place.born == came.born and came.seq <= place.seq:
            return True
        try:
            envelope = _prove(came, line)
        except (Invalid, Conflict):
            place.refused += 1
            return _move(place, came, at)
        if envelope is None:
            Reader.objects.filter(pk=place.pk).update(trouble=Trouble.KEY_UNKNOWN)
            return False
        killpoint("hub.receive_before_take")
        if not _is_known(envelope):
            _take(actor, at, envelope, came.body)
        _move(place, came, at)
        killpoint("hub.receive_before_commit")
    return True


def _move(place: Reader, came: Came, at: datetime) -> bool:
    place.born, place.seq, place.heard_at, place.trouble = came.born, came.seq, at, Trouble.NONE.value
    place.save(update_fields=["born", "seq", "heard_at", "trouble", "refused"])
    return True


def _prove(came: Came, line: str) -> Envelope | None:
    """The envelope, if it is that city's own for this message and for us; None where its key is unknown here."""
    signed = read_signed(token=came.envelope, kind=ENVELOPE_TYPE)
    if signed.signer is Signer.UNKNOWN:
        return None
    if signed.signer is Signer.REVOKED:
        raise errors.key_revoked()
    envelope = read_envelope(signed.text)
    told = (envelope.iss, envelope.line, envelope.digest)
    if signed.city != came.city or told != (came.city, line, sha256(came.body).hexdigest()):
        raise errors.envelope_differs()
    return envelope


def _is_known(envelope: Envelope) -> bool:
    known = Incoming.objects.filter(
        city=envelope.iss, line=envelope.line, epoch=envelope.epoch, number=envelope.number
    )  # fmt: skip
    return known.exists()


def _take(actor: Actor, at: datetime, envelope: Envelope, body: bytes) -> None:
    """Do what the message says, or note the refusal; a file is answered by a receipt either way."""
    outcome, code = Outcome.TAKEN, ""
    try:
        # A refusal undoes what its handler has begun, and nothing else.
        with transaction.atomic():
            outcome = HANDLERS[envelope.kind](actor, at, envelope, body)
    except (Invalid, Conflict, Refused, NotFound) as refusal:
        outcome, code = Outcome.REFUSED, _code(refusal)
    Incoming.objects.create(
        city=envelope.iss, line=envelope.line, epoch=envelope.epoch, number=envelope.number, kind=envelope.kind.value,
        place_no=0 if envelope.line == PROVINCE else places().city.place_no, about=envelope.about,
        digest=envelope.digest, sent_at=envelope.iat, stored_at=at, outcome=outcome.value, code=code,
    )  # fmt: skip
    if envelope.kind in SEALED and envelope.line == settings.REGION:
        answer_receipt(at, envelope, outcome, code)


def _code(refusal: DomainError) -> str:
    return refusal.code[:48]
