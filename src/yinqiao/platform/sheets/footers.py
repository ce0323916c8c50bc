"""Rows below a header that are no data: totals, signatures, notes, instructions, headers printed again."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

_TAIL = 20
_FIRST_COLUMNS = 4
_TOTALS = ["合计", "总计", "小计", "共计", "累计", "合计人数", "总人数", "本页合计", "本页小计"]
_FOOTER = re.compile(
    r"^(合计|总计|小计|共计|累计|总人数|合计人数|本页|制表|填表|填报|审核|复核|经办|负责人|单位负责人|分管领导|主管|"
    r"联系人|联系电话|备注|注|说明|填写说明|填表说明|盖章|单位盖章|公章|移交单位|接收单位|移交人|接收人|"
    r"日期|第.{1,6}页|共.{1,8}[页人条]|年月日|以下空白|以下为空)"
)
_INSTRUCTION = re.compile(r"^(例|示例|样例|范例|填写说明|填表说明|说明|填写要求|格式|必填|选填|文本|栏次)[:：\d如]?")
_SPACES = re.compile(r"\s+")


def is_instruction_row(cells: Sequence[str]) -> bool:
    """Whether a row right under the header explains the columns: 例：…, 栏次, or 1 2 3 4 …, （必填）."""
    filled = [_SPACES.sub("", cell) for cell in cells if cell]
    if not filled:
        return True
    if _INSTRUCTION.match(filled[0].lstrip("(（【[*")):
        return True
    digits = [cell.strip("()（）[]") for cell in filled]
    if len(digits) >= 3 and all(cell.isdigit() for cell in digits):
        numbers = [int(cell) for cell in digits]
        return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in (0, 1)
    return False


def find_footers(data: pl.DataFrame) -> tuple[int, ...]:
    """Row numbers of totals anywhere, and of signatures and notes at the end of `data` (rows below the header)."""
    if not data.height:
        return ()
    names = [name for name in data.columns if name != "row_no"]
    bare = pl.col(names[:_FIRST_COLUMNS]).str.replace_all(r"[\s:：]", "").is_in(_TOTALS)
    found = set(data.filter(pl.any_horizontal(bare.fill_null(False)))["row_no"].to_list())
    usual = _usual_fill(data, names)
    for row in reversed(data.tail(_TAIL).select("row_no", *names).rows()):
        row_no, filled = row[0], [_SPACES.sub("", cell) for cell in row[1:] if cell]
        if row_no in found:
            continue
        if not (_FOOTER.match(filled[0]) and len(filled) <= max(3, usual // 2)):
            break
        found.add(row_no)
    return tuple(sorted(found))


def _usual_fill(data: pl.DataFrame, names: Sequence[str]) -> int:
    """The median number of filled cells in the first thousand rows."""
    counts = data.head(1000).select(pl.sum_horizontal(pl.col(names).is_not_null()))
    return int(counts.to_series().median() or 0)  # type: ignore[arg-type]


def find_repeated_headers(data: pl.DataFrame, header: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Row numbers in `data` where a row of the header stands again, as it does after page breaks."""
    names = [name for name in data.columns if name != "row_no"]
    found: set[int] = set()
    for cells in header:
        shown = [(name, cell) for name, cell in zip(names, cells, strict=True) if cell]
        if len(shown) < 2:
            continue
        same = pl.all_horizontal([pl.col(name).str.strip_chars() == cell for name, cell in shown])
        found |= set(data.filter(same)["row_no"].to_list())
    return tuple(sorted(found))
