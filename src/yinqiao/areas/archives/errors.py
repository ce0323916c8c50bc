"""Refusals about archives: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.areas.archives.types import CODE_LENGTH, MOST_CODES
from yinqiao.kernel.errors import Conflict, Invalid


def not_a_receiver() -> Invalid:
    """The chosen place cannot receive archives."""
    sentence = "只能选择市、区县、街道（乡镇）或社保经办机构。"
    return Invalid("archives.not_a_receiver", sentence, next_step="请从列表中重新选择。", fields={"place": sentence})


def step_not_open(state: str) -> Conflict:
    """The state of the catalogue does not allow this step."""
    return Conflict(
        "archives.step_not_open",
        f"这份目录现在是“{state}”，不能进行这项操作，已有内容没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def reception_begun() -> Conflict:
    """The place has begun to count the archives."""
    return Conflict(
        "archives.reception_begun",
        "接收单位已开始清点，这份目录不能撤回，登记没有变化。",
        next_step="请与接收单位联系；未清点到的档案会列为缺少，仍由本单位保管。",
    )


def code_unreadable() -> Invalid:
    """Nothing was scanned, or more than a code can have."""
    sentence = f"条形码或档号应为 1 到 {CODE_LENGTH} 个字符，没有登记。"
    return Invalid("archives.code_unreadable", sentence, next_step="请重新扫描。", fields={"code": sentence})


def codes_missing() -> Invalid:
    """No line has a code."""
    sentence = "没有条形码或档号，没有登记。"
    return Invalid(
        "archives.codes_missing", sentence, next_step="请粘贴扫描内容，每行一个。", fields={"codes": sentence}
    )


def codes_unreadable(line: int) -> Invalid:
    """A line is longer than any code."""
    sentence = f"第 {line} 行超过 {CODE_LENGTH} 个字符，不是一个条形码或档号，全部没有登记。"
    return Invalid("archives.codes_unreadable", sentence, next_step="请改正后重新提交。", fields={"codes": sentence})


def too_many_codes(lines: int) -> Invalid:
    """More codes than are counted in one go."""
    sentence = f"共 {lines:,} 行，一次最多 {MOST_CODES:,} 行，全部没有登记。"
    return Invalid("archives.too_many_codes", sentence, next_step="请分几次提交。", fields={"codes": sentence})


def archive_not_counted(state: str) -> Conflict:
    """Only an archive that was counted and not yet received can be marked."""
    return Conflict(
        "archives.archive_not_counted",
        f"这一卷档案现在是“{state}”，不能登记破损，已有内容没有变化。",
        next_step="请先扫描清点；完成清点以后的情况请另行书面记录。",
    )


def damage_needs_words() -> Invalid:
    """A damage without a word about it."""
    sentence = "请写明破损情况。"
    return Invalid("archives.damage_needs_words", sentence, next_step="填写后重新保存。", fields={"note": sentence})


def counted_meanwhile() -> Conflict:
    """Somebody scanned on while this officer read the differences."""
    return Conflict(
        "archives.counted_meanwhile",
        "您打开之后，又有档案被清点，差异已经变化，还没有完成清点。",
        next_step="请按最新的差异再次核对后确认。",
    )


def archive_has_person() -> Conflict:
    """The archive was linked to somebody meanwhile."""
    return Conflict(
        "archives.archive_has_person",
        "这一卷档案已对应到人员，登记没有变化。",
        next_step="请刷新页面查看；对应有误的，请先撤销原来的判定。",
    )


def link_changed() -> Conflict:
    """The archive is linked otherwise by now."""
    return Conflict(
        "archives.link_changed",
        "这一卷档案现在对应的是其他登记，不能撤销，登记没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def reason_unknown() -> Invalid:
    """The reason is none of the list."""
    sentence = "请选择一个原因，没有登记。"
    return Invalid("archives.reason_unknown", sentence, next_step="选择后重新提交。", fields={"reason": sentence})


def absence_needs_words(field: str) -> Invalid:
    """The reason needs words, or the name of the office that holds the volume."""
    sentences = {"office": "请写明实际保管档案的单位，没有登记。", "note": "请写明依据，例如销毁记录的文号，没有登记。"}
    sentence = sentences[field]
    return Invalid("archives.absence_needs_words", sentence, next_step="填写后重新提交。", fields={field: sentence})


def refusal_needs_words() -> Invalid:
    """The other side has to know why."""
    sentence = "请写明理由，移交企业会看到，没有登记。"
    return Invalid("archives.refusal_needs_words", sentence, next_step="填写后重新提交。", fields={"note": sentence})


def absences_not_open() -> Conflict:
    """None of the chosen archives is in a state that allows this step."""
    return Conflict(
        "archives.absences_not_open",
        "所选档案现在都不在可以办理这一步的状态，登记没有变化。",
        next_step="请刷新名单查看最新状态。",
    )
