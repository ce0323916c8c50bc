"""The child process that reads delimited text: `python -m yinqiao.platform.sheets.textchild IN_FD OUT_FD`.

What reads workbooks is not imported for it: half of what such a child costs.
"""

from __future__ import annotations

from yinqiao.platform.sheets.csvtext import read_csv
from yinqiao.platform.sheets.kinds import SheetKind, SheetWarning
from yinqiao.platform.sheets.limits import ReadLimits, check_extent
from yinqiao.platform.sheets.refusals import refuse
from yinqiao.platform.sheets.sending import Meta, Picked, answer_with


def pick_text(content: bytes, limits: ReadLimits) -> Picked:
    """The one table of a file that is neither container nor OLE; raises Invalid."""
    text = read_csv(content, limits)
    width = max(map(len, text.rows), default=0)
    if not any(any(cell.strip() for cell in row) for row in text.rows):
        raise refuse("sheets.no_rows")
    check_extent(len(text.rows), width, limits)
    warnings = [SheetWarning.RAGGED_ROWS] if text.is_ragged else []
    meta = Meta(
        SheetKind.CSV,
        rows=len(text.rows),
        encoding=text.encoding,
        delimiter=text.delimiter,
        warnings=list(warnings),
        chosen_because="文本文件只有一张表",
    )
    blank = [""] * width
    rows = (row if len(row) == width else row + blank[len(row) :] for row in text.rows)
    return Picked(rows, 0, width, meta, {})


if __name__ == "__main__":
    answer_with(lambda content, limits, _: pick_text(content, limits))
