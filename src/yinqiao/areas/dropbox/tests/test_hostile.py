"""What careless clerks and attackers send ends as a checked file or as a refusal with a code, never half-way."""

from __future__ import annotations

import pytest

from yinqiao.areas.dropbox.tests.desk import Desk
from yinqiao.platform.sheets.refusals import REFUSAL_TEXTS
from yinqiao.platform.sheets.tests.hostile import hostile_files

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_24_generated_files_end_as_checked_or_refused_and_the_register_never_knows(desk: Desk) -> None:
    for hostile in hostile_files(seed=20261129, count=24):
        file = desk.file(desk.check(hostile.content))
        if hostile.is_valid:
            assert file.state == "checked", hostile.why
        else:
            assert file.state == "checked" or file.refusal_code in REFUSAL_TEXTS, hostile.why
    assert desk.messages() == {}
