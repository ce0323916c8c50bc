"""Rules of archives: which step follows which for a catalogue and for an archive, whose it is, what a finding says."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.archives.types import (
    AbsenceReason,
    ArchiveState,
    ArchiveStep,
    CatalogueFinding,
    CatalogueState,
    CatalogueStep,
)
from yinqiao.areas.organisations.types import DivisionKind

ENTERPRISE_ROLES = ("enterprise_officer", "enterprise_admin")
RECEIVER_ROLES = ("street_officer", "district_manager", "city_manager", "agency_officer")
PARTIES = (*ENTERPRISE_ROLES, *RECEIVER_ROLES)
# Where archives can be received: a store room belongs to an office, not to a community.
RECEIVING_KINDS = frozenset({DivisionKind.CITY, DivisionKind.DISTRICT, DivisionKind.STREET, DivisionKind.DESK})

_A, _C = ArchiveState, CatalogueState
# The flow of one archive. Guards, screens and tests read this table. What is missing stays an open item: when it turns
# up, it is received at once.
ARCHIVE_FLOW: Mapping[ArchiveState, Mapping[ArchiveStep, ArchiveState]] = {
    _A.WITHDRAWN: {ArchiveStep.OFFER: _A.OFFERED},
    _A.OFFERED: {
        ArchiveStep.WITHDRAW: _A.WITHDRAWN,
        ArchiveStep.COUNT: _A.COUNTED,
        ArchiveStep.MISS: _A.MISSING,
    },
    _A.COUNTED: {ArchiveStep.MARK: _A.COUNTED, ArchiveStep.RECEIVE: _A.RECEIVED},
    # The enterprise states why there is none; once the receiver agrees, nobody waits for it any longer.
    _A.MISSING: {
        ArchiveStep.FIND: _A.RECEIVED,
        ArchiveStep.STATE: _A.MISSING,
        ArchiveStep.TAKE_BACK: _A.MISSING,
        ArchiveStep.REFUSE: _A.MISSING,
        ArchiveStep.AGREE: _A.EXPLAINED,
    },
    _A.EXPLAINED: {ArchiveStep.FIND: _A.RECEIVED, ArchiveStep.REOPEN: _A.MISSING},
    _A.RECEIVED: {},
}
# The flow of a catalogue: its first scan begins the reception, from then on it cannot be taken back.
CATALOGUE_FLOW: Mapping[CatalogueState, Mapping[CatalogueStep, CatalogueState]] = {
    _C.SENDING: {CatalogueStep.SEND: _C.SENDING, CatalogueStep.OFFER: _C.OFFERED},
    _C.OFFERED: {CatalogueStep.TAKE_BACK: _C.TAKEN_BACK, CatalogueStep.SCAN: _C.RECEIVING},
    _C.RECEIVING: {CatalogueStep.SCAN: _C.RECEIVING, CatalogueStep.FINISH: _C.FINISHED},
    _C.FINISHED: {CatalogueStep.SCAN: _C.FINISHED},
    _C.TAKEN_BACK: {},
}
# With the enterprise until the place has signed for it.
HELD_BY_ENTERPRISE = frozenset({_A.WITHDRAWN, _A.OFFERED, _A.COUNTED, _A.MISSING, _A.EXPLAINED})


def next_archive_state(state: ArchiveState, step: ArchiveStep) -> ArchiveState | None:
    """Where `step` leads an archive, or None when the flow does not allow it."""
    return ARCHIVE_FLOW[state].get(step)


def next_catalogue_state(state: CatalogueState, step: CatalogueStep) -> CatalogueState | None:
    """Where `step` leads a catalogue, or None when the flow does not allow it."""
    return CATALOGUE_FLOW[state].get(step)


def standing_finding(state: ArchiveState) -> CatalogueFinding | None:
    """What is wrong with a row whose archive is known in this state; None when it may be offered.

    Example: received → `archives.held_by_place`; withdrawn → None.
    """
    if state is ArchiveState.RECEIVED:
        return CatalogueFinding.HELD_BY_PLACE
    return None if next_archive_state(state, ArchiveStep.OFFER) else CatalogueFinding.ON_OFFER


@cache
def absence_reasons() -> Mapping[str, AbsenceReason]:
    """Why there may be no volume where a catalogue lists one, by code, in the order of the form."""
    folder = resources.files("yinqiao.areas.archives").joinpath("rulebook")
    entries = tomllib.loads(folder.joinpath("absence_reasons.toml").read_text(encoding="utf-8"))["reason"]
    return {one["code"]: AbsenceReason(one["code"], one["label"], one.get("needs", "")) for one in entries}


def absence_words(reason: str, office: str, note: str) -> str:
    """What was stated of an absent volume, in words.

    Example: held_elsewhere, 市档案馆 → 由其他单位保管：市档案馆.
    """
    if not reason:
        return ""
    known = absence_reasons().get(reason)
    return "：".join(one for one in (known.label if known else reason, office, note) if one)


@cache
def finding_words() -> Mapping[CatalogueFinding, Mapping[str, str]]:
    """Severity, title and text of every finding of this room.

    Raises ValueError when data and codes do not match: a code without a sentence must not reach a user.
    """
    folder = resources.files("yinqiao.areas.archives").joinpath("rulebook")
    entries = tomllib.loads(folder.joinpath("catalogue_findings.toml").read_text(encoding="utf-8"))["finding"]
    found = {CatalogueFinding(entry["code"]): entry for entry in entries}
    if set(found) != set(CatalogueFinding) or len(found) != len(entries):
        raise ValueError("findings of the catalogue and their sentences do not match")
    return found


def finding_sentence(code: CatalogueFinding, args: str | None) -> str:
    """The Chinese sentence of one finding; an argument that is not there leaves its place empty."""
    return finding_words()[code]["text"].format_map(_Arguments(json.loads(args) if args else {}))


class _Arguments(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""
