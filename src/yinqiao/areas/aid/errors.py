"""Refusals of the room: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def consent_stands() -> Conflict:
    """There is one already."""
    return Conflict(
        "aid.consent_stands", "已登记本人同意，没有重复登记。", next_step="请返回查看现在的记录。"
    )  # fmt: skip


def no_consent() -> Conflict:
    """There is none to be taken back."""
    return Conflict("aid.no_consent", "没有有效的同意记录，没有改动。", next_step="请返回查看现在的记录。")


def basis_stands() -> Conflict:
    """The source has one already."""
    return Conflict(
        "aid.basis_stands", "这个来源已登记有效的依据，没有重复登记。", next_step="依据有变的，请先终止原依据。"
    )  # fmt: skip


def no_basis() -> Conflict:
    """There is none that could end."""
    return Conflict("aid.no_basis", "这个来源没有有效的依据，没有改动。", next_step="请返回查看现在的登记。")


def paper_missing() -> Invalid:
    """A consent is kept on paper, under a number."""
    sentence = "请填写同意书的编号或存放处，没有保存。"
    return Invalid("aid.paper_missing", sentence, next_step="填写后再提交。", fields={"paper_no": sentence})


def basis_incomplete() -> Invalid:
    """A basis names its document and article."""
    sentence = "请写明依据的文件和条款，没有保存。"
    return Invalid("aid.basis_incomplete", sentence, next_step="填写后再提交。", fields={"document": sentence})


def day_not_possible(field: str, sentence: str) -> Invalid:
    """A day in the future, or an end before its beginning."""
    return Invalid("aid.day_not_possible", sentence, next_step="请改正日期。", fields={field: sentence})


def relief_stands() -> Conflict:
    """One case of a kind for a person."""
    return Conflict(
        "aid.relief_stands", "这一类救助已经在办，没有重复申请。", next_step="请打开在办的那一件继续。"
    )  # fmt: skip


def asked_twice(where: str) -> Conflict:
    """The same household asks already: here under another's name, or in another community; nothing more is told."""
    if where == "here":
        return Conflict(
            "aid.applied_here", "这一户在本社区已有家人申请，没有重复受理。", next_step="请在家人的那一件里继续办理。"
        )
    return Conflict(
        "aid.applied_elsewhere", "这一户已在其他社区申请，没有重复受理。",
        next_step="请告诉本人：由先受理的社区继续办，住址变了的先办迁居登记，申请会随本人转来。",
    )  # fmt: skip


def relief_step() -> Conflict:
    """The case has gone on meanwhile, or has not come so far."""
    return Conflict("aid.relief_step", "这一件现在不能办这一步，没有改动。", next_step="请返回查看现在的状态。")


def consent_first() -> Conflict:
    """Nobody looks into a household that has not agreed."""
    return Conflict(
        "aid.consent_first", "本人还没有同意核对家庭经济状况，没有保存。", next_step="请先登记本人的授权书，再核对。"
    )  # fmt: skip


def publicity_runs() -> Conflict:
    """The days of publicity are not over."""
    return Conflict("aid.publicity_runs", "公示还没有结束，不能决定，没有保存。", next_step="请在公示期满以后办理。")


def household_not_possible(field: str, sentence: str) -> Invalid:
    """Somebody without a name, a number that is none, a sum below nothing."""
    return Invalid("aid.household", sentence, next_step="改正后再提交，已填内容还在。", fields={field: sentence})


def opinion_incomplete(field: str, sentence: str) -> Invalid:
    """Neither a sum nor a ground, or both."""
    return Invalid("aid.opinion", sentence, next_step="填写后再提交。", fields={field: sentence})


def paid_already() -> Conflict:
    """A month is paid once."""
    return Conflict("aid.paid_already", "这个月已经登记过发放，没有重复登记。", next_step="请返回查看发放记录。")


def not_agreed() -> Invalid:
    """Somebody else applies, and nobody says that the person agreed."""
    sentence = "本人没有同意的，不能代为申请，没有保存。"
    return Invalid(
        "aid.not_agreed", sentence, next_step="问过本人，选好本人怎样同意的，再提交。", fields={"agreed": sentence}
    )  # fmt: skip


def wrong_answer(step: str, sentence: str) -> Invalid:
    """What was filled in on a page of the portal cannot be."""
    return Invalid("aid.wrong_answer", sentence, next_step="改好再点“下一步”，前面填的都在。", fields={step: sentence})


def check_not_agreed() -> Conflict:
    """Sent without the consent: the household cannot be looked into, so nothing can be decided."""
    return Conflict(
        "aid.check_not_agreed", "您没有同意核对家里的收入和财产，所以不能交，填的都还在。",
        next_step="改主意了，改成“同意”再交；不想在手机上同意的，请给社区打电话。",
    )  # fmt: skip


def cannot_apply() -> Refused:
    """Handed over to nobody yet, or gone."""
    return Refused("aid.cannot_apply", "现在还不能在这里申请，没有提交，填的都还在。", next_step="请给社区打电话。")


def ending_wrong() -> Invalid:
    """A reason for another state."""
    sentence = "这个结束原因不适用于现在的状态，没有改动。"
    return Invalid("aid.ending", sentence, next_step="请重新选择结束原因。", fields={"ending": sentence})
