"""Refusals about services: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused, Unavailable


def no_such_item() -> NotFound:
    """Not in force today, or never was."""
    return NotFound("applications.no_such_item", "没有这个服务事项，或者它今天不在有效期内。")


def wrong_answers(fields: Mapping[str, str]) -> Invalid:
    """What was filled in cannot be taken."""
    return Invalid(
        "applications.wrong_answers", "有内容需要修改，申请没有提交，已填内容没有丢失。", next_step="请按提示修改后再提交。",
        fields=fields,
    )  # fmt: skip


def unknown_field() -> Invalid:
    """The form has changed since it was opened."""
    return Invalid(
        "applications.unknown_field", "表单已经更新，申请没有提交。", next_step="请返回重新打开事项，再填写一次。"
    )


def nothing_asked() -> Invalid:
    """Everything is as the register says."""
    return Invalid(
        "applications.nothing_asked",
        "填写的内容和登记的一样，没有需要办理的，申请没有提交。",
        next_step="请核对后修改再提交。",
    )


def may_not_apply(words: str) -> Refused:
    """Who may apply is the item's."""
    return Refused("applications.may_not_apply", f"{words}申请没有提交。", next_step="请核对事项的申请条件。")


def not_entitled(words: str, remedy: str) -> Invalid:
    """What the machine looks at says no."""
    return Invalid("applications.not_entitled", f"{words}申请没有提交。", next_step=remedy)


def proxy_missing(fields: Mapping[str, str]) -> Invalid:
    """Who acts for somebody says who, and that the person agreed."""
    return Invalid(
        "applications.proxy_missing", "代办要记下代办人和本人同意的方式、日期，申请没有提交。", next_step="请补填后再提交。",
        fields=fields,
    )  # fmt: skip


def open_already() -> Conflict:
    """One of a kind at a time."""
    return Conflict(
        "applications.open_already",
        "这个人的同一事项正在办理，没有重复提交。",
        next_step="请在办件列表中查看正在办理的那一件。",
    )


def relative_applied() -> Conflict:
    """One case for who has died; who of the relatives has applied, nobody is told."""
    return Conflict(
        "applications.relative_applied", "已有亲属提出申请，正在办理，没有重复提交。",
        next_step="同一位逝者只办一件；款项怎样分由亲属商定。对谁来领有不同意见的，请直接向决定待遇的机构说明。",
    )  # fmt: skip


def picture_unreadable() -> Invalid:
    """Broken, locked, or too much for the reader."""
    words = "这张照片或文件打不开，可能已损坏、设有密码或者太大。"
    return Invalid(
        "applications.picture_unreadable", f"{words}没有保存，其他内容没有变化。", next_step="请重新拍一张，光线亮一些再传。",
        fields={"scan": words},
    )  # fmt: skip


def too_many_pictures(most: int) -> Invalid:
    """More than anybody looks through."""
    words = f"页数太多，这里最多 {most} 页。"
    return Invalid(
        "applications.too_many_pictures", f"{words}没有保存，其他内容没有变化。", next_step="请只传要看的那几页，或者送到社区。",
        fields={"scan": words},
    )  # fmt: skip


def no_such_material() -> Invalid:
    """The item does not ask for it."""
    return Invalid(
        "applications.no_such_material",
        "这件事不需要这种材料，没有保存。",
        next_step="请返回重新打开，看一看要哪些材料。",
    )


def no_draft() -> Conflict:
    """Sent before, given up, or let go of."""
    return Conflict(
        "applications.no_draft",
        "这份申请已经提交，或者已经放弃，没有重复提交。",
        next_step="请到“我的申请”看一看，需要时重新填写。",
    )


def not_now() -> Conflict:
    """The flow, the item, or somebody was faster."""
    return Conflict(
        "applications.not_now", "这个办件现在不能这样办理，没有改动。", next_step="请刷新页面，查看它现在的状态。"
    )


def not_your_step(office: str) -> Refused:
    """Each office does its own step."""
    return Refused(
        "applications.not_your_step",
        f"这一环节由{office}办理，没有改动。",
        next_step="请等待该环节办理，或提醒经办人。",
    )


def asked_once() -> Conflict:
    """一次性告知: once, whole."""
    return Conflict(
        "applications.asked_once", "本环节已经一次性告知过，不能再次要求补正，没有改动。",
        next_step="材料仍不齐全的，请按现有材料作出决定，或由申请人撤回。",
    )  # fmt: skip


def materials_missing(labels: Sequence[str]) -> Invalid:
    """What an acceptance needs."""
    words = f"材料还没有收齐：{'、'.join(labels)}。没有改动。"
    return Invalid(
        "applications.materials_missing",
        words,
        next_step="请收齐后勾选，或者一次性告知申请人补正。",
        fields={"materials": words},
    )


def words_missing(field: str, words: str) -> Invalid:
    """What the applicant will read."""
    return Invalid(
        "applications.words_missing", f"{words}没有改动。", next_step="填写后再提交。", fields={field: words}
    )


def item_changed() -> Unavailable:
    """A version that was used stands; a change is a new version."""
    return Unavailable(
        "applications.item_changed", "事项文件改动后没有提高版本号，不能按它受理，申请没有提交。",
        next_step="请系统管理员提高版本号后重新放入事项文件。",
    )  # fmt: skip


def effect_gone() -> Unavailable:
    """What a decision does is not there any more."""
    return Unavailable(
        "applications.effect_gone", "这个事项的办理结果在本系统中已不可用，没有办结。", next_step="请联系系统管理员。"
    )
