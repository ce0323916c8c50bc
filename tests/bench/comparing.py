"""The row about the monthly comparison: everybody of a city in one workbook, of whom one in twelve has changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import timezone

from tests.bench.databases import FULL, pointed_at, register_of, roster_file, scratch
from tests.bench.figures import Figure, at_most
from tests.bench.rosters import breaches_of, sum_of, work
from tests.bench.worker import WARM_UP
from yinqiao.config.instance import load_instance
from yinqiao.kernel.id_number import DEMO_DIVISION, check_digit

GIB = 1 << 30
STEPS = ("upload", "check", "take")
_HEADER = ("序号", "姓名", "公民身份号码", "待遇状态", "状态日期", "认证方式")
_PAGE = 10_000
# Of a hundred lines: so many certified anew (a twelfth, month by month), suspended, and one whom no register knows.
_CERTIFIED, _SUSPENDED, _NOBODY = 8, 8, 99
# One in a thousand has died; who tells is human resources, so that a person looks.
_DIED = 1000


def comparison_file() -> Iterator[Figure]:
    """The file of a month read, checked, compared and applied with effects, beside reading it and a bare COPY."""
    register = register_of(FULL)
    roster_file(WARM_UP)
    with scratch(register) as database:
        with pointed_at(database):
            file = _comparison()
        floor = work("floor", database, file)
        ours = work("comparison", database, file)
        breaches = float(len(breaches_of(database)))
    parts = "; ".join(f"{step} {sum_of(ours, step):.1f} (CPU {sum_of(ours, step, what='cpu'):.1f})" for step in STEPS)
    bare = f"reading and bare COPY {sum_of(floor):.1f} (CPU {sum_of(floor, what='cpu'):.1f})"
    outcomes = ", ".join(f"{many:,} {code}" for code, many in sorted(ours["outcomes"].items(), key=lambda one: -one[1]))
    told = f"{parts}; {bare} s; {outcomes}; {ours['handed']:,} receipts read in {sum_of(ours, 'receipts'):.1f} s"
    yield at_most("comparison_file", sum_of(ours, *STEPS), 300, note=told)
    for who in ("child", "worker"):
        yield at_most(f"comparison_file_{who}_memory", ours["peaks"][who] / GIB, 1, unit="GiB")
    yield at_most("comparison_file_invariants", breaches, 0, unit="breaches", note="tools/check_invariants.py after it")


def _comparison() -> Path:
    """The workbook of the month, as human resources export it from what they know of this register; made once."""
    path = load_instance().home / f"comparison-{FULL}.xlsx"
    if path.exists():
        return path
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False})
    sheet, today = book.add_worksheet("比对"), timezone.localdate()
    sheet.write_row(0, 0, _HEADER)
    for at, person in enumerate(_people(), start=1):
        sheet.write_row(at, 0, (str(at), *_line(at, person, today)))
    book.close()
    return path


def _line(at: int, person: tuple[str, str, date | None], today: date) -> tuple[str, ...]:
    name, number, certified_on = person
    day = today - timedelta(days=at % 28 + 1)
    if at % 100 == _NOBODY:
        serial = at // 100
        head = f"{DEMO_DIVISION}{date(1933, 1, 1) + timedelta(days=serial // 400):%Y%m%d}{serial % 400 + 500:03d}"
        return "申屠远", head + check_digit(head), "正常", "", ""
    if at % _DIED == 1:
        return name, number, "死亡", day.isoformat(), ""
    if at % 100 < _CERTIFIED:
        return name, number, "已认证", day.isoformat(), "自助认证"
    if at % _DIED == _SUSPENDED:
        return name, number, "暂停发放", day.isoformat(), ""
    if certified_on is not None:
        return name, number, "已认证", certified_on.isoformat(), ""
    return name, number, "正常", "", ""


def _people() -> Iterator[tuple[str, str, date | None]]:
    """Name, number and last certification of everybody in care, page by page."""
    from yinqiao.areas.certification.queries import last_certified
    from yinqiao.areas.retirees.queries import facts_of, people_within
    from yinqiao.platform.access import Actor, Scope, acting

    last: Any = None
    everybody = Scope.everything()
    while True:
        with acting(Actor.system("bench")):
            found = (
                people_within(scope=everybody).filter(id_no_index__isnull=False, died_on__isnull=True).order_by("pk")
            )
            rows = list((found.filter(pk__gt=last) if last else found)[:_PAGE])
            days = last_certified(scope=everybody, ids=[row.pk for row in rows])
            told = [(row.name, one["id_no"], days.get(row.pk)) for row, one in zip(rows, facts_of(rows), strict=True)]
        yield from told
        if not rows:
            return
        last = rows[-1].pk
