"""The row about archives: 88,000 from a file, checked, submitted, counted and received, beside reading and a bare COPY."""

from __future__ import annotations

import io
import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.bench.databases import FULL, register_of, roster_file, scratch
from tests.bench.figures import Figure, at_most_times
from tests.bench.rosters import ROWS, sum_of, work
from tests.bench.worker import WARM_UP

ROUNDS = 2
_CLASSES = tuple(f"第{numeral}类份数" for numeral in "一二三四五六七八九十")
_HEADER = ("序号", "档号", "姓名", "身份证号", "条形码", "盒号", "份数", *_CLASSES, "页数", "缺件说明")
# So many items of each class: 30 together.
_PER_CLASS = (6, 1, 3, 5, 2, 1, 2, 0, 7, 3)
_STEPS = ("check", "submit", "count", "finish")


def archives_received() -> Iterator[Figure]:
    """Of people who are in the register; every archive is there and is counted by its barcode."""
    register, file = register_of(FULL), _catalogue_file(ROWS)
    roster_file(WARM_UP)
    floors, ours = [], []
    for _ in range(ROUNDS):
        with scratch(register) as database:
            floors.append(sum_of(work("floor", database, file)))
            ours.append(work("catalogue", database, file))
    if {one["received"] for one in ours} != {ROWS}:
        raise RuntimeError(f"received {[one['received'] for one in ours]}")
    middle = statistics.median
    parts = "; ".join(f"{step} {middle(sum_of(one, step) for one in ours):.2f}" for step in _STEPS)
    cpu = middle(sum_of(one, what="cpu") for one in ours)
    note = f"{parts}; CPU time {cpu:.1f} s; each archive with its holder and two events"
    yield at_most_times("archives_received", middle(map(sum_of, ours)), middle(floors), 3, note=note)


def _catalogue_file(rows: int) -> Path:
    """A catalogue of the people of the bench's roster, and beside it the barcodes as a gun has kept them; made once."""
    import xlsxwriter
    from python_calamine import CalamineWorkbook

    source = roster_file(rows)
    path = source.with_name(source.name.replace("roster", "classed-catalogue"))
    if path.exists():
        return path
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(source.read_bytes())).get_sheet_by_index(0).to_python()
    name, number = sheet[0].index("姓名"), sheet[0].index("身份证号码")
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, _HEADER)
        for at, row in enumerate(sheet[1:], 1):
            told = (
                at,
                f"DA-{at:06d}",
                row[name],
                row[number],
                f"4301{at:08d}",
                f"A-{at // 40}",
                sum(_PER_CLASS),
                *_PER_CLASS,
                90 + at % 80,
                "",
            )
            page.write_row(at, 0, told)
    path.with_suffix(".txt").write_text("\n".join(f"4301{at:08d}" for at in range(1, len(sheet))))
    return path
