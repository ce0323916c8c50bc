"""The list of people of a scope: filters as a QuerySet, rows with masked numbers, and the frames of print and export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any

from django.db.models import QuerySet

from yinqiao.areas.ledger.types import ContactRow, PersonFilter, PersonRow
from yinqiao.areas.organisations import queries as organisations
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.retirees.queries import facts_of, find_people, people_within, sex_label
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.masking import mask_id_number, mask_phone
from yinqiao.kernel.periods import add_months, age_on
from yinqiao.platform.access import Scope

SORTS = {
    "name": ("name", "id"),
    "-name": ("-name", "id"),
    "born_on": ("born_on", "id"),
    "-born_on": ("-born_on", "id"),
    "status_on": ("status_on", "id"),
    "-status_on": ("-status_on", "id"),
    "status": ("status", "name", "id"),
    "-status": ("-status", "name", "id"),
    "place_no": ("place_no", "name", "id"),
    "-place_no": ("-place_no", "name", "id"),
}
MOST_NAMED = 500
CHUNK = 1000


def select_people(*, scope: Scope, narrowed: PersonFilter, sort: str = "place_no") -> QuerySet[Any]:
    """The people of a scope that a filter leaves, sorted; only for the locality (an enterprise's scope is empty).

    Merged entries are left out unless asked for by status. `text` finds as the search box does, up to 500 people.
    """
    found = people_within(scope=scope)
    if scope.is_enterprise:
        return found.none()
    found = found.filter(status=narrowed.status) if narrowed.status else found.exclude(status="merged")
    if narrowed.enterprise_id is not None:
        found = found.filter(enterprise_id=narrowed.enterprise_id)
    if narrowed.place_no is not None:
        row = organisations.places().by_no.get(narrowed.place_no)
        found = found.filter(place_no__gte=row.place_no, place_no__lt=row.place_end) if row else found.none()
    if narrowed.has_phone is not None:
        found = found.filter(phone_index__isnull=not narrowed.has_phone)
    found = _by_age(found, narrowed)
    if narrowed.text.strip():
        hits = find_people(scope=scope, text=narrowed.text, limit=MOST_NAMED)
        found = found.filter(pk__in=[hit.id for hit in hits])
    return found.order_by(*SORTS.get(sort, SORTS["place_no"]))


def _by_age(found: QuerySet[Any], narrowed: PersonFilter) -> QuerySet[Any]:
    """Ages as dates of birth, so that the index serves: 80 or older is born on or before the day 80 years ago."""
    if narrowed.age_from is not None:
        found = found.filter(born_on__lte=add_months(narrowed.today, -12 * narrowed.age_from))
    if narrowed.age_to is not None:
        found = found.filter(born_on__gt=add_months(narrowed.today, -12 * (narrowed.age_to + 1)))
    return found


def to_person_rows(people: Iterable[Any], today: date) -> list[PersonRow]:
    """Rows of the list with masked phone and number, in the order given."""
    rows = list(people)
    names = organisations.enterprise_names({row.enterprise_id for row in rows})
    tree = organisations.places()
    return [
        PersonRow(
            id=row.pk,
            name=row.name,
            sex=sex_label(row.sex),
            born_on=row.born_on,
            age=age_on(row.born_on, row.died_on or today),
            status=row.status,
            status_label=RetireeStatus(row.status).label,
            status_on=row.status_on,
            place_no=row.place_no,
            place_label=tree.label(row.place_no),
            enterprise_id=row.enterprise_id,
            enterprise_name=names.get(row.enterprise_id, ""),
            phone=mask_phone(facts["phone"]) if "phone" in facts else "",
            id_no=mask_id_number(facts["id_no"]) if "id_no" in facts else "",
            retired_on=row.retired_on,
        )
        for row, facts in zip(rows, facts_of(rows), strict=True)
    ]


class PeopleRows:
    """The people of a list, read a page at a time: counts, sorts and slices as a QuerySet does, yields `PersonRow`."""

    def __init__(self, people: QuerySet[Any], today: date) -> None:
        self._people = people
        self._today = today

    def count(self) -> int:
        """How many people there are; counted once."""
        return self._counted

    @cached_property
    def _counted(self) -> int:
        return self._people.order_by().count()

    def order_by(self, *names: str) -> PeopleRows:
        """The same people in the order of a column head; the id settles ties, so that pages never overlap."""
        wanted = next((SORTS[name] for name in names if name in SORTS), SORTS["place_no"])
        return PeopleRows(self._people.order_by(*wanted), self._today)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[PersonRow]:
        """A page; one of the second half is read from the end, for a database reads all that comes before a page."""
        first, total = part.start or 0, self.count()
        stop = total if part.stop is None else min(part.stop, total)
        if first <= total // 2 or first >= stop:
            return to_person_rows(self._people[first:stop], self._today)
        backwards = list(self._people.reverse()[total - stop : total - first])
        return to_person_rows(backwards[::-1], self._today)

    def __iter__(self) -> Iterator[PersonRow]:
        for start in count(0, CHUNK):
            rows = to_person_rows(self._people[start : start + CHUNK], self._today)
            yield from rows
            if len(rows) < CHUNK:
                return


def list_people(*, scope: Scope, narrowed: PersonFilter) -> PeopleRows:
    """The people of a scope that a filter leaves, by place and name, for a list page or an export."""
    return PeopleRows(select_people(scope=scope, narrowed=narrowed), narrowed.today)


def _to_contact(scope: Scope, narrowed: PersonFilter) -> QuerySet[Any]:
    """Whom an office may still visit or call: neither the dead nor merged entries, whatever the filter asks for."""
    return select_people(scope=scope, narrowed=narrowed).exclude(status__in=("deceased", "merged"))


def count_contacts(*, scope: Scope, narrowed: PersonFilter) -> int:
    """How many people `list_contacts` would tell without its limit."""
    return _to_contact(scope, narrowed).order_by().count()


def list_contacts(*, scope: Scope, narrowed: PersonFilter, limit: int) -> list[ContactRow]:
    """Phone and address in full, by place, building and name; the caller has a purpose and leaves an audit entry.

    At most `limit` people; ask `count_contacts` first.
    """
    rows = list(_to_contact(scope, narrowed).order_by("place_no", "name", "id")[:limit])
    tree = organisations.places()
    found = [
        ContactRow(
            id=row.pk,
            name=row.name,
            sex=sex_label(row.sex),
            age=age_on(row.born_on, narrowed.today),
            place_label=tree.label(row.place_no),
            building=facts.get("building", ""),
            address=facts.get("address", ""),
            phone=facts.get("phone", ""),
        )
        for row, facts in zip(rows, facts_of(rows), strict=True)
    ]
    order = {row.pk: at for at, row in enumerate(rows)}
    places_of = {row.pk: row.place_no for row in rows}
    return sorted(found, key=lambda one: (places_of[one.id], one.building == "", one.building, order[one.id]))


def list_enterprises_of(*, scope: Scope, limit: int = 500) -> list[tuple[int, str]]:
    """The enterprises whose people are in scope, as choices for a filter; beyond one street all that there are."""
    if len(organisations.places().within(scope, DivisionKind.STREET)) > 1:
        return sorted(organisations.enterprise_names(None).items(), key=lambda pair: pair[1])
    ids = set(people_within(scope=scope).values_list("enterprise_id", flat=True).distinct()[:limit])
    return sorted(organisations.enterprise_names(ids).items(), key=lambda pair: pair[1])
