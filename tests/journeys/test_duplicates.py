"""Two records that are probably one person: a street's officer looks at both, joins them, and parts them again."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.rosters import hire
from tests.journeys.steps import submit, upload
from tests.journeys.walk import Visit

pytestmark = pytest.mark.journey
# As the nightly job looks for them.
FIND = """
import django; django.setup()
from django.utils import timezone
from yinqiao.areas.duplicates.services import find_duplicates
from yinqiao.platform.access.types import Actor
print(find_duplicates(actor=Actor.system("重复查找"), at=timezone.now()))
"""


def test_two_records_of_one_person_are_joined_and_parted_again(arrive: Arrive) -> None:
    enterprise = arrive("qiye.admin")
    upload(enterprise, "两个号码.xlsx", hire(30, seed=80).with_a_double())
    enterprise.look()
    enterprise.says("roster.probable_duplicate")
    submit(enterprise, enterprise.figure("可提交"))
    assert int(enterprise.site.run(FIND)) >= 1

    street = arrive("jiedao.peng")
    street.go("/people/duplicates/")
    street.look("duplicates")
    before = street.total()
    assert before >= 1
    street.follow(street.page.locator("tbody a").first)
    street.look("duplicate")
    street.send("同一人，保留登记一")
    street.look("merge-asks")
    street.send("合并")
    street.says("已合并。原登记保留，可以撤销。")
    street.look()
    _parts_them_again(street)
    street.go("/people/duplicates/")
    assert street.total() == before - 1, "a pair that was parted is not proposed again"


def _parts_them_again(street: Visit) -> None:
    street.go("/people/duplicates/?state=merged")
    street.look("duplicates-merged")
    street.follow(street.page.locator("tbody a").first)
    street.look("duplicate-merged")
    street.send("撤销合并")
    street.says("已撤销合并，两条登记恢复原状。")
    street.look()
