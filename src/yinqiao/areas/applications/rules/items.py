"""Reads a file of an item: taken whole or refused with the line and the reason of each mistake."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from yinqiao.areas.applications.types import KNOWN, OUTSIDE, Effect, Fault, Item, entrance_of, gate_of

# Names on the form beside those of an item.
_TAKEN = frozenset({
    "applicant", "channel", "materials", "step", "words", "consent", "consented_on", "code", "proxy_name", "proxy_relation",
    "proxy_phone",
})  # fmt: skip
_AT_LINE = re.compile(r"\(at line (\d+),")
_LISTS = {"field", "material", "check", "step", "refusal"}
# Kinds of mistakes as pydantic names them, in the words of who writes the file.
_WORDS = {
    "missing": "缺少“{name}”", "extra_forbidden": "不认识“{name}”", "literal_error": "“{name}”不是可用的值",
    "string_pattern_mismatch": "“{name}”只能用小写字母、数字和下划线，以字母开头",
    "string_too_short": "“{name}”不能为空", "string_too_long": "“{name}”太长",
    "greater_than_equal": "“{name}”太小", "less_than_equal": "“{name}”太大", "too_short": "“{name}”至少要有一项",
    "tuple_too_long": "“{name}”项数太多",
}  # fmt: skip
Place = Sequence[int | str]


def parse_item(text: str, file: str, effects: Mapping[str, Effect]) -> tuple[Item | None, list[Fault]]:
    """The item of a file, or every mistake with its line."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = _AT_LINE.search(str(problem))
        return None, [Fault(file, int(found[1]) if found else max(1, text.count("\n")), "不是正确的 TOML 写法")]
    try:
        item = Item.model_validate(_with_tuples(told))
    except ValidationError as problem:
        faults = [
            Fault(file, line_of(text, one["loc"]), _words(one["type"], one["loc"]), one["loc"])
            for one in problem.errors()
        ]
        return None, sorted(faults, key=lambda one: one.line)
    wrong = [Fault(file, line_of(text, place), reason, tuple(place)) for place, reason in _faults(item, effects)]
    return (None, sorted(wrong, key=lambda one: one.line)) if wrong else (item, [])


def _with_tuples(value: object) -> object:
    """Lists as tuples: what is frozen holds nothing that changes."""
    if isinstance(value, dict):
        return {key: _with_tuples(one) for key, one in value.items()}
    return tuple(_with_tuples(one) for one in value) if isinstance(value, list) else value


def _words(kind: str, place: Place) -> str:
    name = next((str(one) for one in reversed(place) if isinstance(one, str)), "")
    return _WORDS.get(kind, "“{name}”的写法不对").format(name=name)


def line_of(text: str, place: Place) -> int:
    """The line of `("step", 1, "days")`: the key where it stands, else the head of its table, else the first line."""
    lines = text.splitlines()
    start, end, key = 0, len(lines), place[0] if place else ""
    if key in _LISTS and len(place) > 1:
        heads = [at for at, line in enumerate(lines) if line.strip() == f"[[{key}]]"]
        if int(place[1]) < len(heads):
            start = heads[int(place[1])]
            key = place[2] if len(place) > 2 else ""
    tables = [at for at, line in enumerate(lines) if at > start and line.lstrip().startswith("[")]
    end = min(tables, default=end)
    wanted = re.compile(rf"^\s*{re.escape(str(key))}\s*=") if key else None
    found = [at for at in range(start, end) if wanted and wanted.match(lines[at])]
    return (found[0] if found else start) + 1


def _faults(item: Item, effects: Mapping[str, Effect]) -> list[tuple[Place, str]]:
    """What no single value is wrong about."""
    found: list[tuple[Place, str]] = []
    for name in sorted(_LISTS - {"check"}):
        codes = [one.code for one in getattr(item, name)]
        found += [((name, at, "code"), f"“{code}”写了两次") for at, code in enumerate(codes) if code in codes[:at]]
    if item.valid_to is not None and item.valid_to <= item.valid_from:
        found.append((("valid_to",), "终止日期应在起始日期之后"))
    if not item.applicants:
        found.append((("applicants",), "至少要有一种申请人"))
    if item.is_posthumous and item.statuses != ("deceased",):
        found.append((("statuses",), "身后事项只写 deceased，不和其他状态混用"))
    if item.is_posthumous != ("relative" in item.applicants) or (item.is_posthumous and len(item.applicants) > 1):
        found.append((("applicants",), "身后事项由亲属（relative）申请，且只由亲属申请"))
    for at, one in enumerate(item.field):
        if (one.kind == "choice") != bool(one.choices):
            found.append((("field", at, "kind"), "选项字段（且只有选项字段）要有 choices"))
        if one.code in _TAKEN:
            found.append((("field", at, "code"), f"“{one.code}”是表单已有的名称，请换一个"))
        if one.known and one.known not in KNOWN:
            found.append((("field", at, "known"), f"登记信息里没有“{one.known}”"))
    for at, step in enumerate(item.step):
        if step.role in OUTSIDE and at == 0:
            found.append((("step", at, "role"), "第一个环节由本系统的单位受理"))
        if "send_back" in step.may and at < 2:
            found.append((("step", at, "may"), "前面没有可以退回的环节"))
    found += [(("gates",), f"没有名为“{code}”的核对") for code in item.gates if gate_of(code) is None]
    if item.entrance and entrance_of(item.entrance) is None:
        found.append((("entrance",), f"没有名为“{item.entrance}”的入口"))
    if item.effects and item.step[-1].role in OUTSIDE:
        found.append((("effects",), "最后环节由外单位办理的，办结时不能改动登记"))
    fields = {one.code for one in item.field}
    for code in item.effects:
        effect = effects.get(code)
        if effect is None:
            found.append((("effects",), f"没有名为“{code}”的办理结果"))
        elif lacking := effect.needs - fields:
            found.append((("effects",), f"“{code}”需要字段：{'、'.join(sorted(lacking))}"))
    return found
