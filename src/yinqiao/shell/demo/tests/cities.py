"""A small city for tests: three districts, few streets, urban communities, villages, two communities of one name."""

from __future__ import annotations

import polars as pl

_TREE = {
    ("430102", "芙蓉区"): {("430102003", "韭菜园街道"): ("桐荫里社区居委会", "八一桥社区居委会", "汤家岭社区居委会")},
    ("430104", "岳麓区"): {
        ("430104002", "橘子洲街道"): ("枇杷塘社区居委会", "高岭社区", "科学村社区居委会", "桃花岭村委会"),
        ("430104003", "岳麓街道"): ("石门楼社区居委会", "新民路社区居委会"),
    },
    ("430105", "开福区"): {("430105012", "四方坪街道"): ("滨江社区居委会", "四方社区居委会", "高岭社区")},
}
_CODES = {
    "枇杷塘社区居委会": "430104002001",
    "科学村社区居委会": "430104002009",
    "滨江社区居委会": "430105012007",
}


def small_city() -> pl.DataFrame:
    """The division frame: code, name, kind, place_no."""
    rows = [("4301", "长沙市", "city")]
    for (district, district_name), streets in _TREE.items():
        rows.append((district, district_name, "district"))
        for (street, street_name), communities in streets.items():
            rows.append((street, street_name, "street"))
            for index, name in enumerate(communities, start=101):
                rows.append((_CODES.get(name, f"{street}{index:03d}"), name, "community"))
    return pl.DataFrame(
        [(*row, number) for number, row in enumerate(rows, start=1)],
        schema={"code": pl.String, "name": pl.String, "kind": pl.String, "place_no": pl.Int32},
        orient="row",
    )
