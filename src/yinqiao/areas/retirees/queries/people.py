"""One person of the register as the page shows it: sensitive values masked, each fact with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.organisations import queries as organisations
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries.facts import Facts, facts_of, profile_of
from yinqiao.areas.retirees.queries.former_names import KnownName, former_names_of
from yinqiao.areas.retirees.queries.hits import sex_label
from yinqiao.areas.retirees.queries.strands import strands_of
from yinqiao.areas.retirees.types import Concealed, FieldSource, PersonCard, RetireeStatus, Source
from yinqiao.kernel.codes import Education, EthnicGroup, PoliticalStatus, RetirementType
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.labels import Labelled
from yinqiao.kernel.masking import mask_address, mask_id_number, mask_phone
from yinqiao.platform.access import Scope

EVERY_FIELD = "*"
_MASKS = {
    Concealed.ID_NO: mask_id_number,
    Concealed.PHONE: mask_phone,
    Concealed.ADDRESS: mask_address,
    Concealed.HOUSEHOLD_ADDRESS: mask_address,
}


def get_person(*, scope: Scope, retiree_id: UUID) -> PersonCard:
    """One person; NotFound when absent or out of scope.

    An enterprise sees name, sex, birth year, state and dates (`is_limited`), an overseer also birthday and place.
    """
    row = find_row(scope, retiree_id)
    return full_card(row) if scope.sees_content else limited_card(row, scope)


def find_row(scope: Scope, retiree_id: UUID) -> Retiree:
    """The row of a person within the scope; NotFound otherwise."""
    row = Retiree.objects.filter(scope.predicate(person="pk"), pk=retiree_id).first()
    if row is None:
        raise NotFound
    return row


def list_former_names(*, scope: Scope, retiree_id: UUID) -> list[KnownName]:
    """Every former name of a person, told ones first; none without content in the scope, NotFound out of scope."""
    row = find_row(scope, retiree_id)
    if not scope.sees_content:
        return []
    return [one for one in former_names_of([row.pk]).get(row.pk, []) if one.name != row.name]


def list_rows(*, scope: Scope, ids: Iterable[UUID]) -> list[Retiree]:
    """The rows of these people within the scope, in no order; others are left out."""
    return list(people_within(scope=scope).filter(pk__in=set(ids)))


def people_within(*, scope: Scope) -> QuerySet[Retiree]:
    """Everybody within the scope, for a read of a higher room to narrow; merged entries among them."""
    return Retiree.objects.filter(scope.predicate())


def full_card(row: Retiree) -> PersonCard:
    """Everything that the locality may see."""
    known = facts_of([row])[0]
    sources = {name: source_of(row.sources, name) for name in (*_FACTS, *Concealed, *_BASIC)}
    return PersonCard(
        **_common(row),
        born_on=row.born_on,
        place_label=organisations.places().label(row.place_no),
        is_limited=False,
        masked={kind.value: _masked(known, kind) for kind in Concealed}
        | {"building": "已登记" if known.get("building") else ""},
        facts={name: text for name in _FACTS if (text := fact_text(row, name))},
        profile=profile_of(known),
        sources={name: source for name, source in sources.items() if source},
        strands=strands_of(row, sources),
    )


def limited_card(row: Retiree, scope: Scope) -> PersonCard:
    """What an enterprise or an overseer sees of a person: no number, address, phone, party or health data."""
    if scope.is_enterprise:
        return PersonCard(**_common(row), born_on=None, place_label="", is_limited=True)
    place = organisations.places().label(row.place_no)
    return PersonCard(**_common(row), born_on=row.born_on, place_label=place, is_limited=True)


def _common(row: Retiree) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "sex": sex_label(row.sex),
        "born_year": row.born_on.year,
        "status": row.status,
        "status_label": RetireeStatus(row.status).label,
        "status_on": row.status_on,
        "died_on": row.died_on,
        "place_no": row.place_no,
        "enterprise_id": row.enterprise_id,
        "enterprise_name": organisations.name_in_full(enterprise_id=row.enterprise_id),
        "lock_version": row.lock_version,
        "is_synthetic": row.is_synthetic,
        "merged_into": row.merged_into_id,
    }


_CODES: Mapping[str, type[Labelled]] = {
    "ethnic_group": EthnicGroup,
    "political_status": PoliticalStatus,
    "education": Education,
    "retirement_type": RetirementType,
}
_BASIC = ("name", "sex", "born_on", "building", "status", "profile")
_FACTS = (
    "ethnic_group", "political_status", "education", "work_start_on", "retired_on", "retirement_type", "former_unit",
    "former_post", "archive_no", "archive_place", "party_branch",
)  # fmt: skip


def fact_text(row: Retiree, name: str) -> str:
    """One fact in words: the label of a code, a date, the text itself; empty when unknown."""
    value = getattr(row, name)
    if isinstance(value, date):
        # 参加工作时间 is mostly told as a month, which is kept as its first day. A day that was told stays: a form
        # filled in with the month alone would take it away when it is saved.
        is_month = name == "retired_on" or (name == "work_start_on" and value.day == 1)
        return value.strftime("%Y-%m") if is_month else value.isoformat()
    if not value:
        return ""
    table = _CODES.get(name)
    if table is None:
        return str(value)
    return next((member.label for member in table if member.value == value), str(value))


def _masked(known: Facts, kind: Concealed) -> str:
    plain = known.get(kind.value)
    return _MASKS[kind](plain) if plain else ""


def source_of(sources: Mapping[str, Any], name: str) -> FieldSource | None:
    """From where one field comes and since when: its own entry, else the one that covers every field (`*`)."""
    entry = sources.get(name) or sources.get(EVERY_FIELD)
    if not entry:
        return None
    known = {one.value: one.label for one in Source}
    since = date.fromisoformat(entry[1]) if len(entry) > 1 and entry[1] else None
    return FieldSource(known.get(entry[0], entry[0]), since)
