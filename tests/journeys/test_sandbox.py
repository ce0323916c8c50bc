"""A manager lends a sandbox, its programmer follows the page to the first applied event, and everybody looks at it."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey


def _lends(city: Visit) -> tuple[str, str]:
    """The key and the source, as they are shown once."""
    city.go("/sandboxes/")
    city.look("sandboxes-empty")
    city.click("登记试用对接")
    city.look("sandbox-new")
    page = city.page
    page.get_by_label(re.compile("^单位名称")).fill("市公安局人口信息处")
    page.get_by_label(re.compile("^类别")).select_option("police")
    page.get_by_label(re.compile("^来源标识")).fill("gongan-try")
    page.get_by_label(re.compile("^终止日期")).fill((datetime.now(UTC) + timedelta(days=200)).date().isoformat())
    city.send("登记并发放试用凭据")
    city.says("应在明日至 90 日之内")
    city.look("sandbox-new-error")
    page.get_by_label(re.compile("^终止日期")).fill((datetime.now(UTC) + timedelta(days=30)).date().isoformat())
    city.send("登记并发放试用凭据")
    city.look("sandbox-key-once")
    return str(page.locator("#key").input_value()), str(page.locator("#source").input_value())


def _follows(guide: Visit, key: str, source: str, folder: Path) -> None:
    """What the page says is typed, with the key that it does not know."""
    guide.go("/api/v1/start/")
    guide.look("start")
    texts = guide.page.locator(".command pre").all_inner_texts()
    assert all("yq_" not in one or "yq_…" in one for one in texts) and guide.site.url in texts[0]
    # The setting, the first event, and the batch that takes it back.
    for command in (texts[1], texts[4]):
        subprocess.run(
            ["/bin/sh", "-eu", "-c", texts[0] + "\n" + command], cwd=folder, check=True, capture_output=True,
            env={"PATH": "/usr/bin:/bin", "KEY": key, "SOURCE": source, "YINQIAO": guide.site.url},
        )  # fmt: skip
    guide.page.get_by_role("button", name="复制").first.click()
    expect(guide.page.get_by_role("button", name=re.compile("已复制|已选中")).first).to_be_visible()


def test_a_programmer_comes_from_nothing_to_the_first_applied_event(arrive: Arrive, tmp_path: Path) -> None:
    city = arrive("shi.huang")
    key, source = _lends(city)
    _follows(city, key, source, tmp_path)
    city.go("/sandboxes/")
    city.look("sandboxes")
    city.follow(city.page.locator("tbody a").first)
    city.says("试用甲", "990101194001010120", "2026-000003", "死亡登记")
    city.look("sandbox")
    address = city.address()
    city.follow(city.page.locator("tbody a", has_text="2026-000002").first)
    city.says("签名回执", "死亡登记")
    city.look("sandbox-message")
    city.send("再送一次")
    city.says("2026-000002~2")
    city.look()
    for look in ("phone", "phone-largest", "largest"):
        _fits(arrive, look, address)
    for button, picture in (("清空后重放", "sandbox-replay-asks"), ("清空", "sandbox-clear-asks")):
        city.go(address)
        city.page.get_by_role("button", name=button, exact=True).click()
        city.look(picture)
        city.page.get_by_role("button", name=re.compile("^确认")).click()
        city.look()
    city.says("还没有收到试用信息")
    city.click("换发凭据")
    city.look("sandbox-key")
    for elsewhere in ("/people/", "/inward/sources/messages/"):
        city.go(elsewhere)
        city.look()
        expect(city.page.get_by_text("试用甲")).to_have_count(0)
    city.go(address)
    city.send("结束试用")
    city.look("sandbox-end-asks")
    city.send("确认结束")
    city.says("已经结束")
    city.look("sandbox-ended")


def _fits(arrive: Arrive, look: str, address: str) -> None:
    """On a phone, in the largest type, and both."""
    seen = arrive("shi.huang", PHONE if look.startswith("phone") else OFFICE)
    if "largest" in look:
        seen.go("/appearance/")
        seen.page.locator("input[name=type_size][value='30']").check()
        seen.send("保存")
        seen.look()
    for where, name in (("/api/v1/start/", "start"), ("/sandboxes/", "sandboxes"), (address, "sandbox")):
        seen.go(where)
        seen.look(f"{look}-{name}")
