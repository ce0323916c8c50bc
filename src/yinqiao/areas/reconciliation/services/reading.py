"""Reads a statement: unpacked within limits, opened in the confined child, every line whole or the file refused by its line.

WeChat Pay 交易账单 as it is published: a header, cells that begin with a backquote, a line of sums at the end. A bank's: any
order and wording of columns; where balances are told, each must follow from the one before.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

import polars as pl

from yinqiao.areas.reconciliation import errors
from yinqiao.areas.reconciliation.types import MAX_BYTES, MAX_LINES, Read
from yinqiao.platform.sheets.headers import match_headers
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.types import FieldSpec, SheetTable

FIELDS: Final = (
    FieldSpec("on_day", "交易日期", ("记账日期", "日期", "交易时间", "入账日期", "记账时间", "交易日"), required=True),
    FieldSpec("income", "收入金额", ("收入", "贷方发生额", "贷方金额", "贷方", "存入", "存入金额", "转入金额", "收方金额")),
    FieldSpec("outgo", "支出金额", ("支出", "借方发生额", "借方金额", "借方", "支取", "支取金额", "转出金额", "付方金额")),
    FieldSpec("amount", "发生额", ("交易金额", "金额", "发生金额")),
    FieldSpec("side", "借贷标志", ("借贷", "借/贷", "收支", "收支标志", "借贷方向", "收/支")),
    FieldSpec("balance", "余额", ("账户余额", "本次余额", "当前余额", "余额（元）")),
    FieldSpec("number", "凭证号", ("凭证号码", "交易流水号", "流水号", "回单编号", "回单号", "业务流水号", "凭证编号", "交易流水")),
    FieldSpec("party", "对方户名", ("对方名称", "对方账户名称", "交易对手", "收/付方名称", "对方单位", "收付款人")),
    FieldSpec("words", "摘要", ("附言", "用途", "备注", "交易摘要", "摘要说明", "交易附言", "转账附言")),
)  # fmt: skip
_WECHAT: Final = {
    "交易时间": "on_day", "商户号": "merchant", "微信订单号": "provider", "商户订单号": "number", "交易状态": "status",
    "应结订单金额": "paid", "微信退款单号": "refund", "商户退款单号": "refund_no", "退款金额": "back", "手续费": "fee",
    "商品名称": "words",
}  # fmt: skip
_SUMS: Final = {"总交易单数": "count", "应结订单总金额": "paid", "退款总金额": "back", "手续费总金额": "fee"}
_LONGEST: Final = {"number": 64, "party": 100, "words": 200}
_OUT_WORDS: Final = ("借", "支", "付", "D", "DR", "支出")
_AMOUNT = r"^-?\d{1,11}(\.\d{1,2})?$"
# A run of eleven digits or more is an account, an identity paper or a phone: its end alone is kept.
_LONG_NUMBER = r"\d{7,}(\d{4}|\d{3}[Xx])"


def unpack(content: bytes) -> bytes:
    """A file that came as gz, unpacked no further than it may be large; other bytes as they are."""
    if content[:2] != b"\x1f\x8b":
        plain = content
    else:
        inflater = zlib.decompressobj(wbits=31)
        try:
            plain = inflater.decompress(content, MAX_BYTES + 1)
        except zlib.error:
            raise errors.not_readable("压缩文件已损坏，不能解压。") from None
        if len(plain) <= MAX_BYTES and not inflater.eof:
            raise errors.not_readable("压缩文件不完整。")
    if len(plain) > MAX_BYTES:
        raise errors.file_too_large(MAX_BYTES)
    return plain


def read_wechat(content: bytes) -> tuple[Read, pl.DataFrame]:
    """The lines of 交易账单 and their sums, which must be those of its last line."""
    table = read_sheet(content, header_words=_WECHAT)
    frame = table.frame.with_columns(pl.col(table.column_names).str.strip_prefix("`").str.strip_chars())
    head = _row_of(frame, table, "交易时间")
    foot = _row_of(frame, table, "总交易单数")
    if head is None or foot is None:
        raise errors.not_readable("没有找到交易账单的表头或最后的合计行，不是微信支付的交易账单，或者下载不完整。")
    names = {frame[column][head]: column for column in table.column_names}
    if missing := [one for one in _WECHAT if one not in names]:
        raise errors.not_readable(f"交易账单缺少“{'、'.join(missing)}”列。")
    rows = frame[head + 1 : foot].select(
        "row_no", *(pl.col(names[header]).fill_null("").alias(name) for header, name in _WECHAT.items())
    )
    lines = _dated(rows)
    for name in ("paid", "back", "fee"):
        lines = _priced(lines, name)
    is_back = pl.col("status") == "REFUND"
    _require(lines, is_back | (pl.col("status") == "SUCCESS") | (pl.col("status") == "REVOKED"), "交易状态不认识。")
    _require_sums(frame, table, foot, lines)
    kept = lines.filter(pl.col("status") != "REVOKED").select(
        "row_no", "on_day", fen=pl.when(is_back).then(-pl.col("back")).otherwise(pl.col("paid")),
        number=pl.when(is_back).then("refund_no").otherwise("number"), party=pl.lit(""), words="words",
        key=pl.when(is_back).then("refund").otherwise("provider"),
    )  # fmt: skip
    _require(kept, pl.col("key") != "", "缺少微信订单号或退款单号。")
    return _told(kept, int(lines["fee"].sum())), _cut(kept)


def _row_of(frame: pl.DataFrame, table: SheetTable, word: str) -> int | None:
    found = frame[table.column_names[0]].index_of(word) if table.column_names else None
    return int(found) if found is not None else None


def _require_sums(frame: pl.DataFrame, table: SheetTable, foot: int, lines: pl.DataFrame) -> None:
    """The file is whole: as many lines, and as much money, as its last line says."""
    if frame.height <= foot + 1:
        raise errors.not_readable("最后的合计行没有内容，下载不完整。")
    told = {frame[column][foot]: frame[column][foot + 1] for column in table.column_names}
    sums = {"count": lines.height, **{name: int(lines[name].sum()) for name in ("paid", "back", "fee")}}
    row_no = int(frame["row_no"][foot + 1])
    for header, name in _SUMS.items():
        said = told.get(header) or ""
        if name == "count":
            is_same = said == str(lines.height)
        else:
            is_same = _fens(pl.Series([said.removeprefix("`")]))[0] == sums[name]
        if not is_same:
            raise errors.not_readable(f"合计行的“{header}”与各行相加不一致，文件不完整或被改动过。", row_no)


def read_bank(content: bytes, remembered: Mapping[str, str]) -> tuple[Read, pl.DataFrame]:
    """The lines of a bank's statement; its balances, where it tells them, must follow one from the other."""
    table = read_sheet(content, header_words=[word for one in FIELDS for word in (one.label, *one.synonyms)])
    header = match_headers(table, FIELDS, remembered)
    columns = header.mapping()
    if "on_day" not in columns or not ({"income", "outgo", "amount"} & columns.keys()):
        raise errors.not_readable("没有认出“交易日期”和“收入、支出”（或“发生额”）列。请保留银行导出的表头。")
    skipped = [*header.footer_rows, *header.repeated_header_rows]
    body = table.frame.filter((pl.col("row_no") >= header.first_data_row) & ~pl.col("row_no").is_in(skipped))
    rows = body.select(
        "row_no", *(_text(columns.get(one.name)).alias(one.name) for one in FIELDS)
    ).filter(pl.col("on_day") != "")  # fmt: skip
    lines = _dated(rows)
    for name in ("income", "outgo", "amount", "balance"):
        lines = _priced(lines, name)
    outward = pl.col("side").str.to_uppercase().str.strip_chars().is_in(_OUT_WORDS)
    single = pl.when(outward).then(-pl.col("amount").abs()).otherwise(pl.col("amount"))
    both = pl.col("income").abs() - pl.col("outgo").abs()
    lines = lines.with_columns(fen=pl.when(both != 0).then(both).otherwise(single))
    _require(lines, pl.col("fen") != 0, "收入和支出都没有金额。")
    opening, closing, lines = _balances(lines, has_balance="balance" in columns)
    nth = pl.int_range(pl.len()).over("on_day", "fen", "balance", "number", "party", "words")
    parts = ("on_day", "fen", "balance", "number", "party", "words")
    texts = pl.concat_str([pl.col(one).cast(pl.String) for one in parts] + [nth.cast(pl.String)], separator="|")
    keys = [blake2b(one.encode(), digest_size=16).hexdigest() for one in lines.select(texts.alias("text"))["text"]]
    kept = lines.select("row_no", "on_day", "fen", "number", "party", "words", pl.Series("key", keys, pl.String))
    told = _told(kept, 0)
    return Read(told.first_on, told.last_on, told.in_fen, told.out_fen, 0, opening, closing), _cut(kept)


def _text(column: str | None) -> pl.Expr:
    return pl.col(column).fill_null("").str.strip_chars().str.strip_prefix("`") if column else pl.lit("")


def _balances(lines: pl.DataFrame, *, has_balance: bool) -> tuple[int | None, int | None, pl.DataFrame]:
    """Balance before and after, and the lines the earliest first; banks list either way."""
    if not has_balance:
        return None, None, lines
    follows = pl.col("balance") == pl.col("balance").shift(1) + pl.col("fen")
    broken = lines.filter(~follows.fill_null(True))
    if broken.height:
        backward = lines.reverse()
        if backward.filter(~follows.fill_null(True)).height:
            raise errors.not_readable(
                "余额与上一行的余额加减本行金额不符，文件缺行或被改动过。", int(broken["row_no"][0])
            )
        lines = backward
    return int(lines["balance"][0] - lines["fen"][0]), int(lines["balance"][-1]), lines


def _dated(rows: pl.DataFrame) -> pl.DataFrame:
    if not rows.height:
        raise errors.not_readable("文件里没有一行明细。")
    if rows.height > MAX_LINES:
        raise errors.not_readable(f"超过 {MAX_LINES} 行，请按月分别下载。")
    told = pl.col("on_day").str.extract_groups(r"^(\d{4})\D?(\d{1,2})\D?(\d{1,2})")
    texts = pl.concat_str(
        [told.struct[0], told.struct[1].str.zfill(2), told.struct[2].str.zfill(2)], separator="-"
    ).str.to_date("%Y-%m-%d", strict=False)  # fmt: skip
    lines = rows.with_columns(on_day=texts)
    _require(lines, pl.col("on_day").is_not_null(), "日期不能识别。")
    return lines


def _priced(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    plain = _plain(pl.col(name))
    _require(rows, (plain == "") | plain.str.contains(_AMOUNT), "金额不能识别。")
    return rows.with_columns(_fen_of(plain).alias(name))


def _plain(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(r"[,，￥¥\s`+]", "").str.replace(r"^[-—]+$", "")


def _fen_of(plain: pl.Expr) -> pl.Expr:
    """Yuan as fen, by its digits: no fraction of a fen comes from a float."""
    whole = plain.str.extract(r"^-?(\d+)").cast(pl.Int64).fill_null(0)
    cents = plain.str.extract(r"\.(\d{1,2})$").fill_null("").str.pad_end(2, "0").cast(pl.Int64)
    return (whole * 100 + cents) * pl.when(plain.str.starts_with("-")).then(-1).otherwise(1)


def _fens(texts: pl.Series) -> list[int]:
    return texts.to_frame("x").select(_fen_of(_plain(pl.col("x"))))["x"].to_list()


def _require(lines: pl.DataFrame, holds: pl.Expr, text: str) -> None:
    wrong = lines.filter(~holds)
    if wrong.height:
        raise errors.not_readable(text, int(wrong["row_no"][0]))


def _told(lines: pl.DataFrame, fee: int) -> Read:
    if not lines.height:
        raise errors.not_readable("文件里没有一行明细。")
    came = lines.filter(pl.col("fen") > 0)["fen"].sum()
    went = lines.filter(pl.col("fen") < 0)["fen"].sum()
    first, last = lines["on_day"].min(), lines["on_day"].max()
    return Read(first, last, int(came), int(went), int(fee))  # type: ignore[arg-type]


def _cut(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.with_columns(pl.col(name).str.slice(0, most) for name, most in _LONGEST.items())


def masked(lines: pl.DataFrame) -> pl.DataFrame:
    """What is kept of names and words: no number of an account, a paper or a phone as a whole."""
    return lines.with_columns(pl.col("party", "words").str.replace_all(_LONG_NUMBER, "…${1}"))
