"""What the page of one agreement shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.agreements import queries
from yinqiao.areas.agreements.rules import next_words, open_steps
from yinqiao.areas.agreements.tables import STATE_TONES
from yinqiao.areas.agreements.types import (
    HOLDING,
    NUMBER_LABELS,
    AgreementKind,
    AgreementState,
    EndReason,
    Figures,
    Numbers,
    Step,
    Terms,
    VersionRow,
)
from yinqiao.areas.agreements.views.shared import version_words
from yinqiao.areas.agreements.views.strands import strand_context
from yinqiao.areas.organisations.queries import name_in_full, places
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.events.registry import label_of
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.parts import CompareRow, Comparison, TimelineEntry

# Steps that lead to a form; the others are sent at once and asked about on the next page.
_FORMS = {Step.SAVE, Step.SEND_BACK, Step.SIGN, Step.FILE, Step.SUPPLEMENT, Step.LINK, Step.CLOSE, Step.END}
_MAIN_STEPS = {Step.PROPOSE, Step.AGREE, Step.SIGN, Step.FILE, Step.CLOSE}
_DANGEROUS = {Step.END, Step.CANCEL}


def agreement_context(actor: Actor, row: Any) -> dict[str, Any]:
    """Everything the page of one agreement needs."""
    scope, is_main = actor.scope, row.kind == AgreementKind.MAIN
    versions = queries.list_versions(scope=scope, agreement_id=row.pk)
    figures = queries.get_figures(scope=scope, agreement_id=row.pk) if is_main else None
    remarks = queries.list_remarks(scope=scope, agreement_id=row.pk)
    steps = [] if _is_bound(row) else open_steps(row.stand, actor.role)
    return {
        "row": row, "stand": row.stand, "tone": STATE_TONES[row.state], "next_words": "" if _is_bound(row) else next_words(row.stand),
        "place": places().label(row.place_no), "enterprise": name_in_full(enterprise_id=row.enterprise_id), "is_main": is_main, "is_signed": row.state in HOLDING,
        "paper": f"agreement_{row.kind}", "is_agreed": row.state in (AgreementState.AGREED, *HOLDING),
        "steps": [_button(row, step) for step in steps if step is not Step.UNLINK],
        "version": versions[0], "versions": versions, "numbers": _number_rows(versions[0].terms.numbers, figures),
        "instalments": [(queries.fund_kinds()[one.kind].label, one) for one in versions[0].terms.instalments],
        "benefits": [queries.benefit_words(one) for one in versions[0].terms.benefits],
        "figures": figures, **(strand_context(actor, row, figures, timezone.localdate()) if figures else {}),
        "rest": [{"label": NUMBER_LABELS[name][0], "unit": NUMBER_LABELS[name][1], "left": left} for name, left in row.end_rest.items()],
        "may_unlink": Step.UNLINK in steps, "remark": remarks[0] if remarks else None,
        "end_reason": member_of(EndReason, row.end_reason).label if row.end_reason else "",
        "supplements": queries.list_supplements(scope=scope, agreement_id=row.pk) if is_main else [],
        "timeline": _timeline(actor, row, remarks), "links": ui.links_of("agreement", row.pk) if is_main else [],
    }  # fmt: skip


def _is_bound(row: Any) -> bool:
    """Whether a supplement can go no further because its main agreement has ended."""
    return bool(
        row.main
        and row.main.state not in (AgreementState.SIGNED, AgreementState.FILED)
        and row.state != AgreementState.DRAFT
    )


def _button(row: Any, step: Step) -> dict[str, Any]:
    tone = "btn-primary" if step in _MAIN_STEPS else "btn-danger" if step in _DANGEROUS else ""
    url = reverse(f"agreements:{step.value}", args=[row.pk])
    return {"label": step.label, "url": url, "is_form": step in _FORMS, "tone": tone}


def _number_rows(version: Numbers, figures: Figures | None) -> list[dict[str, Any]]:
    """Number by number: what the version says, and what holds with all that is signed."""
    return [
        {
            "label": label,
            "unit": unit,
            "said": getattr(version, name),
            "holds": getattr(figures.agreed, name) if figures else None,
        }
        for name, (label, unit) in NUMBER_LABELS.items()
    ]


def _timeline(actor: Actor, row: Any, remarks: Sequence[Any]) -> list[TimelineEntry]:
    answers = {one.act_id: one.remark for one in remarks}
    shown = []
    for event in queries.list_happenings(scope=actor.scope, agreement_id=row.pk):
        said = answers.get(event.act_id, "")
        words = event.data.get("batch_no") or version_words(event.data["version"])
        author = "，".join(part for part in (event.actor_unit, event.actor_name) if part)
        shown.append(
            TimelineEntry(event.occurred_on, label_of(event.type), f"{words}：{said}" if said else words, author)
        )
    return shown


def comparison_of(old: VersionRow, new: VersionRow) -> Comparison:
    """Two versions line by line, what differs marked."""
    lines = [
        CompareRow(
            f"{label}（{unit}）", f"{getattr(old.terms.numbers, name):,}", f"{getattr(new.terms.numbers, name):,}"
        )
        for name, (label, unit) in NUMBER_LABELS.items()
    ]
    lines += [
        CompareRow("付款安排", _instalments(old.terms), _instalments(new.terms)),
        CompareRow("移交人员范围", old.terms.covered, new.terms.covered),
        *_benefit_lines(old.terms, new.terms),
        CompareRow("待遇补充说明", old.terms.retained, new.terms.retained),
        CompareRow("移交开始日期", _day(old.terms.starts_on), _day(new.terms.starts_on)),
        CompareRow("移交截止日期", _day(old.terms.ends_on), _day(new.terms.ends_on)),
        CompareRow("修改说明", old.remark, new.remark),
    ]
    return Comparison(version_words(old.number), version_words(new.number), lines)


def _benefit_lines(old: Terms, new: Terms) -> list[CompareRow]:
    """The items side by side, each by its place in the paper."""
    pairs = zip_longest(*([queries.benefit_words(one) for one in terms.benefits] for terms in (old, new)), fillvalue="")
    return [CompareRow(f"由企业继续承担的待遇 {no}", *pair) for no, pair in enumerate(pairs, start=1)]


def _instalments(terms: Terms) -> str:
    kinds = queries.fund_kinds()
    return "；".join(f"{_day(one.due_on)}前 {kinds[one.kind].label} {one.amount:,.2f} 元" for one in terms.instalments)


def _day(day: Any) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
