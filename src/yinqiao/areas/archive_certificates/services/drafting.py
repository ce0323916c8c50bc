"""The keeper's officer writes down what the record says, from which pages; another sends it back; or it is refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from yinqiao.areas.archive_certificates import errors, events
from yinqiao.areas.archive_certificates.queries import (
    is_in_force,
    kind_on,
    list_pages_seen,
    list_quotable,
    material_of,
    rule,
)
from yinqiao.areas.archive_certificates.rules import pages_in_words, read_pages
from yinqiao.areas.archive_certificates.services.writing import concealed, lock, plain, subject_of
from yinqiao.areas.archive_certificates.types import Kind, NewLine, Source, Stage
from yinqiao.areas.digitised.queries import get_kept
from yinqiao.kernel.masking import hide_numbers
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.typesetting import lacking

_MOST_WORDS = 200


def draft(*, actor: Actor, at: datetime, attestation_id: UUID, source: Source, lines: Sequence[NewLine]) -> None:
    """Write down what the record says; anew after it was sent back, or after its certificate was revoked.

    Invalid `archive_certificates.lines_missing`, `.line_wrong`; Refused `.page_not_seen`; Conflict `.not_now`,
    `.issued_already`; NotFound where the archive is no longer kept here.
    """
    with perform(actor=actor, action="archive_certificates.draft", at=at) as act:
        row = lock(act, attestation_id, Stage.ASKED, Stage.DRAFTED, Stage.ISSUED)
        if row.state == Stage.ISSUED and is_in_force(scope=actor.scope, row=row):
            raise errors.issued_already()
        get_kept(scope=actor.scope, archive_id=row.archive_id)
        kind = kind_on(code=row.kind, day=act.stamp.occurred_on)
        told = _lines(act, row, kind, source, lines) if kind.classes else []
        text = json.dumps({"source": source.value if kind.classes else "", "lines": told}, ensure_ascii=False)
        row.draft, row.state = concealed("draft", text, row.pk), Stage.DRAFTED
        row.drafted_id, row.drafted_name, row.drafted_at = actor.id, actor.name[:64], at
        row.answer_note = None
        row.save(update_fields=["draft", "state", "drafted_id", "drafted_name", "drafted_at", "answer_note"])
        act.note(lines=len(told), source=source.value)


def send_back(*, actor: Actor, at: datetime, attestation_id: UUID, words: str) -> None:
    """Send a draft back with what is wrong. Conflict `archive_certificates.not_now`; Invalid `.words_missing`."""
    with perform(actor=actor, action="archive_certificates.send_back", at=at) as act:
        row = lock(act, attestation_id, Stage.DRAFTED)
        row.answer_note = concealed("answer_note", plain(words, missing="请写明哪里不对。")[:300], row.pk)
        row.state = Stage.ASKED
        row.save(update_fields=["answer_note", "state"])


def refuse(*, actor: Actor, at: datetime, attestation_id: UUID, words: str) -> None:
    """Issue nothing and say why, and what to do. Conflict `archive_certificates.not_now`; Invalid `.words_missing`."""
    with perform(actor=actor, action="archive_certificates.refuse", at=at) as act:
        row = lock(act, attestation_id, Stage.ASKED, Stage.DRAFTED)
        why = plain(words, missing="请写明为什么不开具、可以怎么办。")[:300]
        row.answer_note, row.state = concealed("answer_note", why, row.pk), Stage.REFUSED
        row.answered_id, row.answered_name, row.answered_at = actor.id, actor.name[:64], at
        row.save(update_fields=["answer_note", "state", "answered_id", "answered_name", "answered_at"])
        act.emit(events.ANSWERED, [subject_of(row, row.archive)])


def _lines(act: Act, row: Any, kind: Kind, source: Source, lines: Sequence[NewLine]) -> list[tuple[str, str, str]]:
    """Words, material and pages of each line as they stand on the paper."""
    if not lines:
        raise errors.lines_missing()
    scope, today = act.actor.scope, act.stamp.occurred_on
    items = {one.pk: one for one in list_quotable(scope=scope, archive_id=row.archive_id, kind=kind, day=today)}
    days = rule("reading", today)["seen_days"]
    seen: set[tuple[UUID, int]] | None = None
    if source is Source.SCAN:
        since = act.at - timedelta(days=days)
        seen = list_pages_seen(scope=scope, archive_id=row.archive_id, viewer=act.actor.id, since=since)
    told = []
    for no, line in enumerate(lines, start=1):
        item, pages = items.get(line.item_id), read_pages(line.pages)
        _require(no, line, item, pages)
        if seen is not None and not {(line.item_id, page) for page in pages} <= seen:
            raise errors.page_not_seen(no, days)
        told.append((_words(no, line.words), material_of(item), pages_in_words(pages)))
    return told


def _require(no: int, line: NewLine, item: Any, pages: tuple[int, ...]) -> None:
    if item is None:
        raise errors.line_wrong(no, "item", "请选择可以摘录的材料，考核鉴定、政审、处分和涉密材料不能摘录。")
    if not pages:
        raise errors.line_wrong(no, "pages", "页码看不懂，请写成“1”“1、3”或“2-4”。")
    most = item.pages or item.scan_pages
    if most is not None and pages[-1] > most:
        raise errors.line_wrong(no, "pages", f"这份材料只有 {most} 页。")


def _words(no: int, words: str) -> str:
    told = str(normalise_text(words).value).strip()
    if not told or len(told) > _MOST_WORDS:
        raise errors.line_wrong(no, "words", f"请写明档案怎样记载，最多 {_MOST_WORDS} 字。")
    if hide_numbers(told) != told:
        raise errors.line_wrong(no, "words", "不要写身份证号、电话，证明上的身份证号由登记带出。")
    if lacking(told):
        raise errors.line_wrong(no, "words", "有字库没有的字，电子证明印不出来，请换一种写法，或到档案室手写后盖章。")
    return told
