"""What electronic invoices say, of each kind, and what is no invoice: bombs, entities, broken files, pictures."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.invoices.confined import kind_of, read
from yinqiao.platform.invoices.tests.invoices import FINANCE, PAGE, TAX, ofd, pdf
from yinqiao.platform.invoices.told import ReadInvoice

pytestmark = pytest.mark.fast


def test_an_invoice_of_finance_is_read_with_what_the_fund_paid() -> None:
    found = read(FINANCE.encode())
    assert found == ReadInvoice(
        "43060126", "0012345678", "1256.80", "2026-02-10", "示例市第一人民医院", "0.00", "56.80"
    )


def test_a_fully_digitalised_invoice_is_read_without_a_code() -> None:
    assert read(TAX.encode()) == ReadInvoice("", "26430000000012345678", "300.00", "2026-02-11", "示例大药房有限公司")


def test_an_ofd_says_what_is_attached_to_it_before_what_stands_in_its_head() -> None:
    assert read(ofd(within=TAX)).number == "26430000000012345678"
    assert read(ofd()) == ReadInvoice("043002000111", "12345678", "80.50", "2026-02-12")


def test_a_pdf_says_it_in_its_text() -> None:
    assert read(pdf(PAGE)) == ReadInvoice(
        "43060226", "0098765432", "12345.60", "2026-02-13", "示例市中心医院", "9000.00", "345.60"
    )


def test_what_is_said_twice_differently_is_not_read() -> None:
    doubled = FINANCE.replace("</Main>", "<TotalAmount>1.00</TotalAmount></Main>")
    assert read(doubled.encode()).amount == ""
    assert not read(doubled.encode()).is_read


def test_a_sound_file_that_is_no_invoice_says_nothing() -> None:
    assert read(b"<a><b>1</b></a>") == ReadInvoice()
    assert read(pdf("a letter")) == ReadInvoice()


_LAUGHS = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>'
_STRANGER = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("OFD.xml", "<a/>")
        container.writestr("Doc_0/Attachs/invoice.xml", b" " * (70 * 2**20))
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<a>", b"<a/><b/>", _LAUGHS.encode(), _STRANGER.encode(), b"%PDF-1.7\nnothing", b"PK\x03\x04 nothing",
        ofd(within=_STRANGER), ofd(within="<a>"), _bomb(), b"<a>" + b"x" * (5 * 2**20) + b"</a>", ofd()[:-30],
    ],
    ids=["empty", "cut", "two roots", "entities", "outside", "no pdf", "no zip", "outside within", "cut within", "bomb", "huge", "cut ofd"],
)  # fmt: skip
def test_what_is_broken_or_meant_to_harm_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read(content)
    assert refused.value.code == "invoices.damaged" and "file" in refused.value.fields


def test_a_zip_that_is_no_ofd_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as container:
        container.writestr("invoice.xml", TAX)
    with pytest.raises(Invalid):
        read(packed.getvalue())


def test_noise_is_refused_or_says_nothing() -> None:
    chance = random.Random(5)
    for start in (b"PK\x03\x04", b"%PDF-", b"<"):
        noise = start + chance.randbytes(3000)
        try:
            assert read(noise) == ReadInvoice()
        except Invalid as refused:
            assert refused.code == "invoices.damaged"


def test_a_picture_is_kept_and_not_read() -> None:
    assert kind_of(b"\xff\xd8\xff\xe0") is None
    assert kind_of(b"\xef\xbb\xbf<?xml") == ("text/xml", ".xml")
