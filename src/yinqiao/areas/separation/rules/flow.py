"""Whose turn a cause is, and how a pair goes from proposed to decided and back."""

from __future__ import annotations

from collections.abc import Mapping

from yinqiao.areas.separation.types import Cause, MatchState, MatchStep, Work

# A person decides: the offices that answer for the register and see the archive.
SETTLERS = frozenset({"street_officer", "district_manager", "city_manager"})
# Who has a part in archives sees what hangs.
PARTIES = SETTLERS | {"enterprise_officer", "enterprise_admin", "agency_officer"}

WORK: Mapping[Cause, Work] = {
    Cause.NO_ARCHIVE: Work("移交企业", "提交档案目录或书面说明去向"),
    Cause.NO_PERSON: Work("移交企业", "核对身份证号或补报名册"),
    Cause.HELD_ELSEWHERE: Work("保管单位", "核实所属，办理档案转递"),
    Cause.TOLD_ELSEWHERE: Work("移交企业", "核实存放地点并更正"),
    Cause.MISSING: Work("移交企业", "找到后补交接收单位"),
}
_JUDGE = Work("接收单位", "判定疑似对应")

_M = MatchState
# A decision can be taken back, whichever it was; then the pair waits again.
FLOW: Mapping[MatchState, Mapping[MatchStep, MatchState]] = {
    _M.OPEN: {MatchStep.LINK: _M.LINKED, MatchStep.PART: _M.DISTINCT},
    _M.LINKED: {MatchStep.UNDO: _M.OPEN},
    _M.DISTINCT: {MatchStep.UNDO: _M.OPEN},
}


def next_state(state: MatchState, step: MatchStep) -> MatchState | None:
    """Where `step` leads a pair, or None when the flow does not allow it."""
    return FLOW[state].get(step)


def work_of(cause: Cause, *, is_matched: bool) -> Work:
    """Whose turn it is: where a probable counterpart was found, the place's to judge it first."""
    return _JUDGE if is_matched else WORK[cause]
