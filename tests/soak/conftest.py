"""A soak run tells its figures: seeds, counts and what was measured, for a long run that only says “passed” proves little."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.test import override_settings

if TYPE_CHECKING:
    from tests.probe_matrix.asking import Matrix

KILLS = "kills"
# Further people of each side and state in the city of the matrix.
CROWD = 4


@pytest.fixture(scope="module")
def matrix(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    """The city of the matrix, gone again before the next module: its transaction would be in the way of others."""
    from tests.probe_matrix.standing import standing_matrix

    files = tmp_path_factory.mktemp("matrix-files")
    with django_db_blocker.unblock(), override_settings(REFUSAL_STEP_MS=0), standing_matrix(files, CROWD) as built:
        yield built


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Every recorded figure under its test; the kills of all stories together."""
    kills = 0
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            figures = dict(report.user_properties) if report.when == "call" else {}
            if KILLS in figures:
                kills += len(figures[KILLS]) if outcome == "passed" else 0
            elif figures:
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {figures}")
    if kills:
        terminalreporter.write_line(f"{kills} kills, after each of which nobody was lost or doubled")
