"""A paper of a room above: sealed, numbered, registered, checked and revoked as a certificate is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from yinqiao.areas.certificates import errors, events
from yinqiao.areas.certificates.models import Certificate
from yinqiao.areas.certificates.queries import unit_of
from yinqiao.areas.certificates.rules import KEEPERS, grouped
from yinqiao.areas.certificates.services.files import put_away
from yinqiao.areas.certificates.services.issuing import lock, new_row, replace
from yinqiao.areas.certificates.services.making import begin_paper, how_sealed, in_words, picture_of
from yinqiao.areas.certificates.types import RECORDED, Cover, Document, How
from yinqiao.areas.retirees.queries import facts_of, people_within, subject
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.acts import Act
from yinqiao.platform.sealing.sealers import sealer


def certify(*, act: Act, document: Document, address: str) -> UUID:
    """Seal a document within an act of the room that keeps what it tells; returns the certificate.

    Where there is no seal it is printed and stamped. Refused `certificates.not_your_seal` to who keeps none,
    `.person_elsewhere` for a person out of scope, `.other_office` where another's is to be replaced; Unavailable
    `.seal_silent`.
    """
    if document.kind not in RECORDED:
        raise ValueError(f"{document.kind} is issued from the register")
    person = require_certifier(act=act, retiree_id=document.retiree_id)
    row = new_row(act, person, document.purpose, act.actor.scope.place_from)
    row.kind, row.title = document.kind, document.title
    row.replaces = lock(act, document.replaces) if document.replaces else None
    facts = {"name": person.name, "id_no": str(facts_of([person])[0].get("id_no") or "")}
    # Its pages are pictures: a PDF alone, which the seal of the city's platform is not for.
    row.how = how_sealed(facts, How.HAND) if sealer() else How.STAMPED
    content = {"facts": facts, "text": document.text, "basis": document.basis, "version": 1}
    code = begin_paper(act, row, content, document.valid_days)
    put_away(act, row, document.paint(_cover(row, code, address)), has_ofd=False)
    row.save(force_insert=True)
    if row.replaces is not None:
        replace(act, row.replaces)
    act.note(kind=row.kind, certificate=row.number, how=row.how)
    act.emit(events.ISSUED, [subject(person, kind=row.kind, state=row.state)])
    return UUID(str(row.pk))


def require_certifier(*, act: Act, retiree_id: UUID) -> Any:
    """The person, where who acts keeps a seal and the person belongs there; for who asks before the work is begun.

    Refused `certificates.not_your_seal`, `.person_elsewhere`.
    """
    if act.actor.role not in KEEPERS:
        raise errors.not_your_seal()
    person = people_within(scope=act.actor.scope).filter(pk=retiree_id).first()
    if person is None:
        raise errors.person_elsewhere()
    return person


def _cover(row: Certificate, code: str, address: str) -> Cover:
    return Cover(
        row.number, unit_of(row.place_no), in_words(row.issued_on), grouped(code), address,
        picture_of(f"{address}{code}/"), member_of(How, row.how), row.is_standin,
    )  # fmt: skip
