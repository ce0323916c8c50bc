"""Messages on their way into our stream, and what the stream has lost of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from yinqiao.areas.hub.models import Outgoing
from yinqiao.areas.hub.queries.rates import rates_on
from yinqiao.areas.hub.rules import ENVELOPE_TYPE, Envelope, subject_of, write_text
from yinqiao.areas.hub.types import MessageKind, PostState, Sending
from yinqiao.areas.othercity.services import hand_out_paper, sign_for_cities
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.files.store import read_bytes

_PURPOSE = "经市间专线发送对方城市"


def next_sendings(*, actor: Actor, at: datetime, most: int, most_bytes: int) -> Sequence[Sending]:
    """What is to be posted next, in the order of the record, no more than fits into memory at once.

    What is too large for a message, or gone, is put aside with its reason.

    Each file that goes leaves an entry of kind `read` with its purpose.
    """
    found: list[Sending] = []
    room = 2 * most_bytes
    with acting(actor):
        for row in Outgoing.objects.filter(seq__isnull=True, failure="").order_by("id")[:most]:
            body, failure = _body(actor, at, row)
            if len(body) > most_bytes:
                failure = PostState.TOO_LARGE.value
            if failure:
                Outgoing.objects.filter(pk=row.pk).update(failure=failure)
                continue
            found.append(_sending(row, body))
            room -= len(body)
            if room <= 0:
                break
    return found


def _body(actor: Actor, at: datetime, row: Outgoing) -> tuple[bytes, str]:
    if row.ref is None:
        return bytes(row.body or b""), ""
    try:
        file = hand_out_paper(actor=actor, at=at, paper_id=row.ref, purpose=_PURPOSE)
    except NotFound:
        return b"", PostState.GONE.value
    return read_bytes(file), ""


def _sending(row: Outgoing, body: bytes) -> Sending:
    kind = MessageKind(row.kind)
    envelope = Envelope(
        iss=settings.REGION, line=row.line, epoch=row.epoch, number=row.number, kind=kind, iat=row.recorded_at,
        digest=row.digest, about=row.about,
    )  # fmt: skip
    signed = sign_for_cities(text=write_text(envelope), kind=ENVELOPE_TYPE)
    # The servers remember numbers for a while: what they have lost must not be taken for what they have.
    once = f"{settings.REGION}.{row.line}.{row.epoch}.{row.number}.{row.rounds}"
    return Sending(row.pk, subject_of(settings.REGION, row.line, kind), once, signed, body)


def note_posted(*, actor: Actor, at: datetime, outgoing_id: int, born: str, seq: int, is_known: bool) -> bool:
    """Record where a message lies in the stream. False, with nothing recorded, when that place was given before.

    Then the stream has lost its end, and whoever reads it may stand beyond what is there now.
    """
    with acting(actor):
        if not is_known and Outgoing.objects.filter(born=born, seq__gte=seq).exists():
            return False
        Outgoing.objects.filter(pk=outgoing_id).update(born=born, seq=seq, posted_at=at)
    return True


def compare_stream(*, actor: Actor, at: datetime, born: str, first: int, last: int, lost: Collection[int]) -> int:
    """Compare the stream with the record; what it lacks is posted anew. Returns how many messages that are.

    Another stream than we posted to lacks all; this one what lies beyond its ends or is `lost` between them. What is
    about to be dropped for its age may be gone already, and is not posted again.
    """
    since = at - timedelta(days=rates_on(timezone.localdate(at)).kept_days - 1)
    gone = Q(seq__gt=last) | Q(seq__lt=first) | Q(seq__in=list(lost))
    with acting(actor):
        posted = Outgoing.objects.filter(seq__isnull=False, recorded_at__gte=since)
        return _lose(posted.filter(~Q(born=born) | gone))


def _lose(rows: QuerySet[Outgoing]) -> int:
    return rows.update(born="", seq=None, posted_at=None, rounds=F("rounds") + 1)
