"""Refusals about democratic reviews: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def not_possible(field: str, text: str) -> Invalid:
    """What was filled in cannot be so; said beside the field."""
    return Invalid(
        "party_reviews.not_possible", f"{text}没有任何改动。", next_step="请改正后再提交。", fields={field: text}
    )


def changed_meanwhile() -> Conflict:
    """Somebody else dealt with it since this officer opened it."""
    return Conflict(
        "party_reviews.changed_meanwhile", "您打开之后，这次评议已由他人办理过，您的操作没有生效。", next_step="请刷新页面，查看最新情况后再办理。",
    )  # fmt: skip


def not_now(state: str) -> Conflict:
    """The review has come too far, or not far enough."""
    return Conflict(
        "party_reviews.not_now", f"这次评议{state}，不能这样办理，没有任何改动。", next_step="请刷新页面，按页面上的下一步办理。",
    )  # fmt: skip


def reviewed_already() -> Conflict:
    """One review of a branch and year."""
    return Conflict(
        "party_reviews.reviewed_already", "这个党支部这一年的评议已经发起过，没有重复发起。", next_step="请在列表中打开已有的那一次继续办理。",
    )  # fmt: skip


def nobody_to_review() -> Conflict:
    """A branch without members."""
    return Conflict(
        "party_reviews.nobody_to_review", "这个党支部还没有党员，没有发起评议。", next_step="请先把党员编入党支部。",
    )  # fmt: skip


def notes_missing(text: str) -> Conflict:
    """The count stands on a roll without a gap."""
    return Conflict(
        "party_reviews.notes_missing", f"{text}，票数没有保存。", next_step="请先在“自评和到会”中登记齐全。",
    )  # fmt: skip


def too_few_came(present: int, needed: int) -> Conflict:
    """The meeting could not vote."""
    return Conflict(
        "party_reviews.too_few_came", f"到会的正式党员 {present} 人，至少要有 {needed} 人才能投票评定，票数没有保存。",
        next_step="请另行召开会议后再登记；到会情况登记有误的，先更正。",
    )  # fmt: skip


def too_many_excellent(most: int) -> Invalid:
    """More than the share of those who are rated."""
    return Invalid(
        "party_reviews.too_many_excellent", f"优秀最多 {most} 人，超过了比例，评定没有保存。", next_step="请由支部委员会（支部大会）重新研究后再填写。",
    )  # fmt: skip


def not_by_the_same(who: str) -> Refused:
    """Two people."""
    return Refused(
        "party_reviews.not_by_the_same", f"这一步要由{who}以外的另一位同志办理，没有办理。", next_step="请让另一位同志登录后办理。",
    )  # fmt: skip


def not_above() -> Refused:
    """The superior party organisation answers, not the branch."""
    return Refused(
        "party_reviews.not_above", "评议结果由上一级党组织批准或者退回，没有办理。", next_step="请等待上一级党组织办理。",
    )  # fmt: skip
