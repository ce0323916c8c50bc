"""Refusals of the room of organisations."""

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def no_room_for_place(name: str) -> Conflict:
    """A new place does not fit between its siblings' numbers; the tree must be renumbered in a quiet hour."""
    return Conflict(
        "organisations.no_room_for_place",
        f"“{name}”所在上级的编号空间已满，本次区划更新没有写入。",
        next_step="请在业务空闲时执行区划重新编号后再更新。",
    )


def unknown_merge(code: str) -> Invalid:
    """A merge names a place that is not in the tree."""
    return Invalid(
        "organisations.unknown_merge",
        f"合并清单中的区划代码 {code} 不在现有区划中，本次区划更新没有写入。",
        next_step="请核对合并清单后重新执行。",
    )


def empty_list(city: str) -> Invalid:
    """The list holds no place of the city."""
    return Invalid(
        "organisations.empty_list",
        f"区划数据中没有城市 {city} 的内容，本次没有写入。",
        next_step="请核对城市代码，或重新安装区划数据后再试。",
    )


def not_the_keepers() -> Refused:
    """Enterprises are renamed and dissolved by the city's manager alone."""
    return Refused(
        "organisations.not_the_keepers",
        "企业更名、注销由市级管理人员登记，没有任何改动。",
        next_step="请联系市级管理人员办理。",
    )


def day_not_possible(field: str, sentence: str) -> Invalid:
    """A day in the future, or before the one it must follow."""
    return Invalid(
        "organisations.day_not_possible",
        f"{sentence}没有任何改动。",
        next_step="请核对日期后重新提交。",
        fields={field: sentence},
    )


def words_needed(field: str, sentence: str) -> Invalid:
    """A name, a paper or a reason is missing."""
    return Invalid(
        "organisations.words_needed",
        f"{sentence}没有任何改动。",
        next_step="请填写后重新提交。",
        fields={field: sentence},
    )


def name_unchanged() -> Invalid:
    """The new name is the present one."""
    sentence = "新名称与现在的名称相同。"
    return Invalid(
        "organisations.name_unchanged",
        f"{sentence}没有任何改动。",
        next_step="请填写变更后的名称。",
        fields={"name": sentence},
    )


def name_taken(name: str) -> Invalid:
    """Another enterprise that stands bears the name."""
    sentence = f"已有另一家企业叫“{name}”。"
    merged = "如果两家已经合并，请把不再存在的一家登记为注销，并选另一家为承继单位。"
    return Invalid(
        "organisations.name_taken",
        f"{sentence}没有任何改动。",
        next_step=merged,
        fields={"name": sentence + merged},
    )


def no_longer_stands(name: str, answering: str) -> Conflict:
    """The enterprise was dissolved; who answers for it is named."""
    return Conflict(
        "organisations.no_longer_stands",
        f"{name}已注销，由{answering}承继，没有任何改动。",
        next_step="请刷新页面查看最新情况；登记有误的，可以撤销注销登记。",
    )


def still_stands(name: str) -> Conflict:
    """There is no dissolution to take back."""
    return Conflict(
        "organisations.still_stands",
        f"{name}没有注销登记，不需要撤销，没有任何改动。",
        next_step="请刷新页面查看最新情况。",
    )


def cannot_succeed(sentence: str) -> Invalid:
    """The one chosen cannot answer for it: it is the same, or it was dissolved itself."""
    return Invalid(
        "organisations.cannot_succeed",
        f"{sentence}没有任何改动。",
        next_step="请另选承继单位；没有承继单位的，由市级承接席承继。",
        fields={"successor": sentence},
    )


def desk_stays() -> Conflict:
    """The city's desk is not dissolved: somebody must always answer."""
    return Conflict(
        "organisations.desk_stays",
        "市级承接席是没有承继单位时的移交方，不能注销，没有任何改动。",
        next_step="人员变动请在“账户与授权”中办理。",
    )
