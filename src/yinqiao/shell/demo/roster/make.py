"""Makes roster files with planted mistakes and their answer sheets, and the large clean roster of the bench."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from yinqiao.shell.demo.enterprises import generate_enterprises
from yinqiao.shell.demo.people import generate_people
from yinqiao.shell.demo.roster.cells import roster_cells
from yinqiao.shell.demo.roster.layouts import PLAIN, Layout
from yinqiao.shell.demo.roster.natural import KnownNumbers, natural_answers
from yinqiao.shell.demo.roster.plan import MistakePlan
from yinqiao.shell.demo.roster.sheet import RosterSheet
from yinqiao.shell.demo.roster.spoil import Draft, spoil
from yinqiao.shell.demo.roster.writers import write_roster


@dataclass(frozen=True, slots=True)
class SpoiledRoster:
    """A roster sheet with its answers.

    `answers` has row_no (as people see it in the file), field, code (`*` stands for any), kind, must_find: what is not
    `must_find` may be found and is not wrong. `planted` counts the mistakes by kind.
    """

    sheet: RosterSheet
    answers: pl.DataFrame
    planted: dict[str, int]

    def to_bytes(self, kind: str = "xlsx") -> bytes:
        """The file; for the kinds see `write_roster`."""
        return write_roster(self.sheet, kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterOrder:
    """What roster to make: seed, mistakes, form, and the numbers that a checker with a database knows already."""

    seed: int
    mistakes: MistakePlan = field(default_factory=MistakePlan.none)
    layout: Layout = PLAIN
    known: KnownNumbers = field(default_factory=KnownNumbers)


def make_roster(people: pl.DataFrame, order: RosterOrder) -> SpoiledRoster:
    """A roster of these people in one form, with mistakes planted; the dead are left out. Same arguments, same roster."""
    living = people.filter(pl.col("died_on").is_null() | pl.col("id_no").is_in(list(order.known.recorded_dead)))
    draft = Draft.of(roster_cells(living, order.layout), order.seed)
    planted = spoil(draft, order.mistakes.counts)
    # A spoiled number may no longer be the one that was known: such a row need only show what was planted.
    for row, name, code, kind, must_find in natural_answers(living, order.layout, order.known):
        draft.answers.append((row, name, code, kind, must_find and bool(draft.clean[row])))
    sheet = RosterSheet(order.layout, draft.cells(), frozenset(draft.numbers))
    answers = draft.answer_sheet().select(
        (pl.col("row") + sheet.first_row_no).cast(pl.UInt32).alias("row_no"), "field", "code", "kind", "must_find"
    )
    return SpoiledRoster(sheet, answers, planted)


def make_roster_file(people: pl.DataFrame, order: RosterOrder, kind: str = "xlsx") -> tuple[bytes, pl.DataFrame]:
    """The file of `make_roster` and its answer sheet."""
    roster = make_roster(people, order)
    return roster.to_bytes(kind), roster.answers


def bench_roster(divisions: pl.DataFrame, *, seed: int = 1, rows: int = 88_000) -> bytes:
    """The roster of the bench: `rows` people in good order × 25 columns, xlsx. Building takes half a minute: cache it."""
    enterprises = generate_enterprises(480, seed)
    people = generate_people(rows + rows // 20, seed, divisions, enterprises)
    living = people.filter(pl.col("died_on").is_null()).head(rows)
    return make_roster(living, RosterOrder(seed=seed)).to_bytes("xlsx")
