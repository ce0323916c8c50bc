"""Rows that do not load are explained by an officer, with a code and words; an explanation can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yinqiao.areas.opening import errors
from yinqiao.areas.opening.models import OldRow, Run
from yinqiao.areas.opening.queries.runs import city_of
from yinqiao.areas.opening.rules import EXPLAINABLE
from yinqiao.areas.opening.services.figures import count_anew
from yinqiao.areas.opening.types import Explanation, RowState, RunState, Told, Verdict
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def explain_rows(*, actor: Actor, at: datetime, ids: Sequence[UUID], told: Told) -> int:
    """Say why these rows do not load; returns how many were waiting for it and now are explained.

    Invalid `opening.words_needed` for “other” without words; Conflict `opening.nothing_changed` when none was waiting.
    """
    require_words(told)
    with perform(actor=actor, action="opening.explain_rows", at=at) as act:
        runs = _lock(act, ids)
        waiting = OldRow.objects.filter(run_id__in=[run.pk for run in runs], pk__in=ids, state=RowState.HELD)
        changed = waiting.update(
            state=RowState.EXPLAINED, explanation=told.code, words=told.words.strip()[:300], explained_name=actor.name,
            explained_at=at,
        )  # fmt: skip
        _finish(act, runs, changed)
        act.note(code=told.code.value, rows=changed)
        return changed


def take_explanations_back(*, actor: Actor, at: datetime, ids: Sequence[UUID]) -> int:
    """These rows wait again; what explained itself stays. Returns how many."""
    with perform(actor=actor, action="opening.take_explanations_back", at=at) as act:
        runs = _lock(act, ids)
        said = OldRow.objects.filter(
            run_id__in=[run.pk for run in runs], pk__in=ids, state=RowState.EXPLAINED, explained_at__isnull=False
        )
        changed = said.update(
            state=RowState.HELD, explanation="", words="", explained_name="", explained_at=None
        )  # fmt: skip
        _finish(act, runs, changed)
        act.note(rows=changed)
        return changed


def require_words(told: Told) -> None:
    """“Other” says nothing by itself."""
    if told.code in (Explanation.OTHER, Verdict.OTHER) and not told.words.strip():
        raise errors.words_needed()


def _lock(act: Act, ids: Sequence[UUID]) -> list[Run]:
    """The runs of these rows, where rows may be explained; NotFound when none of them is within the scope."""
    of_rows = OldRow.objects.filter(city_of(act.actor.scope), pk__in=ids).values_list("run_id", flat=True).distinct()
    runs = list(Run.objects.select_for_update().filter(pk__in=list(of_rows)).order_by("id"))
    if not runs:
        raise NotFound
    for run in runs:
        state = member_of(RunState, run.state)
        if state not in EXPLAINABLE:
            raise errors.not_open(state.label)
    act.about("opening_run", runs[0].pk, people=0)
    return runs


def _finish(act: Act, runs: Sequence[Run], changed: int) -> None:
    if not changed:
        raise errors.nothing_changed()
    act.people = changed
    for run in runs:
        count_anew(run)
        run.save(update_fields=["counts"])
