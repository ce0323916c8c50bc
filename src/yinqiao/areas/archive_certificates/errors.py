"""Refusals about certificates from the record: stable codes, one sentence, what to do next; never a name or a number."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


def no_such_kind() -> NotFound:
    """Not among the kinds of the day."""
    return NotFound("archive_certificates.no_such_kind", "档案保管单位不开具这种证明。")


def words_missing(field: str, sentence: str) -> Invalid:
    """Something was not said."""
    return Invalid(
        "archive_certificates.words_missing", f"{sentence}没有提交，已填的内容还在。", next_step="填写后再提交。",
        fields={field: sentence},
    )  # fmt: skip


def numbers_inside(field: str) -> Invalid:
    """The numbers of people are drawn from the register, never typed."""
    sentence = "不要写身份证号、电话，证明上的身份证号由登记带出。"
    return Invalid(
        "archive_certificates.numbers_inside", f"{sentence}没有提交，已填的内容还在。", next_step="删去号码后再提交。",
        fields={field: sentence},
    )  # fmt: skip


def asked_already() -> Conflict:
    """One of a kind for an archive at a time."""
    return Conflict(
        "archive_certificates.asked_already", "同一种证明已经申请过，正在办理，没有重复提交。",
        next_step="请等待保管单位办理，或打电话询问。",
    )  # fmt: skip


def nobodys_archive() -> Conflict:
    """The archive is matched to nobody of the register."""
    return Conflict(
        "archive_certificates.nobodys_archive", "这卷档案还没有对应到人员，不能开具证明，没有登记。",
        next_step="请先在人档分离中核对对应，再登记来函。",
    )  # fmt: skip


def not_now(state: str) -> Conflict:
    """Its state does not allow this step."""
    return Conflict(
        "archive_certificates.not_now", f"这份申请现在是“{state}”，不能进行这项操作，已有内容没有变化。",
        next_step="请刷新页面查看最新状态。",
    )  # fmt: skip


def issued_already() -> Conflict:
    """One in force."""
    return Conflict(
        "archive_certificates.issued_already", "已经开具的证明还有效，没有重新起草。",
        next_step="内容有误的，请先在证明登记中撤销，再回到这里重新起草。",
    )  # fmt: skip


def lines_missing() -> Invalid:
    """A certificate says something."""
    sentence = "请至少写一条档案记载，并选择材料、写明页码。"
    return Invalid(
        "archive_certificates.lines_missing", f"{sentence}没有保存。", next_step="填写后再提交。",
        fields={"words_1": sentence},
    )  # fmt: skip


def line_wrong(no: int, part: str, sentence: str) -> Invalid:
    """One line is wrong: `part` is `words`, `item` or `pages`."""
    return Invalid(
        "archive_certificates.line_wrong", f"第 {no} 条：{sentence}没有保存，已填的内容还在。",
        next_step="改正后再提交。", fields={f"{part}_{no}": sentence},
    )  # fmt: skip


def page_not_seen(no: int, days: int) -> Refused:
    """Who drafts from a scan has opened each page within a look-up."""
    return Refused(
        "archive_certificates.page_not_seen",
        f"第 {no} 条所列的页，您在最近 {days} 天获准的查阅中没有打开过，没有保存，已填的内容还在。",
        next_step="请先申请查阅，与同阅人一起打开这些页；或取出纸质原件核对后，把依据改为“纸质原件”。",
        fields={f"pages_{no}": "这些页没有在查阅中打开过。"},
    )  # fmt: skip


def own_draft() -> Refused:
    """Who drafted does not check."""
    return Refused(
        "archive_certificates.own_draft", "起草人不能复核自己起草的证明，没有用印。",
        next_step="请由另一位保管印章的经办人复核。",
    )  # fmt: skip


def not_compared() -> Invalid:
    """Two read."""
    sentence = "请先取出档案逐条核对，再勾选。"
    return Invalid(
        "archive_certificates.not_compared", f"{sentence}证明没有开具。", next_step="核对后再提交。",
        fields={"is_compared": sentence},
    )  # fmt: skip
