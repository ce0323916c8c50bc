"""The row about the opening load: a city's old system loaded from one table, beside reading it and a bare COPY."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from tests.bench.databases import SEED, register_of, scratch
from tests.bench.figures import Figure, at_most
from tests.bench.rosters import breaches_of, sum_of, work
from yinqiao.config.instance import load_instance
from yinqiao.kernel.id_number import DEMO_DIVISION, check_digit

PEOPLE = int(os.environ.get("YINQIAO_BENCH_OPENING", "300000"))
# The register that a city begins with: places, enterprises, some who came before.
BEGUN = 2_000
GIB = 1 << 30
STEPS = ("upload", "rehearse", "load")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
_GIVEN = "桂英秀兰建国志强玉珍淑华德明文斌春生美玲长林素芬国庆红霞"
_HEADER = (
    "编号", "姓名", "身份证号", "企业代码", "居住区县", "居住街道", "居住社区", "常住地址", "接收日期", "手机", "档案编号",
    "档案存放地点", "是否党员", "人员状态",
)  # fmt: skip


def opening() -> Iterator[Figure]:
    """The people of an old system onto a register that has just begun: rehearsed and loaded once, as a city does it."""
    register, file = register_of(BEGUN), old_table(PEOPLE)
    with scratch(register) as database:
        floor = work("floor", database, file)
        ours = work("opening", database, file)
        breaches = float(len(breaches_of(database)))
    parts = "; ".join(f"{step} {sum_of(ours, step):.1f} (CPU {sum_of(ours, step, what='cpu'):.1f})" for step in STEPS)
    bare = f"reading and bare COPY {sum_of(floor):.1f} (CPU {sum_of(floor, what='cpu'):.1f})"
    told = f"{parts}; {bare} s; {ours['loaded']:,} of {ours['rows']:,} loaded, {ours['held']} held"
    # Once in the life of a city: a coffee break is promised, not a ratio.
    yield at_most("opening_loaded", sum_of(ours, *STEPS), 300, note=told)
    for who, most in (("child", 1), ("worker", 1)):
        yield at_most(f"opening_{who}_memory", ours["peaks"][who] / GIB, most, unit="GiB")
    yield at_most("opening_invariants", breaches, 0, unit="breaches", note="tools/check_invariants.py after the load")


def old_table(people: int) -> Path:
    """The table of an old system, as it writes one: nobody's numbers, every community of the city in turn; made once."""
    from tests.quality.planted import city_frame
    from yinqiao.shell.demo.enterprises import generate_enterprises

    path = load_instance().home / f"old-system-{people}.csv"
    if path.exists():
        return path
    places = {row["place_no"]: row for row in city_frame().to_dicts()}
    communities = [
        (places[places[one["parent"]]["parent"]]["name"], places[one["parent"]]["name"], one["name"])
        for one in places.values() if one["kind"] == "community"
    ]  # fmt: skip
    homes, firms = cycle(communities), cycle(generate_enterprises(480, SEED)["uscc"].to_list())
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(_HEADER)
        for at in range(people):
            home = next(homes)
            writer.writerow((
                f"TG-{1_000_000 + at}", _name(at), _number(at), next(firms), *home, f"{''.join(home)}{at % 90 + 1}栋",
                "2016-05-20", f"139{at:08d}", f"DA{at}", "市档案馆", "是" if at % 4 == 0 else "否",
                "已故" if at % 50 == 49 else "在管",
            ))  # fmt: skip
    return path


def _name(at: int) -> str:
    return _SURNAMES[at % len(_SURNAMES)] + _GIVEN[at // 50 % len(_GIVEN)] + _GIVEN[at // 1500 % len(_GIVEN)]


def _number(at: int) -> str:
    """A number of the demo's division: forty thousand days would be too many, so each day has a few people."""
    born = date(1935, 1, 1) + timedelta(days=at // 30 % 10_000)
    head = f"{DEMO_DIVISION}{born:%Y%m%d}{at % 30 * 2 + 500:03d}"
    return head + check_digit(head)
