"""Invented enterprises of very unequal size: groups with subsidiaries, central, provincial and municipal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

import numpy as np
import polars as pl

from yinqiao.shell.demo.distributions import (
    AGREEMENT_MEDIAN,
    AGREEMENT_MOST,
    AGREEMENT_SIGMA,
)
from yinqiao.shell.demo.identity import credit_code

DEMO_MARK = "（演示）"
_Row: TypeAlias = dict[str, str | None]

_STEMS = {
    "central": "中湘 中楚 华麓 国垣 中岳 华潇 中衡 国麓 华楚 中沅".split(),
    "provincial": "湘曜 湘垣 三湘鼎 潇湘源 湘衡盛 湘沅 湘澧 楚湘元".split(),
    "municipal": "星垣 麓鼎 橘洲源 星麓 浏垣 沙垣 岳麓源 朝垣".split(),
}
_TRADES = (
    "建设 电力 机床 冶金 纺织 化工 航空机械 铁路工程 水利水电 烟草机械 医药 粮油 有色金属 汽车 印刷 通信 煤业 物资 轻工 "
    "商贸 地质勘探 石油 船舶 交通运输 电子 建材 橡胶 造纸 食品 环保"
).split()
_SUBSIDIARIES = (
    "第一分公司 第二分公司 第三工程公司 机修厂 设计院 物资公司 职工医院 运输公司 长沙分公司 实业公司 安装公司 "
    "子弟学校 动力厂 铸造厂 研究所 后勤公司"
).split()
_FORMS = {"central": "集团有限公司", "provincial": "集团有限责任公司", "municipal": "总公司"}
# Of a hundred enterprises; the pilot city had 173 central groups for 29 provincial ones, and many municipal.
_SHARES = {"central": 0.50, "provincial": 0.18, "municipal": 0.32}
_SUBSIDIARY_SHARE = 0.58


def generate_enterprises(count: int, seed: int) -> pl.DataFrame:
    """`count` enterprises (at least 12), reproducible.

    Columns: enterprise_no (0-based), uscc, name, short_name, source (central/provincial/municipal), group_no
    (enterprise_no of the group, null for a group or a lone enterprise), weight (relative number of retirees, people),
    is_dissolved (about one in thirty; its group answers for it), is_synthetic.
    """
    if count < 12:
        raise ValueError("a demo city needs at least 12 enterprises")
    return _frame([row for source in _SHARES for row in _of_source(source, count)][:count], seed)


def generate_groups(groups: Mapping[str, int], seed: int) -> pl.DataFrame:
    """So many groups of each owner (central, provincial, municipal) with their subsidiaries, in the same columns."""
    return _frame([row for source, number in groups.items() for row in _groups_of(source, number)], seed)


def _frame(rows: Sequence[_Row], seed: int) -> pl.DataFrame:
    count = len(rows)
    rng = np.random.default_rng([seed, 11])
    groups = {row["short_name"]: index for index, row in enumerate(rows) if row["parent"] is None}
    weights = np.minimum(rng.lognormal(np.log(AGREEMENT_MEDIAN), AGREEMENT_SIGMA, count) + 1, AGREEMENT_MOST)
    dissolved = rng.random(count) < 1 / 30
    return pl.DataFrame(
        {
            "enterprise_no": pl.Series(range(count), dtype=pl.Int32),
            "uscc": [credit_code(seed % 100 * 10_000 + index) for index in range(count)],
            "name": [row["name"] for row in rows],
            "short_name": [row["short_name"] for row in rows],
            "source": [row["source"] for row in rows],
            "group_no": pl.Series(
                [groups.get(row["parent"]) if row["parent"] else None for row in rows],
                dtype=pl.Int32,
            ),
            "weight": weights.round().astype(np.int64),
            "is_dissolved": [
                bool(gone) and row["parent"] is not None for gone, row in zip(dissolved, rows, strict=True)
            ],
            "is_synthetic": [True] * count,
        }
    )


def _of_source(source: str, count: int) -> list[_Row]:
    """Groups of one owner, each followed by its subsidiaries, until there are enough."""
    wanted = max(4, round(count * _SHARES[source]) + 1)
    rows: list[_Row] = []
    for group in _all_groups(source):
        rows += group
        if len(rows) >= wanted:
            break
    return rows[:wanted]


def _groups_of(source: str, number: int) -> list[_Row]:
    """The first groups of one owner, each followed by its subsidiaries."""
    return [row for group in islice(_all_groups(source), number) for row in group]


def _all_groups(source: str) -> Iterator[list[_Row]]:
    """One group after the other, the group itself first."""
    per_group = max(1, round(_SUBSIDIARY_SHARE / (1 - _SUBSIDIARY_SHARE)))
    for index, stem in enumerate(_group_stems(source)):
        group = f"{stem}集团" if source != "municipal" else stem
        rows: list[_Row] = [
            {"name": f"{stem}{_FORMS[source]}{DEMO_MARK}", "short_name": group, "source": source, "parent": None}
        ]
        for offset in range(per_group if index % 3 else per_group + 2):
            part = _SUBSIDIARIES[(index * 5 + offset * 3) % len(_SUBSIDIARIES)]
            rows.append(
                {
                    "name": f"{stem}{part}{DEMO_MARK}",
                    "short_name": f"{stem}{part}",
                    "source": source,
                    "parent": group,
                }
            )
        yield rows


def _group_stems(source: str) -> Iterator[str]:
    """Names of groups: a stem that no company bears, a trade, then numbered ones when the words run out."""
    for trade_offset in range(len(_TRADES)):
        for index, stem in enumerate(_STEMS[source]):
            trade = _TRADES[(index * 3 + trade_offset) % len(_TRADES)]
            yield f"{stem}{trade}"
    number = 2
    while True:
        for stem in _STEMS[source]:
            for trade in _TRADES:
                yield f"{stem}第{number}{trade}"
        number += 1
