"""Refusals about papers: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


def no_such_kind() -> NotFound:
    """A kind that nobody registered, or that this role does not print."""
    return NotFound("papers.no_such_kind", "没有这种文书，或者您的角色不能打印。")


def too_many(most: int) -> Invalid:
    """More papers at once than one file should hold."""
    return Invalid(
        "papers.too_many", f"一次最多打印 {most} 份，没有取号，也没有生成文书。", next_step="请分几次选择后打印。"
    )


def too_long(most: int) -> Invalid:
    """A list with more rows than a paper should have."""
    return Invalid(
        "papers.too_long",
        f"这份名单超过 {most:,} 行，不适合打印成一份文书，没有取号。",
        next_step="请分批移交，或用列表页的“导出”取得电子表格。",
    )


def other_office() -> Refused:
    """An office that is neither a place nor an enterprise."""
    return Refused(
        "papers.other_office",
        "您当前的角色没有所属的社区、街道、区县、市或企业，不能打印文书。",
        next_step="请在右上角切换到经办角色后再打印。",
    )


def already_void() -> Conflict:
    """It was voided before."""
    return Conflict("papers.already_void", "这份文书已作废，没有变化。", next_step="请刷新页面查看作废原因。")


def reason_required() -> Invalid:
    """A number that is given up is explained."""
    sentence = "请写明作废原因，编号不会再用，须能说明。"
    return Invalid("papers.reason_required", sentence, next_step="请填写后重新提交。", fields={"reason": sentence})


def too_early() -> Invalid:
    """A template that would change what was printed today."""
    sentence = "启用日期不能早于今天。"
    return Invalid("papers.too_early", sentence, next_step="请改为今天或以后的日期。", fields={"from_on": sentence})


def already_withdrawn() -> Conflict:
    """It was taken out of use before."""
    return Conflict("papers.already_withdrawn", "这个模板版本已停用，没有变化。", next_step="请刷新页面查看。")


def no_such_number() -> Invalid:
    """No paper of this number in the office's scope."""
    sentence = "本单位没有这个编号的文书。"
    return Invalid(
        "papers.no_such_number", f"{sentence}这一页没有归档。", next_step="请核对纸面编号后重新录入。",
        fields={"number": sentence},
    )  # fmt: skip


def paper_void() -> Conflict:
    """The paper that was found is no longer in force."""
    return Conflict(
        "papers.paper_void",
        "这个编号的文书已作废，这一页没有归档。",
        next_step="请核对纸面；误作废的，请重新打印取号并盖章。",
    )


def page_settled() -> Conflict:
    """Somebody dealt with this page before."""
    return Conflict("papers.page_settled", "这一页已办理过，没有变化。", next_step="请刷新页面查看。")


def nothing_before() -> Conflict:
    """There is no filed page before this one."""
    return Conflict(
        "papers.nothing_before", "前一页没有归档，无法归入。这一页没有变化。", next_step="请录入纸面上的编号。"
    )
