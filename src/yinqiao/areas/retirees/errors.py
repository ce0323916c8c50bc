"""Refusals of the register, one function per code."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


def changed_meanwhile() -> Conflict:
    """Somebody changed the person after the form was opened."""
    return Conflict(
        "retirees.changed_meanwhile",
        "您打开表单后，这位退休人员的信息已被他人修改，本次内容没有保存。",
        next_step="请重新打开页面，核对最新信息后再提交。",
    )


def role_may_not(act: str) -> Refused:
    """The role sees the person but does not do such acts."""
    return Refused(
        "retirees.role_may_not",
        f"您当前的角色不能办理“{act}”。",
        next_step="请由所属社区、街道的经办人办理，或在右上角切换角色。",
    )


def status_forbids(act: str, status: str) -> Refused:
    """The person's status rules the act out."""
    return Refused(
        "retirees.status_forbids",
        f"这位退休人员当前为“{status}”，不能办理“{act}”。",
        next_step="请先核对人员状态；如状态有误，请先更正状态。",
    )


def nothing_to_change() -> Invalid:
    """A correction without any new value."""
    return Invalid("retirees.nothing_to_change", "没有填写任何与登记不同的内容。", next_step="请修改至少一项后再提交。")


def invalid_field(code: str, field: str, message: str) -> Invalid:
    """One field of a form is wrong; the sentence is shown beside it."""
    return Invalid(f"retirees.{code}", message, fields={field: message}, next_step="请修改标出的项目后重新提交。")


def former_name_unknown() -> Conflict:
    """The register does not know the person by this former name (any more)."""
    return Conflict(
        "retirees.former_name_unknown",
        "登记中没有这个曾用名，可能已被他人删除。",
        next_step="请返回人员页面核对后再试。",
    )


def number_taken() -> Conflict:
    """Another live entry, perhaps outside the scope, holds the ID number."""
    return Conflict(
        "retirees.id_number_taken",
        "该身份证号已登记在另一位人员名下，本次更正没有保存。",
        next_step="请核对身份证原件；如确为同一人，请联系市级管理员按疑似重复处理。",
    )


def purpose_missing() -> Invalid:
    """Personal data in full without a purpose."""
    message = "请填写查看或导出的用途。"
    return Invalid("retirees.purpose_missing", message, fields={"purpose": message}, next_step="填写用途后再试。")


def not_recorded_dead() -> Refused:
    """There is no death to withdraw."""
    return Refused("retirees.not_recorded_dead", "这位退休人员没有死亡登记，无需撤销。", next_step="请核对人员。")


def merge_rests_on() -> Conflict:
    """A later merge rests on this one, so it must be split first."""
    return Conflict(
        "retirees.merge_rests_on", "之后的合并以这次合并为基础，暂不能撤销。", next_step="请先撤销之后的合并。"
    )


def unknown_place() -> Invalid:
    """The place of a move is not a community of the city."""
    message = "请选择本市的一个社区。"
    return Invalid("retirees.unknown_place", message, fields={"place_no": message}, next_step="请重新选择社区。")


def not_found() -> NotFound:
    """Absent or out of scope."""
    return NotFound()


_IMPOSSIBLE_DAYS = {
    "retirees.death_in_future": "死亡日期不能晚于今天。",
    "retirees.death_before_birth": "死亡日期不能早于出生日期。",
    "retirees.day_in_future": "日期不能晚于今天。",
    "retirees.day_before_birth": "日期不能早于出生日期。",
}


def impossible_day(code: str, field: str) -> Invalid:
    """A date that cannot be; `code` is the reason of the rule."""
    message = _IMPOSSIBLE_DAYS[code]
    return Invalid(code, message, fields={field: message}, next_step="请核对日期后重新提交。")


def missing_text(field: str, message: str) -> Invalid:
    """A text that must be written."""
    return Invalid("retirees.text_missing", message, fields={field: message}, next_step="请补充后重新提交。")


def same_place() -> Invalid:
    """The move leads to the community that holds the person already."""
    message = "这位退休人员已在该社区，只需更正地址。"
    return Invalid("retirees.same_place", message, fields={"place_no": message}, next_step="请改用“更正信息”修改地址。")
