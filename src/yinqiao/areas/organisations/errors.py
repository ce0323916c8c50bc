"""Refusals of the room of organisations."""

from yinqiao.kernel.errors import Conflict, Invalid


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
