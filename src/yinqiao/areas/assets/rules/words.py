"""The words of findings and of reasons for a return: data of the rulebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from yinqiao.areas.assets.rules.data import read_rulebook
from yinqiao.areas.assets.rules.paths import steps_of
from yinqiao.areas.assets.types import AssetFinding, HandoverPath, ReturnReason


@cache
def finding_words() -> Mapping[AssetFinding, Mapping[str, str]]:
    """Severity, title and text of every finding of this room.

    Raises ValueError when data and codes do not match: a code without a sentence must not reach a user.
    """
    entries = read_rulebook("asset_findings.toml")["finding"]
    found = {AssetFinding(entry["code"]): entry for entry in entries}
    if set(found) != set(AssetFinding) or len(found) != len(entries):
        raise ValueError("findings of the asset list and their sentences do not match")
    return found


@cache
def return_words() -> Mapping[ReturnReason, str]:
    """The Chinese words of every reason for a return.

    Raises ValueError when data and codes do not match.
    """
    entries = read_rulebook("asset_findings.toml")["return_reason"]
    found = {ReturnReason(entry["code"]): entry["label"] for entry in entries}
    if set(found) != set(ReturnReason) or len(found) != len(entries):
        raise ValueError("reasons for a return and their words do not match")
    return found


def stopping_step(finding: AssetFinding) -> str:
    """Which step of a transfer will stop for a finding, as the check says beforehand."""
    steps = {one.code: one.label for one in steps_of(HandoverPath.TRANSFER)}
    return {
        AssetFinding.NOT_SEPARABLE: steps["transfer_agreement"],
        AssetFinding.WITHOUT_TITLE: steps["title_registered"],
        AssetFinding.WITHOUT_APPROVAL: steps["group_approval"],
    }.get(finding, "")


def finding_sentence(code: AssetFinding, args: str | None) -> str:
    """The Chinese sentence of one finding; an argument that is not there leaves its place empty."""
    given = {"step": stopping_step(code), **(json.loads(args) if args else {})}
    return finding_words()[code]["text"].format_map(_Arguments(given))


class _Arguments(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""
