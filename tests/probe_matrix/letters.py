"""Letters to offices, of the matrix: on each side one that waits, and the scan of an answer to another."""

from __future__ import annotations

from io import BytesIO

from django.utils import timezone

from tests.probe_matrix.city import HOMES, SIDES, City, holder
from tests.probe_matrix.offices import registered
from yinqiao.areas.letters.models import Asked
from yinqiao.areas.letters.services import record_reply, send_letter
from yinqiao.areas.letters.types import Reply
from yinqiao.platform.access import Actor, acting


def lay_letters(city: City) -> None:
    """Each side's community has written about its accepted person, twice, and once to a department with officers."""
    for side in HOMES:
        who, person = holder(side), city.targets["accepted_person"][side]
        waits = send_letter(actor=who, at=city.at, purpose="residence", office="某分局", people=[person])
        city.put("sent_letter", side, waits)
        answered = send_letter(actor=who, at=city.at, purpose="death_check", office="某分局", people=[person])
        with acting(Actor.system("matrix")):
            asked = Asked.objects.get(letter_id=answered).pk
        scan = BytesIO(b"%PDF-1.7\n1 0 obj\n%%EOF\n")
        scan.name = "复函.pdf"
        reply = Reply("none", "复函8号", timezone.localdate(city.at), scan)
        record_reply(actor=who, at=city.at, letter_id=answered, asked=[asked], reply=reply)
        city.put("letter_reply", side, asked)
    for side in SIDES:
        addressed = send_letter(
            actor=holder(side), at=city.at, purpose="lost_medical", office="",
            people=[city.targets["accepted_person"][side]], office_id=registered(city, side),
        )  # fmt: skip
        city.put("addressed_letter", side, addressed)
