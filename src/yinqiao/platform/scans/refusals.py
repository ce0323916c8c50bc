"""Every way a scan can be refused: a stable code, what it is, what to do. Imported by the child: nothing heavy here."""

from __future__ import annotations

from yinqiao.kernel.errors import Invalid

_AGAIN = "请重新扫描，或用扫描软件另存后上传。"
_FLAT = "请用扫描软件重新生成只含页面图像的 PDF 后上传。"
TEXTS: dict[str, tuple[str, str]] = {
    "scans.not_a_scan": ("文件内容不是 PDF、JPEG 或 TIFF 扫描件。", "请上传 PDF、JPEG 或 TIFF 格式的扫描件。"),
    "scans.other_than_named": ("文件内容与扩展名不符。", "请核对文件，改用正确的扩展名后上传。"),
    "scans.cut_off": ("文件不完整，可能在扫描或复制时中断。", _AGAIN),
    "scans.more_behind": ("文件末尾还带有其他内容，不是单纯的扫描件。", _AGAIN),
    "scans.active": ("PDF 中含有脚本、动作或附件。", _FLAT),
    "scans.locked": ("PDF 设有打开密码。", "请取消打开密码后上传。"),
    "scans.damaged": ("文件已损坏，无法打开。", _AGAIN),
    "scans.no_pages": ("文件中没有页面。", _AGAIN),
    "scans.too_many_pages": ("文件的页数超过上限。", "请按材料分成几份后上传。"),
    "scans.too_large_picture": ("页面图像大得异常。", "请以 300 dpi 左右重新扫描。"),
    "scans.stopped": ("读取时超过时间或内存上限。", "请降低扫描分辨率，或分成几份后上传。"),
    "scans.page_missing": ("没有这一页。", "请返回目录重新选择。"),
    "scans.not_a_package": (
        "压缩包无法打开，可能不完整或设有密码。",
        "请重新打成不加密的 ZIP 包，或直接选择文件夹上传。",
    ),
    "scans.package_bomb": ("压缩包解开后大得异常，或文件过多。", "请直接选择文件夹上传。"),
}


def refuse(code: str) -> Invalid:
    """The refusal of this code; the words never tell what a file says."""
    happened, advice = TEXTS[code]
    return Invalid(code, f"{happened}其他材料没有受影响。", next_step=advice)
