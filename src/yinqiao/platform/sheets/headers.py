"""Finds the header of a sheet and says which column is which field: any order, any spelling, one to three rows.

Sure matches come from labels, synonyms and what this enterprise confirmed before; guesses are marked as such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import polars as pl

from yinqiao.platform.sheets.footers import find_footers, find_repeated_headers, is_instruction_row
from yinqiao.platform.sheets.headertext import normalise_header
from yinqiao.platform.sheets.types import ColumnMatch, FieldSpec, HeaderMatch, MatchHow, SheetTable

_LOOKED_AT = 30
_DEEPEST = 3
_GUESS_RATIO = 0.78
_LONGEST_HEADER = 80

_CONFIDENCE = {MatchHow.REMEMBERED: 1.0, MatchHow.EXACT: 1.0, MatchHow.SYNONYM: 0.95}
_INNER_DISCOUNT = 0.2


@dataclass(frozen=True, slots=True)
class _Row:
    row_no: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """Normalised header -> (field, how); what was remembered wins, a remembered "" means: no field."""

    known: Mapping[str, tuple[str, MatchHow]]

    @classmethod
    def build(cls, fields: Sequence[FieldSpec], remembered: Mapping[str, str]) -> _Dictionary:
        known: dict[str, tuple[str, MatchHow]] = {}
        for spec in fields:
            for synonym in spec.synonyms:
                known.setdefault(normalise_header(synonym), (spec.name, MatchHow.SYNONYM))
        for spec in fields:
            known[normalise_header(spec.label)] = (spec.name, MatchHow.EXACT)
        names = {spec.name for spec in fields} | {""}
        for header, name in remembered.items():
            if name in names:
                known[normalise_header(header)] = (name, MatchHow.REMEMBERED)
        known.pop("", None)
        return cls(known)

    def find(self, levels: Sequence[str]) -> tuple[str, MatchHow, float] | None:
        """The field of a header path; the whole path first, then its inner parts with less confidence."""
        for depth in range(len(levels)):
            found = self.known.get(normalise_header("/".join(levels[depth:])))
            if found:
                return *found, _CONFIDENCE[found[1]] - _INNER_DISCOUNT * depth
        return None


def match_headers(
    table: SheetTable,
    fields: Sequence[FieldSpec],
    remembered: Mapping[str, str] | None = None,
    told_rows: tuple[int, int] | None = None,
) -> HeaderMatch:
    """Recognise the header of `table` for `fields`.

    `remembered` maps headers as once confirmed by a person (any spelling, nested as `上级/下级`) to field names, or
    to "" for a column that is to be ignored. `told_rows` is (first row of the header, number of its rows) where a
    person has said so; blank rows there are as good as none. Never raises: what is not found is in `missing_required`.
    """
    names = table.column_names
    rows = _first_rows(table, names, told_rows[0] if told_rows else 1)
    dictionary = _Dictionary.build(fields, remembered or {})
    if told_rows:
        block = _told_block(rows, table, *told_rows)
    else:
        block = _best_block(rows, table, dictionary, enough=min(2, len(fields)))
    if block is None:
        return _nothing_found(table, fields, rows)
    at, depth, paths = block
    columns, duplicates = _assign(names, paths, dictionary, fields)
    after = at + depth
    while after < len(rows) and is_instruction_row(rows[after].cells):
        after += 1
    header_rows = tuple(row.row_no for row in rows[at : at + depth])
    last_header_row = rows[after - 1].row_no
    following = table.frame.filter(table.frame["row_no"] > last_header_row)
    found = {match.field for match in columns}
    return HeaderMatch(
        header_rows=header_rows,
        first_data_row=int(following["row_no"][0]) if following.height else last_header_row + 1,
        columns=columns,
        missing_required=tuple(spec.name for spec in fields if spec.required and spec.name not in found),
        footer_rows=find_footers(following),
        duplicates=duplicates,
        title=" ".join(cell for row in _above(table, rows[at].row_no) for cell in dict.fromkeys(row.cells) if cell),
        repeated_header_rows=find_repeated_headers(following, [row.cells for row in rows[at : at + depth]]),
    )


def _first_rows(table: SheetTable, names: Sequence[str], from_row: int) -> list[_Row]:
    return _as_rows(table.frame.filter(pl.col("row_no") >= from_row).head(_LOOKED_AT), names)


def _above(table: SheetTable, row_no: int) -> list[_Row]:
    """The few rows above the header: the title, who filled it in."""
    return _as_rows(table.frame.filter(pl.col("row_no") < row_no).head(_LOOKED_AT), table.column_names)


def _as_rows(head: pl.DataFrame, names: Sequence[str]) -> list[_Row]:
    cells = head.select(names).rows()
    return [
        _Row(row_no, tuple((cell or "").strip() for cell in row))
        for row_no, row in zip(head["row_no"], cells, strict=True)
    ]


def _nothing_found(table: SheetTable, fields: Sequence[FieldSpec], rows: Sequence[_Row]) -> HeaderMatch:
    columns = tuple(ColumnMatch(name, "", None, MatchHow.UNKNOWN, 0.0) for name in table.column_names)
    missing = tuple(spec.name for spec in fields if spec.required)
    return HeaderMatch((), rows[0].row_no if rows else 1, columns, missing)


def _told_block(
    rows: Sequence[_Row], table: SheetTable, first: int, depth: int
) -> tuple[int, int, list[tuple[str, ...]]] | None:
    """The header where a person says it is; None when nothing is written there."""
    block = [row for row in rows if row.row_no < first + depth]
    return (0, len(block), _paths(block, table)) if block else None


def _best_block(
    rows: Sequence[_Row], table: SheetTable, dictionary: _Dictionary, enough: int
) -> tuple[int, int, list[tuple[str, ...]]] | None:
    """(index of the first header row, number of header rows, header path per column), by most fields recognised."""
    best: tuple[float, int, int, list[tuple[str, ...]]] | None = None
    for at in range(len(rows)):
        for depth in range(1, min(_DEEPEST, len(rows) - at) + 1):
            block = rows[at : at + depth]
            if block[-1].row_no - block[0].row_no >= depth + 1:
                continue
            paths = _paths(block, table)
            found = [hit for path in paths if path and (hit := dictionary.find(path))]
            score = sum({name: confidence for name, _, confidence in found}.values())
            score += _span_bonus(block, table)
            if len({name for name, _, _ in found}) >= enough and (best is None or score > best[0] + 1e-9):
                best = (score, at, depth, paths)
    return best[1:] if best else None


def _span_bonus(block: Sequence[_Row], table: SheetTable) -> float:
    """A header whose cells are merged downwards over exactly these rows is meant as one block."""
    first, last = block[0].row_no, block[-1].row_no
    if first == last:
        return 0.0
    return 0.5 if any(top == first and bottom == last for top, _, bottom, _ in table.merged_ranges) else 0.0


def _paths(block: Sequence[_Row], table: SheetTable) -> list[tuple[str, ...]]:
    """For each column its header from outer to inner, without blanks and repetitions."""
    filled = [list(row.cells) for row in block]
    for level, row in enumerate(block[:-1]):
        _fill_merged(filled[level], row.row_no, table)
        inner = filled[level + 1]
        for column in range(1, len(inner)):
            # Formats that do not tell merges: a blank above a filled cell belongs to the group on its left.
            if not filled[level][column] and inner[column] and inner[column - 1] and filled[level][column - 1]:
                filled[level][column] = filled[level][column - 1]
    paths = []
    for column in range(len(filled[0])):
        levels = [row[column] for row in filled if row[column]]
        paths.append(tuple(dict.fromkeys(levels)))
    return paths


def _fill_merged(cells: list[str], row_no: int, table: SheetTable) -> None:
    for top, left, bottom, right in table.merged_ranges:
        if top <= row_no <= bottom and right > left and left - 1 < len(cells) and cells[left - 1]:
            for column in range(left, min(right, len(cells))):
                cells[column] = cells[column] or cells[left - 1]


def _assign(
    names: Sequence[str], paths: Sequence[tuple[str, ...]], dictionary: _Dictionary, fields: Sequence[FieldSpec]
) -> tuple[tuple[ColumnMatch, ...], tuple[str, ...]]:
    """Give each field to its surest column, then guess for what is left."""
    matches = []
    for name, path in zip(names, paths, strict=True):
        hit = dictionary.find(path) if path else None
        text = "/".join(path)
        if hit is None:
            matches.append(ColumnMatch(name, text, None, MatchHow.UNKNOWN, 0.0))
        else:
            matches.append(ColumnMatch(name, text, hit[0] or None, hit[1], hit[2]))
    duplicates: list[str] = []
    winners: dict[str, int] = {}
    for index in sorted(range(len(matches)), key=lambda i: (-matches[i].confidence, i)):
        match = matches[index]
        if match.field is None:
            continue
        if match.field not in winners:
            winners[match.field] = index
            continue
        if match.confidence >= _CONFIDENCE[MatchHow.SYNONYM]:
            duplicates.append(match.field)
        matches[index] = replace(match, field=None, how=MatchHow.UNKNOWN, confidence=0.0)
    _guess(matches, [spec for spec in fields if spec.name not in winners])
    return tuple(matches), tuple(dict.fromkeys(duplicates))


def _guess(matches: list[ColumnMatch], missing: Sequence[FieldSpec]) -> None:
    """Offer the most similar header to each field that nobody claimed; a person confirms it."""
    proposals = []
    for index, match in enumerate(matches):
        header = normalise_header(match.header_text)
        if match.how is not MatchHow.UNKNOWN or not header or len(header) > _LONGEST_HEADER:
            continue
        for spec in missing:
            likeness = max(_likeness(header, normalise_header(word)) for word in (spec.label, *spec.synonyms))
            if likeness >= _GUESS_RATIO:
                proposals.append((likeness, -index, spec.name))
    given: set[str] = set()
    for likeness, negative, name in sorted(proposals, reverse=True):
        index = -negative
        if name not in given and matches[index].field is None:
            given.add(name)
            matches[index] = replace(
                matches[index], field=name, how=MatchHow.GUESS, confidence=round(min(likeness, 0.9) * 0.8, 2)
            )


def _likeness(header: str, word: str) -> float:
    """1 for the same; Chinese headers carry their noun at the end, so `退休人员姓名` is like `姓名`."""
    if len(word) >= 2 and (header.endswith(word) or header.rstrip("0123456789") == word):
        return 0.8 + 0.2 * len(word) / len(header)
    return SequenceMatcher(None, header, word, autojunk=False).ratio()
