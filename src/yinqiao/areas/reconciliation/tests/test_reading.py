"""Statements read: as published, packed, in any order; hostile, cut or changed ones refused in words with the line."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from yinqiao.areas.reconciliation.services.reading import masked, read_bank, read_wechat, unpack
from yinqiao.areas.reconciliation.tests.statements import bank, given_back, paid, wechat
from yinqiao.areas.reconciliation.types import MAX_BYTES
from yinqiao.kernel.errors import Invalid

DAY = date(2026, 3, 2)
TWO = (paid("DF1", 2500, DAY), given_back("DF1", "TK1", 700, DAY))
ROWS = ((DAY, 2500, "C-0001", "存入"), (DAY, -500, "S-0002", "上缴"))


def test_the_providers_statement_is_read_as_published_and_packed() -> None:
    for content in (wechat(*TWO), unpack(gzip.compress(wechat(*TWO)))):
        told, lines = read_wechat(content)
        assert (told.in_fen, told.out_fen, told.fee_fen, told.first_on) == (2500, -700, 1, DAY)
        assert lines.select("fen", "number", "row_no").rows() == [(2500, "DF1", 2), (-700, "TK1", 3)]


def test_a_banks_statement_is_read_in_either_order_and_its_balances_follow() -> None:
    told, lines = read_bank(bank(*ROWS, opening=100), {})
    assert (told.opening_fen, told.closing_fen, lines["fen"].to_list()) == (100, 2100, [2500, -500])
    head, *rows = bank(*ROWS, opening=100).decode("gb18030").split("\n")
    told, lines = read_bank("\n".join([head, *reversed(rows)]).encode(), {})
    assert (told.opening_fen, told.closing_fen, lines["fen"].to_list()) == (100, 2100, [2500, -500])
    assert masked(lines)["party"][0] == "某某 …3445"


def test_a_bank_that_tells_a_side_and_its_own_headers_is_understood_once_they_were_explained() -> None:
    text = '记账日,借贷标志,发生额\n2026年3月2日,贷,"1,025.00"\n2026-03-03,借,￥5\n'
    with pytest.raises(Invalid) as refusal:
        read_bank(text.replace("记账日,", "何时,").replace("发生额", "数").encode(), {})
    assert "没有认出" in refusal.value.message
    told, _ = read_bank(text.replace("记账日,", "何时,").encode(), {"何时": "on_day"})
    assert (told.in_fen, told.out_fen, told.closing_fen) == (102500, -500, None)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (wechat(*TWO, off=1), "第 5 行：合计行的“应结订单总金额”"), (wechat(*TWO).split(b"\xe6\x80\xbb\xe4\xba\xa4")[0], "合计行"),
        (wechat(paid("DF1", 2500, DAY), [*paid("DF2", 1, DAY)[:12], "1.005", *paid("DF2", 1, DAY)[13:]]), "第 3 行：金额不能识别"),
        (wechat(["2026-13-40", *paid("DF1", 1, DAY)[1:]]), "第 2 行：日期不能识别"),
        (wechat([*paid("DF1", 1, DAY)[:9], "NEU", *paid("DF1", 1, DAY)[10:]]), "第 2 行：交易状态"),
        (wechat().replace(b"\r\n", b"\n"), "没有一行明细"), (b"<html>login</html>", "HTML"), (bank(*ROWS), "交易账单"),
    ],
)  # fmt: skip
def test_a_statement_of_the_provider_that_is_not_whole_is_refused_by_its_line(content: bytes, words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_wechat(content)
    assert words in refusal.value.message


def test_a_banks_statement_from_which_a_line_was_taken_is_refused_by_the_next() -> None:
    rows = bank(*ROWS, (DAY, 1, "", ""), (DAY, 2, "", "")).split(b"\n")
    with pytest.raises(Invalid) as refusal:
        read_bank(b"\n".join(rows[:2] + rows[3:]), {})
    assert "第 3 行：余额" in refusal.value.message
    with pytest.raises(Invalid):
        read_bank("交易日期,收入\n2026-03-02,0\n".encode(), {})


def test_what_is_packed_too_large_or_cut_is_refused_without_unpacking_it_all() -> None:
    with pytest.raises(Invalid) as refusal:
        unpack(gzip.compress(b"0" * (MAX_BYTES + 1)))
    assert refusal.value.code == "reconciliation.file_too_large"
    for broken in (gzip.compress(b"0" * 9999)[:-9], b"\x1f\x8b" + b"x" * 20):
        with pytest.raises(Invalid):
            unpack(broken)
