"""Whichever way a relative applies: whom the rule does not cover is told whose matter it is."""

from __future__ import annotations

from typing import Final

from yinqiao.areas.applications.types import Gate, GateCall
from yinqiao.areas.survivors import errors
from yinqiao.areas.survivors.queries import person_covered
from yinqiao.areas.survivors.types import Cause, Other


def _covered(call: GateCall) -> None:
    is_in_time, is_ours = person_covered(scope=call.actor.scope, retiree_id=call.retiree_id)
    if not is_ours:
        raise errors.other_rules()
    if not is_in_time:
        raise errors.before_the_rule()
    if call.answers["cause"] == Cause.WORK:
        raise errors.work_injury()
    if call.answers["other"] == Other.TAKEN:
        raise errors.other_taken()


COVERED: Final = Gate("survivors.covered", "属于企业职工养老保险遗属待遇", "apply", _covered)
