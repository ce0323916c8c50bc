"""Names that are hardly names: digits, Latin letters, placeholders, characters lost on the way."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.checks.presence import is_example
from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.finding_frame import findings_where
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode

_PLACEHOLDER = (
    r"^(?:无名|无名氏|测试.*|.*测试|待定|待补|待查|不详|未知|同上|空|空白|姓名|某+|.某某?|.?[xX×*＊]{2,}|[/\\\-—–.。]+"
    r"|无|暂无|没有|示范|样例|合计|小计|总计)$"
)
_UNREADABLE = r"[?？□�▯☐\x{e000}-\x{f8ff}\x{f0000}-\x{10fffd}]|[!-/:-@\[-`{-~，。；：！（）“”、《》]"
_REASONS = (
    (_PLACEHOLDER, FindingCode.NAME_PLACEHOLDER),
    (r"[0-9〇①-⑳]", FindingCode.NAME_DIGITS),
    (r"[A-Za-z]", FindingCode.NAME_LATIN),
    (_UNREADABLE, FindingCode.NAME_UNREADABLE),
    (r"^.$", FindingCode.NAME_INCOMPLETE),
)


def check_names(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """At most one finding for a name, the first that fits; a placeholder holds the row back.

    Rare characters (䶮, 㛃, 𬭎) and long minority names with `·` are names like any other.
    """
    del context
    if "name" not in roster.active:
        return []
    plain = pl.col("name").str.contains(r"^[\x{4e00}-\x{9fff}·]{2,}$")
    odd = roster.frame.select("row_no", "name", "id_no").filter(
        plain.not_() | pl.col("name").str.contains(_PLACEHOLDER)
    )
    named = odd.filter(is_example(roster).fill_null(False).not_()).select("row_no", "name")
    found = []
    told = pl.lit(False)
    for pattern, code in _REASONS:
        fits = pl.col("name").str.contains(pattern)
        found.append(findings_where(named, fits & told.not_(), code, "name"))
        told = told | fits
    return found
