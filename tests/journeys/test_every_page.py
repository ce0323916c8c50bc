"""Every page of the site, opened by every role that may open it: a new page is looked at without anybody asking."""

from __future__ import annotations

import pytest

from tests.architecture.test_addresses import OPEN, routes
from tests.journeys.conftest import Arrive
from tests.journeys.every_page import LEAVING, Round
from tests.journeys.walk import ZOOMED
from yinqiao.shell.demo.cast import CAST_USERS

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("gallery_so_far")]
# One user of each role, the first of the cast.
ONE_OF_EACH = {one.role: one.username for one in reversed(CAST_USERS)}


def test_every_page_of_a_stranger_is_readable(arrive: Arrive) -> None:
    walk = Round(arrive(size=ZOOMED), "", {name: one for name, _, one in routes() if name in OPEN})
    walk.walk()
    assert not walk.problems, "\n".join(walk.problems)
    assert {"account_login", "account_reset_password", "shell:appearance"} <= walk.done


@pytest.mark.parametrize("role", sorted(ONE_OF_EACH))
def test_every_page_of_a_role_is_readable_and_links_nowhere_shut(arrive: Arrive, role: str) -> None:
    known = {name: pattern for name, _, pattern in routes() if name != LEAVING}
    walk = Round(arrive(ONE_OF_EACH[role], ZOOMED), role, known)
    walk.walk()
    assert not walk.problems, "\n".join(walk.problems)
    assert {"shell:home", "shell:search", "accounts:profile"} <= walk.done
