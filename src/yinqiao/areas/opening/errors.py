"""Refusals about the opening load: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def file_too_large(size: int, limit: int) -> Invalid:
    """The file has more bytes than are read."""
    mb = 1024 * 1024
    return Invalid(
        "opening.file_too_large",
        f"文件约 {size // mb} MB，超过 {limit // mb} MB 的上限，没有保存。",
        next_step="请按区县分成几个文件，分别上传。",
        fields={"file": f"文件不能超过 {limit // mb} MB"},
    )


def not_open(state: str) -> Conflict:
    """The state of the run does not allow this step."""
    return Conflict(
        "opening.not_open",
        f"这一批旧系统数据现在是“{state}”，不能进行这项操作，登记簿没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def nothing_to_load() -> Conflict:
    """No row of the rehearsal is ready."""
    return Conflict(
        "opening.nothing_to_load",
        "这次演练中没有可以入库的人员，没有提请入库。",
        next_step="请先处理对应表和待处理的行，再重新演练。",
    )


def same_officer() -> Refused:
    """Who proposed a load may not confirm it."""
    return Refused(
        "opening.same_officer",
        "提请入库和确认入库须由两人办理，您提请的入库不能由您本人确认，登记簿没有变化。",
        next_step="请由另一位市级管理员核对签字的对账单后确认。",
    )


def signed_later(sentence: str) -> Invalid:
    """A day of signature that cannot be."""
    return Invalid("opening.signed_later", sentence, next_step="请核对后重新填写。", fields={"signed_on": sentence})


def register_moved(people: int) -> Conflict:
    """People of the rehearsal have come into the register since: what was signed is not what would be loaded."""
    return Conflict(
        "opening.register_moved",
        f"演练以后，其中 {people} 人已经以其他途径进入登记簿，与签字的对账单不再一致，没有入库。",
        next_step="请退回提请，重新演练并重新打印对账单。",
    )


def places_moved() -> Conflict:
    """A place to which people were mapped is no longer there."""
    return Conflict(
        "opening.places_moved",
        "演练以后，行政区划有调整，有人员对应的社区已不存在，没有入库。",
        next_step="请退回提请，重新演练。",
    )


def later_work(people: int) -> Conflict:
    """Somebody has worked on people of the load since."""
    return Conflict(
        "opening.later_work",
        f"入库以后，其中 {people} 人已有新的办理记录，不能整批撤回，登记簿没有变化。",
        next_step="请对有误的人员逐人更正。",
    )


def words_needed() -> Invalid:
    """An explanation “other” says nothing without words."""
    sentence = "选择“其他”时，请写明情况。"
    return Invalid("opening.words_needed", sentence, next_step="请填写后重新提交。", fields={"words": sentence})


def target_needed() -> Invalid:
    """A mapping needs what the old name means, or the reason why its people stay out."""
    sentence = "请选择对应的单位；确定不入库的，请写明原因。"
    return Invalid("opening.target_needed", sentence, next_step="请填写后重新提交。", fields={"target": sentence})


def nothing_changed() -> Conflict:
    """None of the chosen rows or differences stands where it can be explained or taken back."""
    return Conflict(
        "opening.nothing_changed",
        "所选各行都不在可以办理的状态，没有任何改动。",
        next_step="请刷新名单后重新选择。",
    )


def period_open() -> Conflict:
    """There is a period already."""
    return Conflict(
        "opening.period_open",
        "并行比对已经开始，没有重复建立。",
        next_step="请在当前的并行期内上传每日数据，或先结束它。",
    )


def no_period() -> Conflict:
    """Differences belong to a period of both systems side by side."""
    return Conflict(
        "opening.no_period",
        "还没有开始并行比对，文件没有保存。",
        next_step="请先点“开始并行比对”。",
    )


def still_open(count: int) -> Conflict:
    """A period ends when every difference is settled or explained."""
    return Conflict(
        "opening.still_open",
        f"还有 {count} 处差异待处理，并行比对没有结束。",
        next_step="请逐项说明，或处理后再上传一次旧系统数据。",
    )
