"""Refusals about files of other offices: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def file_too_large(size: int, limit: int) -> Invalid:
    """The file has more bytes than are read."""
    mb = 1024 * 1024
    return Invalid(
        "dropbox.file_too_large",
        f"文件约 {size // mb} MB，超过 {limit // mb} MB 的上限，没有保存。",
        next_step="请分成几个文件，分别上传。",
        fields={"file": f"文件不能超过 {limit // mb} MB"},
    )


def no_source() -> Refused:
    """The enterprise is not registered as a source of its own."""
    return Refused(
        "dropbox.no_source", "本企业尚未登记为信息来源，不能报送文件，登记没有变化。",
        next_step="请联系本市社会化管理服务机构登记本企业的信息来源；登记之前，可以把表格交给对方代为报送。",
    )  # fmt: skip


def kind_not_allowed() -> Invalid:
    """The source is not registered for what the file would report."""
    message = "这个来源没有登记可报告这类内容，文件没有保存。"
    return Invalid(
        "dropbox.kind_not_allowed", message, next_step="请在“信息来源”核对登记的类型。", fields={"kind": message}
    )


def not_open(state: str) -> Conflict:
    """The state of the file does not allow this step."""
    return Conflict(
        "dropbox.not_open",
        f"这份报送文件现在是“{state}”，不能进行这项操作，登记没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def check_outdated(hours: int) -> Conflict:
    """The register may have gone on since the check: what was shown is no longer what would be done."""
    return Conflict(
        "dropbox.check_outdated",
        f"检查已超过 {hours} 小时，登记可能已有变化，没有办理。",
        next_step="请重新检查，核对数字后再办理。",
    )


def nothing_to_take() -> Conflict:
    """No line can be taken in."""
    return Conflict(
        "dropbox.nothing_to_take",
        "这份文件中没有可以办理的行，没有办理。",
        next_step="请下载批注文件，改正后重新上传。",
    )


def no_annotated_file() -> Conflict:
    """The annotated copy is not there (yet)."""
    return Conflict(
        "dropbox.no_annotated_file", "批注文件还没有生成，或者没有需要批注的行。", next_step="请稍后刷新页面再试。"
    )
