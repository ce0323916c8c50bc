"""Which tests of the matrix share a city and what it has told. In a parallel run each group has a process of its own."""

from __future__ import annotations

from typing import Final

FOLDER: Final = "tests/probe_matrix/"
FIRST, SECOND = "first", "second"
HALVES: Final = (FIRST, SECOND)
# What these are told is asked by the second group, what all others are told by the first. Both are told about as much.
OF_SECOND: Final = frozenset({
    "city_manager", "agency_officer", "enterprise_officer", "auditor", "province_officer", "security_admin",
    "anonymous", "unready",
})  # fmt: skip
# What asks without a page.
MODULES_OF_SECOND: Final = ("test_machine.py", "test_schemathesis.py", "test_tokens.py")
_BY_VIEWER: Final = "test_canaries.py::test_a_role_sees_exactly_what_its_row_allows"


def half_of(viewer: str) -> str:
    """Which group asks for a viewer."""
    return SECOND if viewer in OF_SECOND else FIRST


def group_of(nodeid: str) -> str:
    """The group of a test; empty when it is none of the matrix."""
    if not nodeid.startswith(FOLDER):
        return ""
    test, _, case = nodeid.removeprefix(FOLDER).rstrip("]").partition("[")
    if test.startswith("test_routes.py"):
        return SECOND if case.endswith(SECOND) else FIRST
    if test == _BY_VIEWER:
        return half_of(case)
    return SECOND if test.startswith(MODULES_OF_SECOND) else FIRST
