"""Goes through everything a viewer can open, export or find, and says which planted values came to light.

A gate that turns a viewer away does so before anything is looked for, and `test_routes` holds that its answer shows none
of the planted values: behind such a gate nothing is sought here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from tests.architecture.test_addresses import routes
from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.city import HOMES, SIDES, STATES
from tests.probe_matrix.fronts import is_shut
from tests.probe_matrix.judging import address_of
from tests.probe_matrix.payloads import PURPOSE
from tests.probe_matrix.table import Row, rows
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry

# Forms whose answer holds data: address and what is posted there.
EXPORTS = (
    ("/people/?export=1", PURPOSE),
    ("/people/calls/", PURPOSE),
    ("/people/roll/", PURPOSE),
    ("/handover/people/?export=1", PURPOSE),
    ("/handover/people/?export=1&state=accepted", PURPOSE),
    ("/party/?export=1", PURPOSE),
    ("/insight/handover/?export=1", PURPOSE),
    ("/oversight/audit/?export=1", PURPOSE),
    # A surname and its pinyin: parts of no canary of one person.
    ("/search/", {"text": "赵"}),
    ("/search/", {"text": "zhao"}),
    # The same of former names.
    ("/search/", {"text": "郑"}),
    ("/oversight/person/", {"name": "赵", "born_on": "1952-03-12"}),
)
# Lists turned this way and that: no filter, order or page may show what the plain list does not.
LISTS = ("/party/", "/people/", "/handover/people/", "/handover/waiting/", "/handover/desk/", "/insight/handover/")
SEALED = ("id_no", "phone", "address", "household_address")


# Method, address and form.
Question = tuple[str, str, dict[str, str]]


def pages(matrix: Matrix, viewer: str) -> Iterator[Question]:
    """Every page that GET can ask for, about every side, whoever it belongs to."""
    for name, _, _ in routes():
        row = rows()[name]
        if "GET" not in row.serves:
            continue
        for one in (row, replace(row, target="submitted_batch")) if row.target == "batch" else (row,):
            for side in _sides(matrix, one):
                yield "GET", address_of(matrix, one, side, viewer), {}


def _sides(matrix: Matrix, row: Row) -> tuple[str, ...]:
    """The sides of which there is something to name; the first alone where nothing is named."""
    if not row.target:
        return SIDES[:1]
    return HOMES if HOMES[-1] in matrix.city.targets.get(row.target, ()) else SIDES


def people_pages(matrix: Matrix, viewer: str) -> Iterator[Question]:
    """The person page of everybody, every sealed value asked for with a purpose, copies for the person."""
    for side in HOMES:
        for state in STATES:
            person = matrix.city.targets[f"{state}_person"][side]
            yield "GET", f"/people/{person}/", {}
            if viewer == "seconded_officer":
                yield "GET", reverse("secondments:person", args=[person]), {}
            for field in SEALED:
                yield "POST", f"/people/{person}/show/{field}/", PURPOSE
        request, contact = matrix.city.targets["request"][side], matrix.city.targets["contact"][side]
        note = matrix.city.targets["note"][side]
        yield "POST", f"/people/notes/{note}/show/", PURPOSE
        yield "POST", f"/people/requests/{request}/copy/", PURPOSE
        member = matrix.city.targets["lettered_member"][side]
        yield "POST", f"/party/members/{member}/channel/", PURPOSE
        yield "POST", f"/people/contacts/{contact}/show/", PURPOSE


def lists(matrix: Matrix, viewer: str) -> Iterator[Question]:
    """Lists filtered by foreign enterprises and places, sorted, paged; exports and searches."""
    turns = [f"?enterprise={number}" for number in matrix.city.firms.values()]
    turns += [
        "?state=accepted",
        "?state=returned",
        "?state=withdrawn",
        "?sort=-name&size=200",
        "?status=returned",
        "?page=2",
    ]
    yield from (("GET", address + turn, {}) for address in LISTS for turn in turns)
    yield from (("POST", address, form) for address, form in EXPORTS)


def log(matrix: Matrix, viewer: str) -> Iterator[Question]:
    """An entry of the log of each sort. `test_the_log_holds_nothing_of_a_person` reads what all of them hold."""
    with acting(Actor.system("matrix")):
        entries = Entry.objects.order_by("pk").values_list("action", "subject_kind", "subject_id", "scope", "pk")
        sorts = {(action, kind, subject is None, scope): pk for action, kind, subject, scope, pk in entries}
    yield from (("GET", reverse("shell:audit_entry", args=[entry]), {}) for entry in sorts.values())


def everything_seen(matrix: Matrix, viewer: str) -> dict[str, set[str]]:
    """What it is → whose: every planted value that the viewer can bring to light."""
    found: dict[str, set[str]] = {}
    for walk in (pages, people_pages, lists, log):
        for method, address, form in walk(matrix, viewer):
            if is_shut(viewer, address):
                continue
            for kind, whose in matrix.tell(viewer, method, address, form).seen:
                found.setdefault(kind, set()).add(whose)
    return found
