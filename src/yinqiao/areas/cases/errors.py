"""Refusals about cases: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def words_missing(field: str, words: str) -> Invalid:
    """Something that others must read is not written."""
    return Invalid(
        "cases.words_missing", "没有保存，已填内容没有丢失。", next_step="请补填后再提交。", fields={field: words}
    )


def person_not_found(line: int) -> Invalid:
    """A number of identity that nobody of the scope has; the number itself is not repeated."""
    return Invalid(
        "cases.person_not_found", f"第 {line} 行的身份证号在本单位范围内没有找到，没有保存。",
        next_step="请核对号码；不是本单位人员的，不填这一栏，在情况说明里写明。",
        fields={"numbers": f"第 {line} 行没有找到。"},
    )  # fmt: skip


def place_missing() -> Invalid:
    """Where a case lies decides who leads."""
    return Invalid(
        "cases.place_missing", "请选择事项所在的社区、街道或区县，没有保存。", next_step="选择后再提交。",
        fields={"place": "请选择事项所在地。"},
    )  # fmt: skip


def not_now() -> Conflict:
    """Somebody was faster, or it is over."""
    return Conflict("cases.not_now", "这个事项现在不能这样办理，没有改动。", next_step="请刷新页面查看现在的状态。")


def not_yours() -> Refused:
    """Whoever leads does it."""
    return Refused(
        "cases.not_yours", "这一步由牵头单位办理，没有改动。", next_step="请联系牵头单位，或由上级提级办理。"
    )


def designated() -> Refused:
    """Whoever was designated does not send it back again."""
    return Refused(
        "cases.designated", "本单位是退回后被指定的，不能再次退回，没有改动。",
        next_step="请先办理；确有争议的，提级办理或提交专题协调会。",
    )  # fmt: skip


def no_office_above() -> Conflict:
    """The city hands nothing up."""
    return Conflict("cases.no_office_above", "已经在市级，没有上级可以提级，没有改动。", next_step="请在市级协调办理。")


def steps_open() -> Conflict:
    """What others were asked is answered or taken back first."""
    return Conflict("cases.steps_open", "还有协助单位没有答复，没有办结。", next_step="请等答复或取消交办后再办结。")


def too_long(most: int) -> Invalid:
    """An extension has an end."""
    return Invalid(
        "cases.too_long", f"延期最多 {most} 天，没有保存。", next_step="请改短后再提交。",
        fields={"days": f"最多 {most} 天。"},
    )  # fmt: skip


def asked_already() -> Conflict:
    """Once a case."""
    return Conflict("cases.asked_already", "这个事项已经申请过延期，没有改动。", next_step="请等上级答复，或按期办结。")


def own_request() -> Refused:
    """Nobody decides what one asked for, nor judges the own work."""
    return Refused(
        "cases.own_work", "自己申请、自己办结的，要由其他人办理，没有改动。", next_step="请由上级或同事办理。"
    )


def complained_of() -> Refused:
    """The party complained of neither leads nor decides."""
    return Refused("cases.complained_of", "被反映的单位不能牵头办理，没有改动。", next_step="请选择其上级或其他单位。")


def unit_missing() -> Invalid:
    """One office, and one alone."""
    return Invalid(
        "cases.unit_missing", "请选择一个承办单位，没有保存。", next_step="四项中填一项后再提交。",
        fields={"office": "请选择或填写一个单位。"},
    )  # fmt: skip


def reviewed_already() -> Conflict:
    """Each review once."""
    return Conflict(
        "cases.reviewed_already",
        "这个事项已经请求过复查（复核），没有重复登记。",
        next_step="请打开已有的复查（复核）事项。",
    )


def review_too_late(until: str) -> Refused:
    """Within the limit of the regulation alone."""
    return Refused(
        "cases.review_too_late", f"请求复查（复核）的期限到 {until}，已经超过，没有登记。",
        next_step="请告知本人期限和依据；确有新的事实的，按新的信访事项提出。",
    )  # fmt: skip


def review_outside() -> Conflict:
    """What the city answered is reviewed by the province, which works elsewhere."""
    return Conflict(
        "cases.review_outside", "市级答复的信访事项由省级复查（复核），不在本系统办理，没有登记。",
        next_step="请告知本人向省级有关机关提出，并写明期限。",
    )  # fmt: skip


def not_for_enterprises() -> Refused:
    """An enterprise asks about its own people, for what the list offers."""
    return Refused(
        "cases.not_for_enterprises", "企业只能为本企业移交的人员提出企社联络事项，没有保存。",
        next_step="其他事项请联系所在街道。",
    )  # fmt: skip
