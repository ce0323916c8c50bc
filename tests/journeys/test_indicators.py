"""What the leadership asks each month: every indicator at a glance, one of them down to a community, an enterprise's own."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE

pytestmark = pytest.mark.journey


def test_a_city_reads_its_indicators_and_goes_down_to_a_community(arrive: Arrive) -> None:
    city = arrive("shi.huang")
    city.go("/indicators/")
    city.says("人员接管率", "资格认证率", "不低于 100%")
    city.look("indicators")
    city.go("/indicators/?theme=档案&alarm=yes")
    city.says("档案接管率")
    city.look("indicators-alarms")
    city.go("/indicators/reception/")
    city.says("社区已接收的人数占企业已移交人数的比率", "岳麓区", "背后的名单")
    city.look("indicator-one")
    city.click("岳麓区")
    city.says("岳麓街道")
    city.click("岳麓街道")
    city.says("枇杷塘社区")
    city.look("indicator-one-street")
    city.go("/indicators/reception/?by=enterprise&size=200")
    city.says("中湘第三建设集团有限公司")
    city.look("indicator-one-by-enterprise")


def test_a_month_without_figures_says_so_and_an_unknown_indicator_is_not_there(arrive: Arrive) -> None:
    city = arrive("shi.huang")
    city.go("/indicators/people/?month=2020-05")
    city.says("2020年5月", "—")
    city.look("indicator-without-figures")
    city.go("/indicators/nothing/")
    city.says("没有找到")
    city.look("indicator-nothing")


def test_an_enterprise_reads_its_own_people_and_no_visits_or_party_matters(arrive: Arrive) -> None:
    firm = arrive("qiye.chen")
    firm.go("/indicators/")
    firm.says("人员接管率", "在管人数")
    assert not firm.page.get_by_text("组织生活到会率").count()
    firm.look("indicators-enterprise")
    firm.go("/indicators/reception/")
    firm.says("中湘第三建设集团有限公司")
    firm.look("indicator-one-enterprise")


def test_a_community_reads_its_indicators_on_a_telephone(arrive: Arrive) -> None:
    community = arrive("shequ.li", PHONE)
    community.go("/indicators/")
    community.says("一年内联系率")
    community.look("indicators-phone")
    community.go("/indicators/certification/")
    community.says("逐月的数")
    community.look("indicator-one-phone")
