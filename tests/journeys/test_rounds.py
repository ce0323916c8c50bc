"""A round at the door without a network: taken, recorded, the browser closed and opened, handed in once, whatever is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.conftest import ROLES, Arrive
from tests.journeys.gallery import Gallery
from tests.journeys.site import Site
from tests.journeys.tabs import CHROMIUM, Tabs, cookies_of
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey
COMMUNITY, STREET, PIN = "shequ.tan", "jiedao.peng", "走访口令二〇二六"
READY = """
import django; django.setup()
from yinqiao.areas.duties.jobs import sweep
sweep(0)
"""
# Of the newest round: how many items stand where, how many visits they made, and how many visits name the same item.
# What happens to the first three of the newest round: somebody else visits one, one dies, one stays as ever.
MEANWHILE = """
import django; django.setup()
from django.utils import timezone
from yinqiao.areas.duties.services import record_delivery
from yinqiao.areas.duties.types import Delivery, Outcome, Way
from yinqiao.areas.retirees.queries import find_row
from yinqiao.areas.retirees.services import record_death
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.areas.rounds.models import Item, Round
from yinqiao.platform.access import Actor, Scope, acting
everybody, now = Actor.system("journey"), timezone.now()
with acting(everybody):
    first, second = Item.objects.filter(round=Round.objects.latest("taken_at")).order_by("ordinal")[:2]
    version = find_row(Scope.everything(), second.retiree_id).lock_version
other = Actor(first.pk, "city_manager", "彭辉", Scope.everything(), "岳麓街道")
met = Delivery(Way.VISIT, Outcome.MET, timezone.localdate(now), "steady")
record_delivery(actor=other, at=now, retiree_id=first.retiree_id, delivery=met, duties=first.duties)
death = Death(timezone.localdate(now), Source.VISIT, "死亡医学证明", version)
record_death(actor=other, at=now, retiree_id=second.retiree_id, death=death)
"""
# As before: others meet these people, too.
AS_BEFORE = (
    MEANWHILE.partition("met = ")[0].replace("[:2]", "[:2]")
    + """
from yinqiao.areas.duties.models import Delivery as Row
from yinqiao.areas.duties.services import undo_delivery
from yinqiao.areas.retirees.services import withdraw_death
with acting(everybody):
    made = Row.objects.filter(retiree_id=first.retiree_id, outcome="met", undone_at=None).latest("recorded_at").pk
undo_delivery(actor=other, at=now, delivery_id=made)
withdraw_death(actor=other, at=now, retiree_id=second.retiree_id, reason="登记有误", lock_version=version)
"""
)
TOLD = """
import django; django.setup()
from collections import Counter
from yinqiao.areas.duties.models import Delivery
from yinqiao.areas.rounds.models import Item, Round
from yinqiao.platform.access import Actor, acting
with acting(Actor.system("journey")):
    newest = Round.objects.latest("taken_at")
    items = list(Item.objects.filter(round=newest))
    whom = [one.retiree_id for one in items]
    made = Delivery.objects.filter(retiree_id__in=whom, recorded_at__gte=newest.taken_at).count()
    print(newest.state, made, *(f"{state}={n}" for state, n in sorted(Counter(one.state for one in items).items())))
"""


@dataclass
class Phone:
    """A telephone with a folder of its own: what it keeps outlives its browser."""

    tabs: Tabs
    site: Site
    gallery: Gallery
    folder: Path
    officer: str = COMMUNITY
    type_size: str = ""
    visits: list[Visit] = field(default_factory=list)

    @contextmanager
    def on(self, *, is_signed_in: bool = True, is_offline: bool = False) -> Iterator[Visit]:
        """Switched on; a session ends with the browser, so that whoever needs one signs in again."""
        context: BrowserContext = self.tabs.browser.browser_type.launch_persistent_context(
            self.folder, **CHROMIUM, viewport={"width": PHONE[0], "height": PHONE[1]}, locale="zh-CN",
            timezone_id="Asia/Shanghai", offline=is_offline,
        )  # fmt: skip
        context.set_default_timeout(20_000)
        if is_signed_in:
            self.sign_in(context)
        visit = Visit(context.pages[0], self.site, self.gallery, ROLES[self.officer])
        try:
            yield visit
            visit.page.goto("about:blank")
            self.visits.append(visit)
        finally:
            context.close()

    def sign_in(self, context: BrowserContext) -> None:
        """With the type size that was chosen."""
        context.add_cookies(cookies_of(self.tabs, self.site, self.gallery, self.officer))
        if self.type_size:
            context.add_cookies([{"name": "yq_type", "value": self.type_size, "url": self.site.url}])


@pytest.fixture
def phone(tabs: Tabs, site: Site, gallery: Gallery, tmp_path: Path) -> Phone:
    """A new one; something is due to people of the officer's community."""
    site.run(READY)
    return Phone(tabs, site, gallery, tmp_path / "phone")


def _take(visit: Visit, most: int, look: str = "") -> int:
    """Choose so many of those to whom visits are due, and take them; how many people that are."""

    def named(page: str) -> str:
        return f"{look}-{page}" if look else ""

    visit.go("/people/rounds/choose/?size=100")
    visit.look(named("rounds-choose"))
    rows = {row.locator("td").nth(1).inner_text(): row for row in reversed(visit.page.locator("tbody tr").all())}
    for row in list(rows.values())[-most:]:
        row.locator("input[name=ids]").check()
    visit.click("带到手机上")
    visit.page.locator("[name=purpose]").fill("季度走访")
    visit.look(named("round-take"))
    visit.send("下一步：设口令")
    visit.page.locator("#pin").fill(PIN)
    visit.page.locator("#pin-again").fill("不一样的口令啊啊")
    visit.page.get_by_role("button", name="加密并带走").click()
    expect(visit.page.get_by_text("两次输入的口令不一样")).to_be_visible()
    visit.look(named("round-pin-error"))
    visit.page.locator("#pin-again").fill(PIN)
    visit.page.get_by_role("button", name="加密并带走").click()
    expect(visit.page.get_by_text("已带到手机上")).to_be_visible()
    visit.page.wait_for_selector("[data-ready]", state="attached")
    visit.look(named("round-phone"))
    return visit.page.locator("[data-list] > li").count()


def _try(visit: Visit, says: str) -> None:
    """A wrong PIN."""
    visit.page.locator("#pin-open").fill("猜一个口令试试")
    visit.page.get_by_role("button", name="打开").click()
    expect(visit.page.locator("[data-said=open]")).to_contain_text(says)


def _guess(visit: Visit) -> None:
    """Five wrong PINs in a row: the field rests, also after the page is opened anew, and nothing that is kept is lost."""
    for _ in range(3):
        _try(visit, "口令不对")
    _try(visit, "口令连续输错多次")
    visit.look("phone-round-held-back")
    visit.page.goto(f"{visit.site.url}/people/rounds/phone/")
    visit.page.reload()
    expect(visit.page.locator("[data-said=open]")).to_contain_text("没有上传的登记不会丢失")
    expect(visit.page.locator("#pin-open")).to_be_disabled()
    # The half minute, as if it had passed.
    visit.page.evaluate("""async () => {
      const opened = await new Promise((done) => {
        const asked = indexedDB.open("yinqiao-rounds", 1); asked.onsuccess = () => done(asked.result); });
      await new Promise((done) => {
        const deal = opened.transaction("kept", "readwrite"); const kept = deal.objectStore("kept");
        kept.get("tries").onsuccess = (one) => kept.put({ ...one.target.result, at: Date.now() - 31000 }, "tries");
        deal.oncomplete = done; });
      opened.close();
    }""")


def _open(visit: Visit) -> None:
    visit.page.goto(f"{visit.site.url}/people/rounds/phone/")
    visit.page.locator("#pin-open").fill(PIN)
    visit.page.get_by_role("button", name="打开").click()
    expect(visit.page.get_by_role("heading", name="上门走访")).to_be_visible()


def _record(page: Page, no: int, *, is_met: bool = False, words: str = "") -> None:
    """Of the person with this number: most are not at home, so that a visit stays due to them."""
    page.locator("[data-list] > li").nth(no).get_by_role("button", name="登记").click()
    if is_met:
        page.get_by_label("见到或通话", exact=True).check()
        page.get_by_label("平稳").check()
    else:
        page.get_by_label("不在家、无人接听").check()
        page.locator("#next-on").fill((datetime.now(UTC) + timedelta(days=3, hours=8)).date().isoformat())
    page.locator("#words").fill(words)
    if is_met:
        page.locator("#case-words").fill("楼道灯坏了，夜里看不见")
        page.get_by_role("button", name="保存在手机上").click()
        expect(page.get_by_text("请选择要有关单位解决的事是哪一类")).to_be_visible()
        page.locator("#case-kind").select_option("housing_repair")
    page.get_by_role("button", name="保存在手机上").click()
    expect(page.get_by_text("已保存在手机上")).to_be_visible()


def _send(page: Page, *, says: str) -> None:
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.locator("[data-said=round]")).to_contain_text(says, timeout=60_000)


def _end(visit: Visit, look: str = "") -> None:
    visit.page.once("dialog", lambda one: one.accept())
    visit.page.get_by_role("button", name="结束并清除").click()
    expect(visit.page.get_by_text("已结束，手机上的内容已清除")).to_be_visible()
    visit.look(look)
    assert visit.page.evaluate("() => window.yqSealed.head()") is None


def _kept_in_clear(visit: Visit) -> str:
    """All that lies in the telephone's storage, as text."""
    return str(
        visit.page.evaluate("""async () => {
      const opened = await new Promise((done) => {
        const asked = indexedDB.open("yinqiao-rounds", 1); asked.onsuccess = () => done(asked.result); });
      const rows = await new Promise((done) => {
        const asked = opened.transaction("kept").objectStore("kept").getAll(); asked.onsuccess = () => done(asked.result); });
      const words = (one) => one instanceof ArrayBuffer ? new TextDecoder().decode(one)
        : ArrayBuffer.isView(one) ? new TextDecoder().decode(one)
        : one && typeof one === "object" ? Object.values(one).map(words).join("|") : String(one);
      opened.close();
      const pages = await caches.keys().then((names) => Promise.all(names.map(async (name) =>
        (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname))));
      return JSON.stringify(pages) + rows.map(words).join("|") + JSON.stringify(localStorage);
    }""")
    )


def test_thirty_visits_in_flight_mode_outlive_a_closed_browser_and_come_in_once(phone: Phone) -> None:
    phone.officer = STREET
    with phone.on() as visit:
        visit.go("/people/rounds/")
        visit.look("phone-rounds-empty")
        people = _take(visit, 30, "phone")
        assert people == 30
        names = [one.split(". ")[1].split("，")[0] for one in visit.page.locator("[data-name]").all_inner_texts()]
        visit.page.context.set_offline(True)
        for no in range(people):
            _record(visit.page, no, is_met=no == 0, words="阳台漏水")
        visit.look("phone-round-recorded")
        told = _kept_in_clear(visit)
        assert not [one for one in (*names, "阳台漏水", PIN) if one in told]
        assert "/people/rounds/phone/" in told and told.count("/people/") == 1
    with phone.on(is_signed_in=False, is_offline=True) as visit:
        visit.page.goto(f"{visit.site.url}/people/rounds/phone/")
        _try(visit, "口令不对")
        visit.look("phone-round-open-error")
        _guess(visit)
        _open(visit)
        assert visit.page.evaluate("() => window.yqSealed.wait()") == 0
        expect(visit.page.get_by_text(f"已登记 {people} 户，已上传 0 户")).to_be_visible()
        _send(visit.page, says=f"还有 {people} 户在手机上，没有丢失")
        visit.page.context.set_offline(False)
        _send(visit.page, says="登录已过期")
        visit.look("phone-round-signed-out")
        phone.sign_in(visit.page.context)
        _send(visit.page, says=f"已上传 {people} 户。")
        expect(visit.page.get_by_role("button", name="上传", exact=True)).to_be_disabled()
        expect(visit.page.locator("[data-list]")).to_contain_text("已提出联动事项，由牵头单位办理")
        visit.look("phone-round-sent")
        assert phone.site.run(TOLD).split() == ["out", str(people), f"received={people}"]
        _end(visit, "phone-round-over")
        assert phone.site.run(TOLD).startswith("ended")
        visit.go("/people/rounds/")
        visit.look("phone-rounds")
        visit.follow(visit.page.locator("tbody a").first)
        visit.look("phone-round")
    for visit in phone.visits:
        _quiet(visit)


def _quiet(visit: Visit) -> None:
    """Nothing failed but what was cut."""
    assert not [one for one in visit.problems if "ERR_" not in one], visit.problems


def _after(requests: int, cut: Callable[[Route], Any]) -> Callable[[Route], Any]:
    """Let so many requests through, then cut each."""
    seen: list[str] = []

    def handle(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) > requests:
            cut(route)
        else:
            route.continue_()

    return handle


def _before_it_is_sent(route: Route) -> None:
    route.abort("internetdisconnected")


def _before_the_answer(route: Route) -> None:
    """The server has taken it in, and nobody heard of it."""
    route.fetch()
    route.abort("connectionreset")


@pytest.mark.parametrize("cut", [_before_it_is_sent, _before_the_answer])
def test_wherever_the_network_goes_each_visit_comes_in_once(phone: Phone, cut: Callable[[Route], Any]) -> None:
    with phone.on() as visit:
        for requests in range(3):
            people = _take(visit, 3)
            for no in range(people):
                _record(visit.page, no)
            visit.page.context.route("**/people/rounds/phone/items/**", _after(requests, cut))
            _send(visit.page, says="没有丢失")
            visit.page.context.unroute("**/people/rounds/phone/items/**")
            _send(visit.page, says="已上传")
            assert phone.site.run(TOLD).split() == ["out", str(people), f"received={people}"]
            _end(visit)
    _quiet(visit)


def _refused(visit: Visit, no: int) -> str:
    return visit.page.locator("[data-list] > li").nth(no).inner_text()


def test_what_cannot_come_in_says_why_and_the_rest_goes_through(phone: Phone, arrive: Arrive) -> None:
    phone.type_size = "30"
    with phone.on() as visit:
        assert _take(visit, 3, "phone-largest") == 3
        visit.page.locator("[data-record]").first.click()
        visit.page.get_by_label("见到或通话", exact=True).check()
        visit.page.get_by_role("button", name="保存在手机上").click()
        expect(visit.page.get_by_text("请选择本人情况，没有保存")).to_be_visible()
        visit.look("phone-largest-round-record-error")
        visit.page.get_by_role("button", name="返回，不保存").click()
        for no in range(3):
            _record(visit.page, no, words="想订社区食堂的饭")
        phone.site.run(MEANWHILE)
        _send(visit.page, says="2 户没有收下")
        assert (
            "已由彭辉" in _refused(visit, 0) and "本人已登记去世" in _refused(visit, 1) and "回执" in _refused(visit, 2)
        )
        visit.look("phone-largest-round-refused")
        rows = visit.page.locator("[data-list] > li")
        rows.nth(0).get_by_role("button", name="只作为备注保存").click()
        expect(rows.nth(0)).to_contain_text("回执")
        rows.nth(1).get_by_role("button", name="不登记这一户").click()
        expect(rows.nth(1).locator("[data-state]")).to_have_text("不登记")
        assert phone.site.run(TOLD).split()[2:] == ["dropped=1", "received=2"]
        _end(visit)
    phone.site.run(AS_BEFORE)
    _quiet(visit)


def test_a_wrong_clock_is_shown_and_a_lost_telephone_is_told_of_at_the_desk(phone: Phone, arrive: Arrive) -> None:
    with phone.on() as visit:
        assert _take(visit, 2) == 2
        visit.page.clock.install(time=datetime.now(UTC) - timedelta(hours=9))
        _open(visit)
        for no in range(2):
            _record(visit.page, no)
        _send(visit.page, says="2 户没有收下")
        assert "手机的时钟比系统慢约 540 分钟" in _refused(visit, 0)
        visit.look("phone-round-clock")
        visit.page.get_by_role("button", name="按换算后的时间登记").first.click()
        expect(visit.page.locator("[data-said=round]")).to_contain_text("已上传 1 户")
        desk = arrive(COMMUNITY)
        desk.go("/people/rounds/?state=out")
        desk.look("rounds")
        desk.follow(desk.page.locator("tbody a").first)
        desk.look("round")
        desk.click("作废")
        desk.look("round-cancel")
        desk.click("作废")
        desk.says("已作废")
        desk.look()
        visit.page.get_by_role("button", name="按换算后的时间登记").first.click()
        expect(visit.page.locator("[data-said=round]")).to_contain_text("1 户没有收下")
        assert "这次走访已由谭芳于" in _refused(visit, 1)
        visit.look("phone-round-cancelled")
        visit.page.once("dialog", lambda one: one.dismiss())
        visit.go("/people/rounds/")
        visit.look()
        visit.page.locator("summary", has_text="谭芳").click()
        with visit.page.expect_event("dialog") as asked:
            visit.page.get_by_role("button", name="退出登录").click(no_wait_after=True)
        assert "1 户走访没有上传" in asked.value.message
    _quiet(visit)
