"""Refusals of lists: stable codes that begin with the room of the kind, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.areas.lists.types import ListWords
from yinqiao.kernel.errors import Conflict, Invalid, NotFound


def batch_not_open(words: ListWords, state: str) -> Conflict:
    """The batch is in a state that does not allow this act."""
    return Conflict(
        f"{words.room}.batch_not_open",
        f"这一批{words.noun}现在是“{state}”，不能进行这项操作，已有内容没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def nothing_to_submit(words: ListWords) -> Conflict:
    """No row of the batch is ready."""
    return Conflict(
        f"{words.room}.nothing_to_submit",
        f"这一批里没有可以提交的{words.rows}。",
        next_step=f"请下载批注{words.noun}，按提示修改后重新上传。",
    )


def no_such_sheet(words: ListWords) -> Invalid:
    """The file has no visible sheet of the chosen name."""
    return Invalid(
        f"{words.room}.no_such_sheet",
        f"文件里没有这张工作表，{words.noun}没有变化。",
        next_step="请返回核对表头的页面重新选择工作表。",
        fields={"sheet": "请重新选择工作表"},
    )


def enterprise_dissolved(words: ListWords, name: str, answering: str) -> Conflict:
    """Nothing new begins under an enterprise that is no more; its successor sends in its own name."""
    return Conflict(
        f"{words.room}.enterprise_dissolved",
        f"{name}已注销，由{answering}承继，{words.noun}没有上传，已有内容没有变化。",
        next_step=f"请以{answering}的名义上传；{name}以前移交的人员和材料仍在原批次中办理。",
    )


def file_too_large(words: ListWords, size: int, limit: int) -> Invalid:
    """The file has more bytes than are read."""
    limit_mb = limit // (1024 * 1024)
    return Invalid(
        f"{words.room}.file_too_large",
        f"文件约 {size // (1024 * 1024)} MB，超过 {limit_mb} MB 的上限，没有保存。",
        next_step="请删除图片等无关内容，或分成几个文件分别上传。",
        fields={"file": f"文件不能超过 {limit_mb} MB"},
    )


def no_annotated_file(words: ListWords) -> NotFound:
    """There is no annotated copy (yet)."""
    return NotFound(f"{words.room}.no_annotated_file", f"批注{words.noun}还没有生成，请稍后刷新页面。")
