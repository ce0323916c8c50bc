"""The four strands of a person (人·党·档·养老) as states with a date, from what the register was told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.types import FieldSource, RetireeStatus, Strand
from yinqiao.kernel.codes import PoliticalStatus


def strands_of(row: Retiree, sources: Mapping[str, FieldSource | None]) -> tuple[Strand, ...]:
    """Person, party, archive, pension. The last three say what was declared and by whom, for nothing checks them yet."""
    return (_person(row), _party(row, sources), _archive(row, sources), _pension(row, sources))


def _person(row: Retiree) -> Strand:
    on = row.died_on or row.status_on
    return Strand("person", "人", RetireeStatus(row.status).label, on, "")


def _party(row: Retiree, sources: Mapping[str, FieldSource | None]) -> Strand:
    members = {PoliticalStatus.PARTY_MEMBER.value, PoliticalStatus.PROBATIONARY_MEMBER.value}
    if row.political_status not in members:
        state = "非党员" if row.political_status else "未申报"
    else:
        state = f"党员，{row.party_branch}" if row.party_branch else "党员，未申报所在支部"
    return _declared("party", "党", state, sources.get("political_status"))


def _archive(row: Retiree, sources: Mapping[str, FieldSource | None]) -> Strand:
    parts = [f"档号 {row.archive_no}" if row.archive_no else "", row.archive_place]
    state = "，".join(part for part in parts if part) or "未申报档号"
    return _declared("archive", "档", state, sources.get("archive_no"))


def _pension(row: Retiree, sources: Mapping[str, FieldSource | None]) -> Strand:
    state = f"{row.retired_on:%Y-%m} 退休" if row.retired_on else "未申报退休年月"
    return _declared("pension", "养老", state, sources.get("retired_on"))


def _declared(key: str, label: str, state: str, source: FieldSource | None) -> Strand:
    is_known = source is not None and not state.startswith("未申报")
    since: date | None = source.since if source and is_known else None
    return Strand(key, label, state, since, source.label if source and is_known else "")
