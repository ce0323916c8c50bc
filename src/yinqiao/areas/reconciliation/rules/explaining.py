"""What the difference between a statement and the ledger is made of, to the fen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from yinqiao.areas.reconciliation.types import Explained, Found

_UNEXPLAINED = (Found.UNKNOWN, Found.UNKNOWN_BANK, Found.SEVERAL, Found.UNBOOKED)


def explain(
    *, moved: int, opening: int, ledger_before: int, ours: Mapping[UUID, int],
    lines: Iterable[tuple[Found, int, UUID | None]],
) -> Explained:  # fmt: skip
    """The statement's end beside the ledger's.

    `moved` is what the file's own lines sum up to, `opening` its balance before them; `ledger_before` is what the ledger had
    before the first day, `ours` what it booked within the days; `lines` are those of the days: what was found, fen, whose.
    """
    parts = dict.fromkeys(Found, 0)
    other_days, seen, listed = 0, set(), 0
    for found, fen, ref_id in lines:
        if found is Found.MISSING:
            continue
        listed += fen
        if ref_id is None or found in _UNEXPLAINED:
            parts[found] += fen
        elif ref_id not in ours:
            other_days += fen
        else:
            parts[found] += fen - ours[ref_id]
            seen.add(ref_id)
    parts[Found.MISSING] = -sum(fen for ref_id, fen in ours.items() if ref_id not in seen)
    told = [("期初就有的差额", opening - ledger_before)]
    told += [(found.label, fen) for found, fen in parts.items()]
    told += [("账上记在其他日期", other_days), ("同期另一份账单中的行", moved - listed)]
    return Explained(
        opening + moved, ledger_before + sum(ours.values()), tuple((words, fen) for words, fen in told if fen)
    )
