"""Refusals about digitised archives: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def batch_closed(state: str) -> Conflict:
    """The state of the batch does not allow this step."""
    return Conflict(
        "digitised.batch_closed",
        f"这一批现在是“{state}”，不能进行这项操作，已有内容没有变化。",
        next_step="请刷新页面查看最新状态；需要继续上传的，请另建一批。",
    )


def too_large(limit: int) -> Invalid:
    """More than a scan may have."""
    return Invalid(
        "digitised.too_large",
        f"文件超过 {limit / 2**30:.1f} GB，没有上传，其他文件没有受影响。",
        next_step="请按材料分成几份后上传。",
    )


def bad_upload() -> Invalid:
    """An upload without name or size."""
    return Invalid("digitised.bad_upload", "文件是空的或没有文件名，没有上传。", next_step="请重新选择文件。")


def too_many(limit: int) -> Conflict:
    """More files than a batch may have."""
    return Conflict(
        "digitised.too_many", f"一批最多 {limit:,} 个文件，这个文件没有上传。", next_step="请另建一批继续上传。"
    )


def other_block(wanted: int) -> Conflict:
    """Another block than the next one: somebody else goes on with the same file, or an answer was lost."""
    return Conflict(
        "digitised.other_block",
        f"应当接着传第 {wanted + 1} 段，这一段没有保存，已上传的部分没有受影响。",
        next_step="请重新选择这个文件，会从断点接着传。",
    )


def block_incomplete() -> Invalid:
    """Fewer or more bytes than the block has, or others than were sent."""
    return Invalid(
        "digitised.block_incomplete",
        "这一段没有传完整，没有保存，已上传的部分没有受影响。",
        next_step="请继续上传，会从断点接着传。",
    )


def not_receiving() -> Conflict:
    """The file is whole already, or was refused."""
    return Conflict(
        "digitised.not_receiving",
        "这个文件已经传完或没有挂接，不再接收，已有内容没有变化。",
        next_step="请查看质量报告。",
    )


def still_working(count: int) -> Conflict:
    """A sample is drawn from what is all there."""
    return Conflict(
        "digitised.still_working",
        f"还有 {count:,} 个文件没有传完或检查完，没有抽样。",
        next_step="请等待检查完成；传不完的请删除后再抽样。",
    )


def nothing_filed() -> Conflict:
    """There is nothing to draw a sample from."""
    return Conflict(
        "digitised.nothing_filed", "这一批还没有挂接的扫描件，没有抽样。", next_step="请先上传扫描件，并查看质量报告。"
    )


def not_drawn() -> Conflict:
    """Only what was drawn and is not judged yet can be judged."""
    return Conflict(
        "digitised.not_drawn", "这份扫描件没有抽中或已经检查过，没有变化。", next_step="请刷新页面查看最新状态。"
    )


def own_scan() -> Refused:
    """Who scanned does not judge."""
    return Refused(
        "digitised.own_scan",
        "抽检不能由上传这份扫描件的人进行，没有变化。",
        next_step="请本单位另一位经办人抽检。",
    )


def reason_missing() -> Invalid:
    """Bad needs a reason."""
    sentence = "请写明不合格的原因，例如：第3页歪斜、缺页。"
    return Invalid("digitised.reason_missing", sentence, next_step="填写后再提交。", fields={"reason": sentence})


def item_exists() -> Conflict:
    """The catalogue has this number already."""
    return Conflict(
        "digitised.item_exists",
        "目录中已有这一类的这个序号，没有重复登记。",
        next_step="请核对序号，或修改原来的条目。",
    )


def scanned_already() -> Conflict:
    """What is marked as classified has been scanned."""
    return Conflict(
        "digitised.scanned_already",
        "这份材料已有扫描件。标注涉密会立即停用扫描件，须先确认。",
        next_step="请勾选确认后再提交，并按保密规定报告。",
    )
