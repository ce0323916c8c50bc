"""Every way a spreadsheet can be refused: a stable code, what happened, and what to do, in Chinese.

Imported by the child process: nothing heavy here. No text names a person or repeats the content of a cell.
"""

from __future__ import annotations

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets.kinds import SheetWarning

NOTHING_STORED = "本次没有保存任何数据。"

SAVE_AS_XLSX = "请用 WPS 表格或 Excel 打开原件，选择“另存为”并存成 .xlsx 格式后重新上传。"
EXPORT_AGAIN = "请从原系统或原表格重新导出一份后再上传。"
NEW_WORKBOOK = "请新建一个工作簿，只把名册内容“选择性粘贴为数值”后保存并重新上传。"
SPLIT = "请删除数据以外的空行空列，或把内容分成几份后分别上传。"

# code -> (what happened, what to do); {…} is filled with numbers, cell references and sheet names only.
REFUSAL_TEXTS: dict[str, tuple[str, str]] = {
    "sheets.empty_file": ("上传的文件是空的，没有内容。", "请确认文件已保存完毕后重新上传。"),
    "sheets.file_too_large": ("文件有 {size} MB，超过 {limit} MB 的上限。", SPLIT),
    "sheets.not_a_spreadsheet": ("文件内容不是电子表格（无论扩展名是什么）。", SAVE_AS_XLSX),
    "sheets.html": ("文件内容是网页（HTML），只是扩展名写成了表格。", SAVE_AS_XLSX),
    "sheets.xml_spreadsheet": ("文件是“XML 电子表格 2003”格式，系统不读取这种格式。", SAVE_AS_XLSX),
    "sheets.word_document": ("文件是文字处理或演示文稿，不是电子表格。", SAVE_AS_XLSX),
    "sheets.binary_workbook": ("文件是 .xlsb 二进制工作簿，系统不读取这种格式。", SAVE_AS_XLSX),
    "sheets.old_workbook": ("文件是 Excel 95 或更早的格式，系统不读取这种格式。", SAVE_AS_XLSX),
    "sheets.encrypted": ("文件设有打开密码，系统无法读取。", "请取消打开密码（文件—加密）后保存并重新上传。"),
    "sheets.macros": ("文件中含有宏程序，为了安全不予读取。", SAVE_AS_XLSX),
    "sheets.external_links": ("文件中有指向其他文件的外部链接，为了安全不予读取。", NEW_WORKBOOK),
    "sheets.dtd": ("文件内部含有 DTD 或实体声明，正常的表格不会有，为了安全不予读取。", NEW_WORKBOOK),
    "sheets.zip_bomb": ("文件解压后大得异常，为了安全不予读取。", NEW_WORKBOOK),
    "sheets.nested_archive": ("文件里还嵌有另一个压缩包或文档，为了安全不予读取。", NEW_WORKBOOK),
    "sheets.lying_sizes": ("文件内部登记的大小与实际不符，文件已损坏或被改动过。", EXPORT_AGAIN),
    "sheets.too_many_entries": ("文件内部有 {count} 个部件，正常的表格不会这么多。", NEW_WORKBOOK),
    "sheets.bad_entry_names": ("文件内部部件的名称不合规（为空、重复或指向上级目录）。", NEW_WORKBOOK),
    "sheets.damaged": ("文件不完整或已损坏，无法打开。", EXPORT_AGAIN),
    "sheets.too_many_columns": ("工作表有 {count} 列，超过 {limit} 列的上限。", SPLIT),
    "sheets.too_many_rows": ("工作表有 {count} 行，超过 {limit} 行的上限。", SPLIT),
    "sheets.too_many_cells": ("工作表从第一个到最后一个有内容的单元格（{last}）范围过大。", SPLIT),
    "sheets.too_many_strings": ("文件内部登记的文字条目超过 {limit} 条。", NEW_WORKBOOK),
    "sheets.too_many_merges": ("工作表里合并的单元格超过 {limit} 处。", "请取消合并单元格后保存并重新上传。"),
    "sheets.too_many_sheets": (
        "工作簿有 {count} 张可见的工作表，超过 {limit} 张的上限。",
        "请只保留名册所在的工作表。",
    ),
    "sheets.cell_too_long": ("有单元格的文字超过 {limit} 个字符（{where}）。", "请检查该单元格，缩短内容后重新上传。"),
    "sheets.no_visible_sheet": ("工作簿里没有可见的工作表。", "请取消隐藏名册所在的工作表后重新上传。"),
    "sheets.no_rows": ("表格里没有任何内容。", "请确认名册已填写并保存后重新上传。"),
    "sheets.csv_encoding": (
        "文本文件的编码无法识别（不是 UTF-8，也不是 GB18030）。",
        "请另存为“CSV UTF-8”或 .xlsx 格式后重新上传。",
    ),
    "sheets.csv_mixed_encoding": (
        "文本文件前后编码不一致，第 {line} 行附近与其他行不同。",
        "请不要把两份编码不同的文件直接拼接；请另存为“CSV UTF-8”或 .xlsx 格式后重新上传。",
    ),
    "sheets.csv_nul": ("文本文件里有空字符（NUL），内容不可靠。", EXPORT_AGAIN),
    "sheets.csv_unclosed_quote": (
        "文本文件里有一个双引号没有配对，从第 {line} 行起无法分列。",
        "请检查该行的双引号，或另存为 .xlsx 格式后重新上传。",
    ),
    "sheets.reader_stopped": ("读取这个文件时程序被迫中止，文件结构异常或所需内存过大。", NEW_WORKBOOK),
    "sheets.reader_timeout": ("读取这个文件的时间超过上限，文件结构异常或过大。", SPLIT),
    "sheets.reader_memory": ("读取这个文件需要的内存超过上限。", SPLIT),
}

WARNING_TEXTS: dict[SheetWarning, str] = {
    SheetWarning.HIDDEN_SHEETS: "工作簿里有隐藏的工作表，没有读取。",
    SheetWarning.SEVERAL_SHEETS: "工作簿里有多张工作表，只读取了其中一张。",
    SheetWarning.HIDDEN_ROWS: "工作表里有隐藏的行（可能是筛选造成的），这些行也已读取。",
    SheetWarning.HIDDEN_COLUMNS: "工作表里有隐藏的列，这些列也已读取。",
    SheetWarning.FORMULAS: "工作表里有公式，读取的是公式上次计算的结果。",
    SheetWarning.FORMULAS_WITHOUT_VALUE: "有的公式没有保存计算结果，读取为空白；请打开原件重新计算并保存。",
    SheetWarning.ERROR_CELLS: "有的单元格是错误值（如 #REF!、#N/A），请更正。",
    SheetWarning.DATE_1904: "工作簿使用 1904 日期系统，日期已按该系统换算。",
    SheetWarning.CONTROL_CHARACTERS: "有的单元格里有不可见的控制字符，读取时已去掉。",
    SheetWarning.GARBLED_TEXT: "文件里有疑似乱码的文字，请核对姓名和地址。",
    SheetWarning.LONG_NUMBERS: "有 15 位以上的号码按数字保存，末几位可能已经失真；请把该列设为文本后重新填写。",
    SheetWarning.MERGED_DATA_CELLS: "数据区有合并的单元格，只有左上角的一格有内容。",
    SheetWarning.RAGGED_ROWS: "有的行列数与表头不一致，请核对是否错列。",
}


def refuse(code: str, **facts: str | int) -> Invalid:
    """The refusal for `code`: what happened, that nothing was stored, what to do; raise what it returns.

    `facts` fill the sentence and must not carry personal data. Unknown codes raise KeyError: a fault of ours.
    """
    happened, to_do = REFUSAL_TEXTS[code]
    return Invalid(code, happened.format(**facts) + NOTHING_STORED, next_step=to_do)
