"""Whichever way somebody applies: who draws a pension transfers nothing, who draws none has nothing to correct."""

from __future__ import annotations

from typing import Final

from yinqiao.areas.applications.types import Gate, GateCall
from yinqiao.areas.pension_relation import errors
from yinqiao.areas.pension_relation.queries import article, stays_in
from yinqiao.areas.pension_relation.types import Drawing


def _may_transfer(call: GateCall) -> None:
    if call.answers["drawing"] == Drawing.YES:
        raise errors.drawing_already(article(call.today))
    stays_in(call.answers, call.today)


def _may_correct(call: GateCall) -> None:
    if call.answers["drawing"] == Drawing.NO:
        raise errors.not_drawing_yet()
    stays_in(call.answers, call.today)


MAY_TRANSFER: Final = Gate("pension_relation.may_transfer", "还没有按月领取基本养老金", "apply", _may_transfer)
MAY_CORRECT: Final = Gate("pension_relation.may_correct", "已经按月领取基本养老金", "apply", _may_correct)
