"""The parent's side of the child: templates are looked through and filled, scans read, always in another process."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.papers.filling import Filling
from yinqiao.platform.papers.limits import LIMITS, LONG_WALL_SECONDS
from yinqiao.platform.papers.placeholders import OBLIGATORY, Place
from yinqiao.platform.papers.refusals import (
    TEXTS,
    broken_brackets,
    misplaced_list,
    missing_words,
    refuse,
    unknown_words,
)
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.confined import child_frames

MOST_TEMPLATE_BYTES = LIMITS.file_bytes
SUFFIXES = (".docx", ".xlsx")
_CHILD = "yinqiao.platform.papers.child"
_SCAN_PREFIX = "papers.scan_"


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page of a scan: the codes of papers on it, and its picture."""

    codes: tuple[str, ...]
    picture: bytes


def check_template(content: bytes, suffix: str, words: Sequence[str]) -> None:
    """Refuse a template that is dangerous, asks for what does not exist, or lacks what every paper carries."""
    if suffix not in SUFFIXES or not content.startswith(b"PK\x03\x04"):
        raise refuse("papers.not_a_template")
    if len(content) > MOST_TEMPLATE_BYTES:
        raise refuse("papers.too_large")
    told: dict[str, list[object]] = {}
    for tag, body in _frames(content, {"what": "inspect", "suffix": suffix}):
        if tag == wire.META:
            told = json.loads(body)
    places = [Place(**one) for one in told["words"]]  # type: ignore[arg-type]
    if told["broken"]:
        raise broken_brackets(list(map(str, told["broken"])))
    if unknown := [one for one in places if one.word not in words]:
        raise unknown_words(unknown, words)
    if told["misplaced"]:
        raise misplaced_list(list(map(str, told["misplaced"])))
    if missing := [one for one in OBLIGATORY if one not in {place.word for place in places}]:
        raise missing_words(missing)


def fill(template: bytes, suffix: str, papers: Sequence[Filling]) -> list[bytes]:
    """The file of each paper, and behind them one file with all where there are several."""
    request: dict[str, object] = {"what": "fill", "suffix": suffix, "papers": [one.packed() for one in papers]}
    files = [body for tag, body in _frames(template, request) if tag == wire.CHUNK]
    if len(files) != len(papers) + (len(papers) > 1):
        raise refuse("papers.stopped")
    return files


def read_scan(content: bytes, *, seconds: float = LONG_WALL_SECONDS) -> Iterator[ScannedPage]:
    """The pages of a scan as they are read; `seconds` for who waits before a screen."""
    codes: tuple[str, ...] = ()
    for tag, body in _frames(content, {"what": "read"}, seconds):
        if tag == wire.META:
            codes = tuple(map(str, json.loads(body)["codes"]))
        elif tag == wire.CHUNK:
            yield ScannedPage(codes, body)


def _frames(
    content: bytes, request: dict[str, object], most: float = LONG_WALL_SECONDS
) -> Iterator[tuple[bytes, bytes]]:
    """What the child answers; whatever it dies of is a refusal in the words of papers."""
    is_scan = request["what"] == "read"
    seconds = LIMITS.wall_seconds if request["what"] == "inspect" else most
    try:
        for tag, body in child_frames(_CHILD, content, json.dumps(request).encode(), seconds):
            if tag == wire.REFUSAL:
                raise _refusal(json.loads(body), is_scan=is_scan)
            yield tag, body
    except Invalid as refusal:
        if refusal.code.startswith("papers."):
            raise
        raise _stopped(is_scan=is_scan) from refusal


def _refusal(told: dict[str, str], *, is_scan: bool) -> Invalid:
    """The child's refusal, by its code; the words are ours."""
    code = str(told.get("code"))
    if is_scan:
        known = code.startswith(_SCAN_PREFIX) and told.get("message")
        return Invalid(code, told["message"], next_step=told["next_step"]) if known else _stopped(is_scan=True)
    if code in TEXTS:
        return refuse(code)
    bomb = {"sheets.zip_bomb", "sheets.too_many_entries", "sheets.too_many_merges", "sheets.too_many_cells",
            "sheets.too_many_rows", "sheets.too_many_columns", "sheets.too_many_strings"}  # fmt: skip
    if code in bomb:
        return refuse("papers.too_big_sheet" if "zip" not in code and "entries" not in code else "papers.damaged")
    return refuse("papers.active" if code == "sheets.nested_archive" else "papers.damaged")


def _stopped(*, is_scan: bool) -> Invalid:
    if not is_scan:
        return refuse("papers.stopped")
    return Invalid(
        "papers.scan_stopped", "读取扫描件时超过时间或内存上限，没有归档任何一页。",
        next_step="请降低扫描分辨率或分成几份后重新上传。",
    )  # fmt: skip
