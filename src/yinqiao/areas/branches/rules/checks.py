"""What is missing in what is told: of a step, of an organisation, in lines that were pasted."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date

from yinqiao.areas.branches.types import (
    CODE_LENGTH,
    MOST_LINES,
    MOST_MEMBERS,
    NAME_LENGTH,
    NOTE_LENGTH,
    NUMBER_LENGTH,
    Kind,
    Listing,
    Need,
    Role,
    Step,
    StepFacts,
)
from yinqiao.kernel.text import normalise_text

COLUMNS = ("名称", "类别", "上级党组织", "党员人数", "党组织代码", "活动场所", "职务", "姓名", "电话")
_LENGTHS = {
    Need.NUMBER: NUMBER_LENGTH, Need.NAMED: NAME_LENGTH, Need.CODE: CODE_LENGTH, Need.SECRETARY: 60, Need.PHONE: 20,
    Need.NOTE: NOTE_LENGTH,
}  # fmt: skip


def step_faults(step: Step, facts: StepFacts, today: date, *, is_correction: bool = False) -> dict[str, str]:
    """Field → what is wrong with what is told of a step; empty when it can be kept.

    A correction leaves a sealed name as it is where none is given.
    """
    wrong = {}
    for need in step.needs:
        value = getattr(facts, need.value)
        is_left = is_correction and need is Need.SECRETARY
        if not is_left and (value is None or not str(value).strip()):
            wrong[need.value] = f"请填写{step.word(need)}。"
    for need, most in _LENGTHS.items():
        if len(str(getattr(facts, need.value))) > most:
            wrong[need.value] = f"{step.word(need)}最多 {most} 个字符。"
    if facts.done_on and facts.done_on > today:
        wrong["done_on"] = f"{step.word(Need.DONE_ON)}不能晚于今天。"
    if facts.next_on and facts.next_on <= today and not is_correction:
        wrong["next_on"] = f"{step.word(Need.NEXT_ON)}须晚于今天。"
    if facts.next_on and facts.done_on and facts.next_on <= facts.done_on:
        wrong["next_on"] = f"{step.word(Need.NEXT_ON)}须晚于{step.word(Need.DONE_ON)}。"
    return wrong


def listing_faults(one: Listing) -> dict[str, str]:
    """Field → what is wrong with what is said of an organisation; empty when it can be kept."""
    wrong = {}
    if not 2 <= len(one.name) <= NAME_LENGTH:
        wrong["name"] = f"名称须为 2 到 {NAME_LENGTH} 个字。"
    if not 0 <= one.members <= MOST_MEMBERS:
        wrong["members"] = f"党员人数须在 0 到 {MOST_MEMBERS:,} 之间。"
    if one.upper and one.upper == one.name:
        wrong["upper"] = "上级党组织不能是本组织。"
    for field, text, most in (
        ("upper", one.upper, NAME_LENGTH), ("code", one.code, CODE_LENGTH), ("secretary", one.secretary, 60),
        ("activity_place", one.activity_place, NAME_LENGTH), ("phone", one.phone, 20),
    ):  # fmt: skip
        if len(text) > most:
            wrong[field] = f"最多 {most} 个字。"
    if (one.secretary or one.phone) and one.role is None:
        wrong["role"] = "填写姓名或电话的，请选择职务。"
    return wrong


def read_lines(text: str) -> tuple[list[Listing], list[str]]:
    """The organisations of lines pasted from a sheet, tabs or commas between the columns, and what is wrong in which line.

    A first line that repeats the headings is left out, and so are empty lines.
    """
    tab = "\t" if "\t" in text else ","
    read = csv.reader(text.replace("，", ",").splitlines(), delimiter=tab)
    lines = [
        (at, [cell.strip() for cell in row]) for at, row in enumerate(read, 1) if any(cell.strip() for cell in row)
    ]
    if lines and lines[0][1][0] in ("名称", "党组织名称"):
        lines = lines[1:]
    if len(lines) > MOST_LINES:
        return [], [f"一次最多 {MOST_LINES} 行，现有 {len(lines)} 行"]
    found, wrong = [], []
    for at, cells in lines:
        one, faults = _read_line([*cells, *[""] * (len(COLUMNS) - len(cells))])
        wrong += [f"第 {at} 行：{fault.rstrip('。')}" for fault in faults]
        if one:
            found.append(one)
    wrong += _repeated(found)
    return found, wrong or ([] if found else ["没有可以读取的内容"])


def _read_line(cells: Sequence[str]) -> tuple[Listing | None, list[str]]:
    kind, role = Kind.read(cells[1]), Role.read(cells[6])
    wrong = [] if len(cells) <= len(COLUMNS) else [f"多于 {len(COLUMNS)} 列"]
    if kind is None:
        wrong.append(f"类别请填{'、'.join(label for _, label in Kind.choices())}之一")
    if cells[6] and role is None:
        wrong.append(f"职务请填{'、'.join(label for _, label in Role.choices())}之一")
    if cells[3] and not (cells[3].isascii() and cells[3].isdigit()):
        wrong.append("党员人数只填数字")
    if wrong or kind is None:
        return None, wrong
    one = Listing(
        normalise_text(cells[0]).value, kind, cells[2], int(cells[3] or 0), cells[4], cells[5], role, cells[7], cells[8]
    )  # fmt: skip
    faults = list(listing_faults(one).values())
    return (None, faults) if faults else (one, [])


def _repeated(found: Sequence[Listing]) -> list[str]:
    names = [one.name for one in found]
    return [f"“{name}”出现了两次" for name in dict.fromkeys(names) if names.count(name) > 1]
