"""The demo city is loaded on whichever day somebody wants to see it: at the turn of a year, on a leap day, on a Sunday."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from yinqiao.shell.demo.tests.breaches import breaches
from yinqiao.shell.demo.tests.standing import standing

DAYS = (
    "2026-12-31T02:00",
    "2026-12-31T16:30",
    "2027-01-31T02:00",
    "2027-02-28T02:00",
    "2028-02-29T02:00",
    "2026-11-29T02:00",
)


@pytest.mark.soak
@pytest.mark.db
@pytest.mark.timeout(300)
@pytest.mark.parametrize("moment", DAYS)
def test_the_city_is_loaded_with_its_week_on_a_day_that_is_hard_for_calendars(
    moment: str, settings: Any, django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    settings.FILES_FOLDER = tmp_path
    with django_db_blocker.unblock(), time_machine.travel(at), standing(at):
        call_command("demo", people=500)
        assert breaches() == []
