"""The line between cities as a desk sees it, and the province as its officer sees it: figures, packages, who is silent."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
# What went over the line and came, as the carrier would have written it: one on its way, one refused, one too large.
LINE = """
import django; django.setup()
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from yinqiao.areas.hub.models import Incoming, Outgoing, Reader
from yinqiao.areas.hub.services.numbering import Told, put
from yinqiao.areas.hub.types import MessageKind
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting
with acting(Actor.system("journey")):
    now, place = timezone.now(), places().city.place_no
    states = (dict(receipt="taken", receipt_at=now), dict(receipt="refused", receipt_code="othercity.number_taken", receipt_at=now),
        dict(), None)
    for at, state in enumerate(states):
        row = put(now - timedelta(minutes=9 - at), Told("4403", MessageKind.PACKAGE, place, f"4301-4403-2026-000{at + 1}", ref=uuid4(),
            digest="a" * 64))
        if state is None:
            Outgoing.objects.filter(pk=row.pk).update(failure="too_large")
        else:
            Outgoing.objects.filter(pk=row.pk).update(born="x", seq=row.pk, posted_at=now, **state)
    Reader.objects.create(city="4403", line="4301", born="x", seq=3, heard_at=now, refused=1)
    Reader.objects.create(city="4201", line="4301", trouble="no_stream")
    for number, kind, outcome, code, undone in ((1, "epoch", "taken", "", False), (2, "package", "taken", "", True),
            (3, "package", "refused", "othercity.offer_over", False), (4, "answer", "known", "", False)):
        Incoming.objects.create(city="4403", line="4301", epoch=uuid4(), number=number, kind=kind, place_no=place,
            about="" if kind == "epoch" else f"4403-4301-2026-000{number}", digest="b" * 64, sent_at=now, stored_at=now,
            outcome=outcome, code=code, is_undone=undone)
"""
PROVINCE = """
import django; django.setup()
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from yinqiao.areas.hub.models import CityEpoch, CitySheet, DeskEntry, Incoming, Reader
from yinqiao.platform.access import Actor, acting
def strand(handed, received, agreed=None):
    return {"agreed": agreed, "handed_over": handed, "received": received, "usable": None}
def place(people, received, offered):
    return {"people": strand(people, received), "party": strand(people // 6, received // 6), "archives": strand(people, received - 7),
        "offered": offered}
with acting(Actor.system("journey")):
    now = timezone.now()
    told = (("4301", 88120, 88003, 117, 0), ("4302", 31450, 31450, 0, 30), ("4304", 40211, 39120, 802, 700))
    for code, people, received, offered, minutes in told:
        figures = {"place": place(people, received, offered), "certify_needed": people, "certify_valid": received - 211, "far_open": 3,
            "far_late": 1 if minutes > 60 else 0, "far_oldest_days": 12}
        districts = [{"code": f"{code}{one:02d}000000", "name": name, "figures": place(people // 3, received // 3, offered // 3)}
            for one, name in ((2, "城东区"), (4, "城西区"), (5, "江北区"))]
        CitySheet.objects.create(city=code, epoch=uuid4(), number=9, as_of=now - timedelta(minutes=minutes), figures=figures,
            districts=districts)
        Reader.objects.create(city=code, line="province", born="x", seq=40, heard_at=now - timedelta(minutes=minutes),
            waiting=0 if minutes < 60 else 12)
        epoch = uuid4()
        CityEpoch.objects.create(city=code, line="province", epoch=epoch, began_at=now - timedelta(days=40), heard_at=now)
        for number in (1, 2, 5) if code == "4304" else (1, 2):
            Incoming.objects.create(city=code, line="province", epoch=epoch, number=number, kind="epoch" if number == 1 else "indicators",
                place_no=0, digest="c" * 64, sent_at=now, stored_at=now, outcome="taken")
    today = timezone.localdate()
    entries = (("4301-4403-2026-0007", 50, 20, 3, None), ("4304-4301-2026-0002", 70, -5, 2, None), ("4302-4301-2026-0001", 3, 57, 1, None),
        ("4301-4403-2026-0003", 40, 20, 0, 12))
    for number, age, left, waiting, ended in entries:
        sender, receiver = number[:4], number[5:9]
        for side in ("out",) if age == 3 else ("out", "in"):
            DeskEntry.objects.create(number=number, side=side, sender=sender, receiver=receiver, made_on=today - timedelta(days=age),
                valid_to=today + timedelta(days=left), due_on=today - timedelta(days=age - 30), people=5, open=waiting,
                accepted=5 - waiting, returned=0, as_of=now, ended_on=None if ended is None else today - timedelta(days=ended))
"""


def test_a_city_sees_how_far_its_files_have_come_and_sends_one_again(arrive: Arrive) -> None:
    desk = arrive("shi.huang")
    desk.go("/hub/line/")
    desk.says("还没有经专线发出的文件", "本市还没有接入专线")
    desk.look("line-empty")
    desk.site.run(LINE)
    desk.go("/hub/line/")
    desk.says("4301-4403-2026-0002", "othercity.number_taken", "超过专线上限", "签名或信封不符")
    desk.look("line-sent")
    desk.page.get_by_role("button", name="重新发送 4301-4403-2026-0002").click()
    desk.look("line-again-asks")
    desk.send("重新发送")
    desk.says("已列入待发送")
    desk.look()
    desk.go("/hub/line/came/")
    desk.says("对方系统已恢复到较早时刻", "othercity.offer_over")
    desk.look("line-came")
    phone = arrive("shi.huang", PHONE)
    phone.go("/hub/line/")
    phone.look("phone-line")


def test_the_province_sees_figures_packages_and_who_is_silent_and_nobodys_data(arrive: Arrive) -> None:
    officer = arrive("sheng.liang")
    officer.go("/hub/")
    officer.says("还没有城市")
    officer.look("province-empty")
    officer.site.run(PROVINCE)
    _walks(officer, "province")
    officer.go("/")
    officer.says("超时未上报指标的城市", "超期未答复的跨城市移交包")
    officer.look("province-today")
    phone = arrive("sheng.liang", PHONE)
    _walks(phone, "phone-province")
    _walks_largest(arrive)


def _walks_largest(arrive: Arrive) -> None:
    """Both in the largest type, at an office's screen and on a phone."""
    for name, screen in (("largest", OFFICE), ("phone-largest", PHONE)):
        for who, address, what in (("sheng.liang", "/hub/", "province-cities"), ("shi.huang", "/hub/line/", "line")):
            visit = arrive(who, screen)
            visit.go("/appearance/")
            visit.page.locator("input[name=type_size][value='30']").check()
            visit.send("保存")
            visit.look()
            visit.go(address)
            visit.look(f"{name}-{what}")


def _walks(officer: Visit, name: str) -> None:
    officer.go("/hub/")
    officer.says("湖南省衡阳市", "超时未报", "99.87%")
    officer.look(f"{name}-cities")
    officer.click("湖南省长沙市")
    officer.says("城东区", "人员接管率")
    officer.look(f"{name}-city")
    officer.go("/hub/packages/")
    officer.says("4304-4301-2026-0002", "答复期限已过", "已发出，对方尚未登记")
    officer.look(f"{name}-packages")
    officer.go("/hub/health/")
    officer.says("缺号", "超时未报")
    officer.look(f"{name}-health")
