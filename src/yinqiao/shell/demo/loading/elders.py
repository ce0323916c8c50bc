"""Made-up people with whose phones the portal can be tried: of the cast, whose matters differ most."""

from __future__ import annotations

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import acting
from yinqiao.shell.demo.cast import CAST, NEAR
from yinqiao.shell.demo.loading.blocks import LOADER


def list_elders() -> list[tuple[str, str]]:
    """Name and phone of those of the cast who live where its officer works, and have a phone."""
    names = [one.name for one in CAST if one.community_code == NEAR]
    with acting(LOADER):
        found = people_within(scope=LOADER.scope).filter(
            name__in=names, place_no=places().by_code[NEAR].place_no, status=RetireeStatus.MANAGED, is_synthetic=True
        )
        rows = sorted(found, key=lambda row: names.index(row.name))
        return [(row.name, facts["phone"]) for row, facts in zip(rows, facts_of(rows), strict=True) if "phone" in facts]
