"""A soak run tells its figures: seeds, counts and what was measured, for a long run that only says “passed” proves little."""

from __future__ import annotations

import pytest

KILLS = "kills"


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
