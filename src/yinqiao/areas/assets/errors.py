"""Refusals about assets: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def not_a_receiver() -> Invalid:
    """The chosen place cannot receive premises."""
    sentence = "只能选择市、区县或街道（乡镇）。"
    return Invalid("assets.not_a_receiver", sentence, next_step="请从列表中重新选择。", fields={"place": sentence})


def step_not_open(state: str) -> Conflict:
    """The state of the asset or list does not allow this step."""
    return Conflict(
        "assets.step_not_open",
        f"现在是“{state}”，不能进行这项操作，已有内容没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def survey_begun() -> Conflict:
    """The place has begun to look at the assets."""
    return Conflict(
        "assets.survey_begun",
        "接收单位已开始现场核实，这份清单不能撤回，登记没有变化。",
        next_step="请与接收单位联系；不再移交的资产，可由对方退回或改为留企。",
    )


def changed_meanwhile() -> Conflict:
    """Somebody else went on with the asset since this officer opened it."""
    return Conflict(
        "assets.changed_meanwhile",
        "您打开之后，这项资产已由他人办理过，您的操作没有生效，已有内容没有变化。",
        next_step="请返回资产页面，查看最新内容后再办理。",
    )


def not_your_step(side: str) -> Refused:
    """The step belongs to the other side."""
    return Refused(
        "assets.not_your_step",
        f"这一步由{side}办理，您不能代办，已有内容没有变化。",
        next_step="请在资产页面查看下一步由谁办理。",
    )


def step_stopped(sentence: str) -> Conflict:
    """Something about the asset stops this step; `sentence` says what."""
    return Conflict(
        "assets.step_stopped",
        f"{sentence}，这一步不能办理，已有内容没有变化。",
        next_step="请提议改用其他移交方式，或由接收单位退回，企业改正清单后重新提交。",
    )


def path_in_question() -> Conflict:
    """One side has proposed another path, and the other has not answered yet."""
    return Conflict(
        "assets.path_in_question",
        "有一项更改移交方式的提议还没有答复，办理暂停，已有内容没有变化。",
        next_step="请先答复这项提议。",
    )


def no_proposal() -> Conflict:
    """There is no proposal that this side could answer."""
    return Conflict(
        "assets.no_proposal",
        "现在没有等待本方答复的提议，已有内容没有变化。",
        next_step="请返回资产页面查看最新状态。",
    )


def same_path() -> Invalid:
    """The proposed path is the one that the asset goes already."""
    sentence = "这项资产现在就是这种移交方式。"
    return Invalid("assets.same_path", sentence, next_step="请选择另一种移交方式。", fields={"path": sentence})


def facts_missing(fields: Mapping[str, str]) -> Invalid:
    """Something that the step or the survey needs is missing or cannot be."""
    return Invalid(
        "assets.facts_missing",
        "所填内容不完整或不合理，没有保存。",
        next_step="请按提示改正后重新提交。",
        fields=fields,
    )
