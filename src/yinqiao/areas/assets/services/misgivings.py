"""What the rows of an asset list mean together: repeated, incomplete for their path, known already; as frames of findings."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from yinqiao.areas.assets.queries import ASSET_FIELDS
from yinqiao.areas.assets.rules import finding_words, standing_finding
from yinqiao.areas.assets.types import WITHOUT_AREA, AssetFinding, AssetState, Duty, HandoverPath, TitleState
from yinqiao.areas.rosters.queries import findings_of, no_findings
from yinqiao.areas.rosters.types import Severity
from yinqiao.platform.sheets.types import HeaderMatch

_F = AssetFinding
# Field → words in its header that say another unit than ours, and ours. Notes in brackets do not count for recognition.
_OTHER_UNITS = {"area": ("万|亩|公顷", "平方米"), "value": ("万|千|亿", "元")}


def _findings(rows: pl.DataFrame, code: AssetFinding, field: str, *args: str) -> pl.DataFrame:
    """A finding for each of these rows; `args` name the columns that are its arguments."""
    told = {name: pl.col(name) for name in args}
    return findings_of(rows, code, field, told, Severity(finding_words()[code]["severity"]))


def other_units(header: HeaderMatch, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Findings of the file for columns whose header says another unit, and the frame without their figures.

    “评估价值（万元）” over 126.8 would be read as 126.80 yuan: nobody works out what was meant.
    """
    found = [no_findings()]
    for match in header.columns:
        if match.field not in _OTHER_UNITS:
            continue
        words, unit = _OTHER_UNITS[match.field]
        if not pl.Series([match.header_text]).str.contains(words).item():
            continue
        whole = pl.DataFrame({"row_no": [0], "label": [ASSET_FIELDS.label(match.field)], "unit": [unit]})
        found.append(_findings(whole, _F.UNIT_OTHER, match.field, "label", "unit"))
        frame = frame.with_columns(pl.lit(None, pl.Int64).alias(match.field))
    return pl.concat(found), frame


def list_findings(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """Every finding that the rows give rise to by themselves."""
    return [*_repeated(frame), *_incomplete(frame), *_of_transfers(frame)]


def _repeated(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """What stands twice: every row is told, for which of them is wrong the file does not say."""
    found = []
    for fields, code in ((("asset_no",), _F.NUMBER_REPEATED), (("address", "name"), _F.PLACE_REPEATED)):
        held = frame.select("row_no", *fields).drop_nulls(fields).filter(pl.struct(fields).is_duplicated())
        ends = held.group_by(fields).agg(pl.col("row_no").min().alias("first"), pl.col("row_no").max().alias("last"))
        other = pl.when(pl.col("row_no") == pl.col("first")).then("last").otherwise("first").alias("row")
        rows = held.join(ends, on=fields).with_columns(other).sort("row_no")
        found.append(_findings(rows, code, fields[-1], "row"))
    return found


def _incomplete(frame: pl.DataFrame) -> list[pl.DataFrame]:
    has_floor = pl.col("kind").is_null() | pl.col("kind").is_in([one.value for one in WITHOUT_AREA]).not_()
    labels = {one.value: one.label for one in Duty}
    duties = pl.col("duties").str.split(",").list.eval(pl.element().replace(labels)).list.join("、").alias("duties")
    is_valued = pl.col("value").is_not_null()
    lacks_paper = pl.col("valuation_no").is_null() | pl.col("valued_on").is_null()
    is_lost = pl.col("community").is_not_null() & pl.col("community_no").is_null()
    title = pl.col("title_state")
    return [
        _findings(frame.filter(has_floor & (pl.col("area").fill_null(0) == 0)), _F.AREA_MISSING, "area"),
        _findings(frame.filter(title == TitleState.JOINT.value), _F.TITLE_JOINT, "title_state"),
        _findings(frame.filter(title == TitleState.RENTED.value), _F.TITLE_RENTED, "title_state"),
        _findings(
            frame.filter(pl.col("duties").is_not_null()).with_columns(duties), _F.STILL_SERVES, "duties", "duties"
        ),
        _findings(frame.filter(is_valued & lacks_paper), _F.VALUATION_INCOMPLETE, "value"),
        _findings(frame.filter(is_lost), _F.COMMUNITY_UNKNOWN, "community"),
    ]


def _of_transfers(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """What will stop a transfer, and at which step: said before anybody has walked there."""
    transfers = frame.filter(pl.col("path") == HandoverPath.TRANSFER.value)
    lacks_approval = pl.col("approval_no").is_null() | pl.col("approved_on").is_null()
    has_no_title = pl.col("title_state") == TitleState.UNCERTIFIED.value
    return [
        _findings(transfers.filter(pl.col("is_separable").not_()), _F.NOT_SEPARABLE, "is_separable"),
        _findings(transfers.filter(has_no_title), _F.WITHOUT_TITLE, "title_state"),
        _findings(transfers.filter(lacks_approval), _F.WITHOUT_APPROVAL, "approval_no"),
    ]


def known_findings(known: Sequence[tuple[int, AssetState, str]]) -> pl.DataFrame:
    """Rows whose asset is on its way in another list, or settled already."""
    found = [no_findings()]
    for row, state, batch_no in known:
        if (code := standing_finding(state)) is not None:
            rows = pl.DataFrame({"row_no": [row], "batch_no": [batch_no], "state": [state.label]})
            found.append(_findings(rows, code, "asset_no", "batch_no", "state"))
    return pl.concat(found)
