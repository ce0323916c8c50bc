"""Refusals of items that a city draws up. What was typed stays on the page."""

from __future__ import annotations

from datetime import date

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


def not_found() -> NotFound:
    """No such item or version."""
    return NotFound("service_items.not_found", "没有这个事项或者版本。")


def not_manager() -> Refused:
    """Items are set by the city's managers."""
    return Refused(
        "service_items.role_may_not",
        "您当前的角色不能拟定或者批准服务事项，没有改动。",
        next_step="请由市级管理员办理。",
    )


def taken_code() -> Invalid:
    """Another item is called so."""
    return Invalid(
        "service_items.taken_code", "已有代码相同的事项，没有新建。",
        next_step="要修改那个事项的，请打开它，点“拟定新版本”；新的事项请换一个代码。",
        fields={"code": "这个代码已有事项使用。"},
    )  # fmt: skip


def wrong_code() -> Invalid:
    """A code is a word of small letters."""
    return Invalid(
        "service_items.wrong_code", "事项代码的写法不对，没有新建。", next_step="请改正后再提交。",
        fields={"code": "2 至 32 位小写字母、数字和下划线，以字母开头。"},
    )  # fmt: skip


def already_open() -> Conflict:
    """One is being drawn up, waits, or is published for a later day."""
    return Conflict(
        "service_items.already_open",
        "这个事项已有一个版本正在拟定、待批准或者尚未生效，没有另建。",
        next_step="请先处理那个版本：改完提交、批准或者撤回。",
    )


def changed_meanwhile() -> Conflict:
    """Two windows, or a click that came late."""
    return Conflict(
        "service_items.changed_meanwhile",
        "这份草稿在您打开本页以后又改过，这次没有保存；先前保存的内容没有丢失。",
        next_step="请重新打开这一页，在最新的内容上修改。",
    )


def not_editable() -> Conflict:
    """It waits, is published or was taken back."""
    return Conflict(
        "service_items.not_editable",
        "这个版本现在不能修改，没有保存。",
        next_step="待批准的，请先撤回或者等待退回；已发布的，请拟定新版本。",
    )


def faulty(count: int, first: str) -> Invalid:
    """The validator of item files refuses it."""
    return Invalid(
        "service_items.faulty", f"还有 {count} 处需要修改，没有提交，草稿没有变化。第一处：{first}",
        next_step="请回到各页，按红字提示改正后再提交。",
    )  # fmt: skip


def wrong_text(lines: list[str]) -> Invalid:
    """Pasted text that is no item."""
    told = "；".join(lines[:10])
    return Invalid(
        "service_items.wrong_text", "这份事项文件有错误，没有采用，原来的草稿没有变化。", next_step="请按行号改正后再提交。",
        fields={"text": f"{told}{'……' if len(lines) > 10 else ''}。"},
    )  # fmt: skip


def other_code(code: str) -> Invalid:
    """The text of another item."""
    words = f"文件里的 code 应为 {code}。"
    return Invalid(
        "service_items.other_code", "粘贴的是另一个事项的文件，没有采用，原来的草稿没有变化。", next_step="请核对后再提交。",
        fields={"text": words},
    )  # fmt: skip


def too_early(first: date) -> Invalid:
    """It would hold from a day that has begun somewhere, or is about to."""
    return Invalid(
        "service_items.too_early", f"生效日期最早为 {first:%Y-%m-%d}，没有提交，草稿没有变化。",
        next_step="新版本只对以后的申请起作用，请改用更晚的日期。", fields={"valid_from": f"最早为 {first:%Y-%m-%d}。"},
    )  # fmt: skip


def too_far() -> Invalid:
    """Years away."""
    return Invalid(
        "service_items.too_far", "生效日期太远，没有提交，草稿没有变化。", next_step="请改用三年之内的日期。",
        fields={"valid_from": "请在三年之内。"},
    )  # fmt: skip


def nothing_changed() -> Invalid:
    """The same as what holds."""
    return Invalid(
        "service_items.nothing_changed",
        "与现行版本完全相同，没有提交。",
        next_step="请先修改内容；不需要改的，可以撤回草稿。",
    )


def not_waiting() -> Conflict:
    """Somebody decided meanwhile."""
    return Conflict("service_items.not_waiting", "这个版本已经处理过，没有改动。", next_step="请刷新页面查看结果。")


def same_person() -> Refused:
    """Whoever drew it up does not approve it."""
    return Refused(
        "service_items.same_person", "拟定人不能批准或退回自己拟定的版本。", next_step="请由另一位市级管理员办理。"
    )


def only_own() -> Refused:
    """A draft is its author's."""
    return Refused(
        "service_items.only_own",
        "没有发布的版本由拟定人修改和撤回，没有改动。",
        next_step="待批准的，您可以批准或者退回。",
    )


def too_late() -> Conflict:
    """The day has begun, or is about to: it can neither begin to hold nor be taken back."""
    return Conflict(
        "service_items.too_late",
        "生效日期已到或者马上就到，没有改动。",
        next_step="已生效的版本不能撤回，请另行拟定；未批准的请退回，由拟定人改用更晚的日期。",
    )


def overtaken() -> Conflict:
    """A file of the same number came meanwhile."""
    return Conflict(
        "service_items.overtaken",
        "提交以后又有了同一版本号的事项文件，没有批准。",
        next_step="请退回，由拟定人重新提交，版本号会随之提高。",
    )
