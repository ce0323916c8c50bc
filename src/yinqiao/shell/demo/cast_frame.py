"""The cast as frames in the shapes of the generator, so that it is loaded and written into rosters like everybody."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from yinqiao.shell.demo.cast import CAST, CAST_ENTERPRISES, CastMember, cast_credit_code
from yinqiao.shell.demo.identity import FIRST_CAST_PHONE, FIRST_CAST_SEQUENCE, id_numbers, phone_numbers
from yinqiao.shell.demo.people import DEFAULT_AS_OF, generate_people


def cast_enterprises() -> pl.DataFrame:
    """The cast's enterprises in the shape of `generate_enterprises`."""
    keys = [one.key for one in CAST_ENTERPRISES]
    return pl.DataFrame(
        {
            "enterprise_no": pl.Series(range(len(keys)), dtype=pl.Int32),
            "uscc": [cast_credit_code(key) for key in keys],
            "name": [one.name for one in CAST_ENTERPRISES],
            "short_name": [one.short_name for one in CAST_ENTERPRISES],
            "source": [one.source for one in CAST_ENTERPRISES],
            "group_no": pl.Series(
                [keys.index(one.group) if one.group else None for one in CAST_ENTERPRISES], dtype=pl.Int32
            ),
            "weight": [one.weight for one in CAST_ENTERPRISES],
            "is_dissolved": [False] * len(keys),
            "is_synthetic": [True] * len(keys),
        }
    )


def cast_people(divisions: pl.DataFrame, as_of: date = DEFAULT_AS_OF) -> pl.DataFrame:
    """The cast in the shape of `generate_people`, in the order of `CAST`.

    `divisions` is a frame code, name, kind, place_no that holds the cast's communities. Raises ValueError otherwise.
    """
    base = generate_people(len(CAST), 0, divisions, cast_enterprises(), as_of)
    columns = {name: list(base[name]) for name in base.columns}
    for row, member in enumerate(CAST):
        for name, value in _overrides(row, member, divisions).items():
            columns[name][row] = value
    return pl.DataFrame(columns, schema=base.schema)


def _overrides(row: int, member: CastMember, divisions: pl.DataFrame) -> dict[str, object]:
    born = np.array([member.born_on], dtype="datetime64[D]")
    sequence = np.array([FIRST_CAST_SEQUENCE + row * 2 + (member.sex == 1)])
    enterprise = next(one for one in CAST_ENTERPRISES if one.key == member.enterprise)
    facts: dict[str, object] = {
        "name": member.name,
        "sex": member.sex,
        "born_on": member.born_on,
        "id_no": str(id_numbers(born, sequence)[0]),
        "has_15_digit_id": False,
        "ethnic_group": "01",
        "phone": str(phone_numbers(np.array([FIRST_CAST_PHONE + row]))[0]),
        "enterprise_no": CAST_ENTERPRISES.index(enterprise),
        "enterprise_uscc": cast_credit_code(member.enterprise),
        "enterprise": enterprise.short_name,
        "former_unit": enterprise.name,
        "work_start_on": date(member.born_on.year + 19, 9, 1),
        "retired_on": member.retired_on,
        "retirement_type": "正常退休",
        "political_status": "13",
        "archive_no": f"YS-{row + 1:04d}",
        "archive_place": "市退休人员档案管理中心",
        "health": "健康",
    }
    blank = ("party_branch", "party_member_no", "has_reported_in", "special_groups", "died_on", "injury_grade")
    facts |= dict.fromkeys(blank)
    unset = ("lives_alone", "is_seriously_ill", "is_lost_contact", "archive_is_elsewhere", "on_minimum_allowance")
    facts |= dict.fromkeys((*unset, "is_away"), False)
    return facts | _home(row, member.community_code, divisions) | dict(member.facts)


def _home(row: int, code: str, divisions: pl.DataFrame) -> dict[str, object]:
    """Community, street and address; all null for one who lives away."""
    if not code:
        names = ("place_no", "community_code", "community", "community_is_ambiguous", "street", "district", "building")
        return dict.fromkeys(names)
    found = divisions.filter(pl.col("code") == code)
    if found.is_empty():
        raise ValueError(f"the cast lives in a community that the division frame lacks: {code}")
    above = {
        kind: divisions.filter((pl.col("kind") == kind) & (pl.col("code").str.head(length) == code[:length]))["name"][0]
        for kind, length in (("district", 6), ("street", 9))
    }
    community = str(found["name"][0])
    short = community.removesuffix("居委会").removesuffix("社区") + "社区"
    home = f"长沙市{above['district']}{above['street']}{short}桐梓坡路{20 + row}号银桥小区{row + 1}栋1单元{row % 6 + 1}02室"
    return {
        "place_no": found["place_no"][0],
        "community_code": code,
        "community": community,
        "community_is_ambiguous": False,
        "street": above["street"],
        "district": above["district"],
        "address": home,
        "household_address": home,
        "away_address": None,
        "building": f"银桥小区{row + 1}栋",
    }
