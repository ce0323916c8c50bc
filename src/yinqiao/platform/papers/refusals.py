"""Every way in which a template or a scan is refused: a stable code, what happened, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.papers.placeholders import Place

_KEPT = "模板没有保存，正在使用的模板没有变化。"
_SHOWN = 12

TEXTS: dict[str, tuple[str, str]] = {
    "papers.not_a_template": ("文件不是 .docx 文档或 .xlsx 表格。", "请在 WPS 中另存为 .docx 或 .xlsx 后上传。"),
    "papers.too_large": ("模板文件过大。", "请压缩或删除模板中的图片后重新上传，最大 2 MB。"),
    "papers.damaged": ("文件不完整、设有密码或内部结构异常，无法打开。", "请在 WPS 中重新保存（不要加密）后上传。"),
    "papers.active": (
        "文件含有宏、嵌入的对象或控件，为了安全不予接收。", "请新建一个空白文档，把内容复制过去，只保留文字、表格和图片。",
    ),
    "papers.external": (
        "文件含有超链接或指向其他文件、网络的内容，为了安全不予接收。", "请取消超链接和链接的图片后重新保存上传。",
    ),
    "papers.field": (
        "文件含有页码以外的域（自动插入的内容）。", "请只保留页码和总页数，其他自动内容请改为文字或占位符。",
    ),
    "papers.formula": ("表格含有公式。", "请删除公式；合计等数字请使用占位符。"),
    "papers.too_big_sheet": ("表格的范围、合并单元格或工作表过多。", "请只保留一张工作表，删除空行空列后重新上传。"),
    "papers.stopped": ("处理这个文件时超过时间或内存上限，文件结构异常或过大。", "请新建文档重新制作后再试。"),
}  # fmt: skip


def refuse(code: str) -> Invalid:
    """The refusal of a template."""
    happened, to_do = TEXTS[code]
    return Invalid(code, happened + _KEPT, next_step=to_do, fields={"file": f"{happened}{to_do}"})


def unknown_words(found: Sequence[Place], known: Sequence[str]) -> Invalid:
    """Words that do not exist, each with its place, and those that do."""
    told = "；".join(f"“{{{{ {one.word[:20]} }}}}”（{one.where}）" for one in found[:_SHOWN])
    sentence = f"模板中有系统没有的占位符：{told}。"
    to_do = f"可以使用的占位符：{'、'.join(known)}。"
    return Invalid("papers.unknown_word", sentence + _KEPT, next_step=to_do, fields={"file": f"{sentence}{to_do}"})


def broken_brackets(places: Sequence[str]) -> Invalid:
    """Half a pair of brackets, or the tags of a template language."""
    sentence = f"占位符的写法有误：{'、'.join(places[:_SHOWN])}。"
    to_do = "占位符写作 {{ 姓名 }}，前后各两个英文大括号；不支持循环、条件等写法。"
    return Invalid("papers.broken_word", sentence + _KEPT, next_step=to_do, fields={"file": f"{sentence}{to_do}"})


def missing_words(words: Sequence[str]) -> Invalid:
    """What every paper has to carry, and this template does not."""
    sentence = f"模板缺少必须有的占位符：{'、'.join(f'{{{{ {one} }}}}' for one in words)}。"
    to_do = "没有编号和二维码，盖章件无法扫描回收；请补上后重新上传。"
    return Invalid("papers.missing_word", sentence + _KEPT, next_step=to_do, fields={"file": f"{sentence}{to_do}"})


def misplaced_list(places: Sequence[str]) -> Invalid:
    """Words of a list outside a line of a table, or of two lists in one line."""
    sentence = f"名单类占位符的位置不对：{'、'.join(places[:_SHOWN])}。"
    to_do = "名单类占位符（如 {{ 人员.姓名 }}）须写在表格的同一行，同一行只能用一种名单，系统按人数重复这一行。"
    return Invalid("papers.misplaced_list", sentence + _KEPT, next_step=to_do, fields={"file": f"{sentence}{to_do}"})
