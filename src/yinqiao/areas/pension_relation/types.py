"""Codes and shapes of the pension relation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from yinqiao.kernel.labels import Labelled

TRANSFER_ITEM: Final = "pension_transfer"
PERIODS_ITEM: Final = "pension_periods"
RELATION: Final = "cn.yinqiao.pension.relation.v1"


class Drawing(Labelled):
    """Whether the person already draws a basic pension every month."""

    NO = "no", "没有，还没有开始按月领取"
    YES = "yes", "是，已经按月领取"
    UNKNOWN = "unknown", "说不清"


class Missed(Labelled):
    """Whether periods elsewhere were left out when the pension was computed."""

    NO = "no", "没有，或者不需要"
    YES = "yes", "有，核定时漏了在其他地方参保缴费的时段"


class Need(Labelled):
    """Which of three things the person needs; `unclear` until somebody has asked."""

    TRANSFER = "transfer", "办理养老保险关系转移"
    PERIODS = "periods", "补记漏记的缴费时段"
    DRAWING = "drawing", "不再转移，变更社会化管理信息"
    UNCLEAR = "unclear", "先查清是否已经领取养老金"


class Matter(Labelled):
    """Of which matter human resources tell."""

    TRANSFER = "transfer", "养老保险关系转移"
    PERIODS = "periods", "缴费时段补记"


class Progress(Labelled):
    """What human resources have done."""

    LETTER = "letter", "转入地已发出联系函"
    FORM = "form", "转出地已出具信息表并划转资金"
    SETTLED = "settled", "转入地已接收并账"
    CORRECTED = "corrected", "已核定补记"
    REFUSED = "refused", "不予办理"


class Ground(Labelled):
    """Why human resources do not do it: the grounds of both items."""

    DRAWING = "drawing", "已经按国家规定领取基本养老保险待遇"
    TEMPORARY = "temporary", "转出地为临时基本养老保险缴费账户"
    NO_RECORD = "no_record", "原参保地没有参保缴费记录"
    EVIDENCE = "evidence", "材料不能证明该时段参保缴费"
    COUNTED = "counted", "该时段已经计算过"


@dataclass(frozen=True, slots=True)
class Stay:
    """Insured at a place from a month to a month, both counted; months since year 0."""

    place: str
    since: int
    until: int

    @property
    def months(self) -> int:
        """How many months."""
        return self.until - self.since + 1

    @property
    def words(self) -> str:
        """`2003年1月至2012年12月`."""
        ends = (f"{one // 12}年{one % 12 + 1}月" for one in (self.since, self.until))
        return "至".join(ends)


@dataclass(frozen=True, slots=True)
class Paying:
    """Where the pension will be paid by rule, with the reasons line by line, and the months of each place."""

    place: str
    reasons: tuple[str, ...]
    totals: Sequence[tuple[str, int]] = ()
    double: int = 0
