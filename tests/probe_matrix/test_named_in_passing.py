"""Things that a form or the query of an address names: a foreign one is answered as one that is not there."""

from __future__ import annotations

import pytest

from tests.probe_matrix.asking import ABSENT, Answer, Matrix
from tests.probe_matrix.city import soul
from tests.probe_matrix.folk import NO_ROLE, ROLES
from tests.probe_matrix.hardships import GRADE
from tests.probe_matrix.table import TABLE

pytestmark = pytest.mark.db


def _switch(matrix: Matrix, viewer: str, grant: object) -> Answer:
    return matrix.ask(viewer, "POST", "/accounts/roles/", {"grant": str(grant)})


@pytest.mark.parametrize("viewer", [*ROLES, NO_ROLE])
def test_nobody_takes_up_a_role_of_somebody_else(matrix: Matrix, viewer: str) -> None:
    nobody = _switch(matrix, viewer, ABSENT)
    assert nobody.status == 404
    for kind in ("place_grant", "firm_grant", "admin_grant"):
        assert _switch(matrix, viewer, matrix.city.targets[kind]["other"]).faceless() == nobody.faceless()


@pytest.mark.parametrize("viewer", ROLES)
def test_everybody_takes_up_the_own_role(matrix: Matrix, viewer: str) -> None:
    assert _switch(matrix, viewer, matrix.folk.grants[viewer]).kind == "served"


@pytest.mark.parametrize("viewer", ["enterprise_officer", "enterprise_admin"])
def test_an_enterprise_of_the_address_is_not_named_to_another(matrix: Matrix, viewer: str) -> None:
    def figures(number: int) -> Answer:
        return matrix.ask(viewer, "GET", f"/insight/handover/?enterprise={number}")

    nobody = figures(999_999_999)
    assert figures(matrix.city.firms["own"]).kind == "served"
    assert nobody.status == 404
    for side in ("sibling", "other"):
        assert figures(matrix.city.firms[side]).faceless() == nobody.faceless()


@pytest.mark.parametrize("viewer", ["auditor", "data_protection_officer"])
@pytest.mark.parametrize("address", ["/oversight/records/XH-1999-0001/", "/oversight/unusual/look/?key=nothing"])
def test_an_overseer_finds_no_record_that_is_not_there(matrix: Matrix, viewer: str, address: str) -> None:
    assert matrix.ask(viewer, "GET", address).status == 404


def test_an_unknown_link_of_an_invitation_opens_nothing(matrix: Matrix) -> None:
    assert matrix.ask("anonymous", "GET", "/accounts/invitation/unknown/").status == 404


@pytest.mark.parametrize(
    ("viewer", "is_shown"),
    [
        ("community_officer", True),
        ("street_officer", True),
        ("district_manager", False),
        ("city_manager", False),
        ("agency_officer", True),
        ("auditor", False),
        ("data_protection_officer", False),
    ],
)
def test_the_words_of_a_visit_are_on_the_page_of_those_alone_who_work_with_them(
    matrix: Matrix, viewer: str, is_shown: bool
) -> None:
    person = matrix.target("accepted_person", "own", viewer)
    side = "away" if viewer == "agency_officer" else "own"
    page = matrix.ask(viewer, "GET", f"/people/{person}/")
    assert page.kind == "served" and "走访" in page.text
    assert (matrix.city.texts[f"note.{side}"] in page.text) is is_shown


@pytest.mark.parametrize("viewer", [*ROLES, NO_ROLE])
def test_hardship_and_a_visit_due_are_marked_for_those_alone_who_visit(matrix: Matrix, viewer: str) -> None:
    person = matrix.target("accepted_person", "own", viewer)
    name = soul("away" if viewer == "agency_officer" else "own", "accepted").values["name"]
    visits = viewer in TABLE["groups"]["places"]
    for address in (f"/people/{person}/", f"/people/aid/{person}/"):
        page = matrix.ask(viewer, "GET", address)
        assert page.kind == "served" or not visits
        assert (GRADE.label in page.text, "应走访" in page.text) == (visits, visits)
    listed = matrix.ask(viewer, "GET", "/people/duties/?standard=duties.hardship_visit")
    assert (name in listed.text) is visits
