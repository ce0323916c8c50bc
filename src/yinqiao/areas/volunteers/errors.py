"""Refusals of the room: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from collections.abc import Mapping

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


def not_complete(fields: Mapping[str, str]) -> Invalid:
    """Something of a form is wrong; beside each field."""
    return Invalid(
        "volunteers.not_complete", "有的内容要改，没有保存。", next_step="请改好后再提交。", fields=dict(fields)
    )


def not_managed() -> Refused:
    """Only who is looked after here is registered here."""
    return Refused("volunteers.not_managed", "社区接收以后才能登记志愿者，没有登记。", next_step="请先办理接收。")


def volunteer_already() -> Conflict:
    """Once for a person."""
    return Conflict("volunteers.already", "已经是志愿者了，没有重复登记。", next_step="请返回查看登记的情况。")


def no_volunteer() -> Conflict:
    """Not one, or no more."""
    return Conflict(
        "volunteers.no_volunteer", "现在不是在册的志愿者，没有改动。", next_step="要参加的，请先登记成为志愿者。"
    )


def not_for_here() -> Refused:
    """The task is of another place."""
    return Refused(
        "volunteers.not_for_here", "这个任务只面向本地的志愿者，没有接上。", next_step="请看看本地的其他任务。"
    )


def not_insured() -> Refused:
    """A task that needs insurance, and none that reaches its day."""
    return Refused(
        "volunteers.not_insured",
        "这个任务要求有志愿服务保险，登记的保险没有到任务那天，没有接上。",
        next_step="请社区先办理保险并登记到期日，再接任务。",
    )


def busy_then() -> Conflict:
    """Two things at one time."""
    return Conflict(
        "volunteers.busy_then",
        "这段时间已经有别的志愿服务，没有登记。",
        next_step="请核对时间；同一时间只能记一项服务。",
    )


def full() -> Conflict:
    """As many as are wanted."""
    return Conflict("volunteers.full", "人数已经够了，没有接上。", next_step="请看看别的任务。")


def closed() -> Conflict:
    """It has begun, is over or does not take place."""
    return Conflict("volunteers.closed", "任务已经开始、结束或取消，没有改动。", next_step="请返回查看现在的状态。")


def not_held_yet() -> Conflict:
    """Hours are confirmed after the service."""
    return Conflict("volunteers.not_held_yet", "服务还没有结束，不能确认时长。", next_step="请在服务结束以后确认。")


def not_by_oneself() -> Refused:
    """Hours are confirmed by somebody else."""
    return Refused(
        "volunteers.not_by_oneself", "服务时长须由本人以外的人确认，没有记录。", next_step="请由组织服务的社区确认。"
    )


def hours_certified(number: str) -> Conflict:
    """Each hour stands on one certificate."""
    return Conflict(
        "volunteers.hours_certified",
        f"这些服务时长已经写进证明 {number}，没有重复使用。",
        next_step="请使用那一份；确需改动的，先撤销那一份证明，时长随之可以更正或重新开具。",
    )


def nothing_to_certify() -> Conflict:
    """No confirmed hours."""
    return Conflict(
        "volunteers.nothing_to_certify", "还没有确认过的志愿服务时长，证明没有开具。",
        next_step="社区确认过时长以后就可以开。",
    )  # fmt: skip


def not_found() -> NotFound:
    """Not there, or out of scope."""
    return NotFound()
