"""Made-up electronic invoices of each kind: as finance, as the tax side, as an OFD, as a PDF."""

from __future__ import annotations

import io
import zipfile

FINANCE = """<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EInvoiceTag>CZ-EI</EInvoiceTag><EInvoiceID>43060126000123456789</EInvoiceID></Header>
<EInvoiceData><Main><EInvoiceName>医疗门诊收费票据（电子）</EInvoiceName><EInvoiceCode>43060126</EInvoiceCode>
<EInvoiceNumber>0012345678</EInvoiceNumber><TotalAmount>1256.80</TotalAmount><IssueDate>20260210</IssueDate>
<InvoicingParty><InvoicingPartyName>示例市第一人民医院</InvoicingPartyName></InvoicingParty>
<OtherInfos><OtherInfo><InfoName>医保统筹基金支付</InfoName><InfoValue>0.00</InfoValue></OtherInfo>
<OtherInfo><InfoName>个人自费</InfoName><InfoValue>56.80</InfoValue></OtherInfo></OtherInfos></Main></EInvoiceData></EInvoice>"""
TAX = """<EInvoice><Header><EIid>26430000000012345678</EIid></Header><EInvoiceData>
<SellerInformation><SellerName>示例大药房有限公司</SellerName></SellerInformation>
<BasicInformation><TotalAmWithoutTax>297.03</TotalAmWithoutTax><TotalTaxAm>2.97</TotalTaxAm>
<TotalTax-includedAmount>300.00</TotalTax-includedAmount></BasicInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>26430000000012345678</InvoiceNumber><IssueTime>2026-02-11</IssueTime></TaxSupervisionInfo>
</EInvoice>"""
OFD = """<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas>
<ofd:CustomData Name="发票代码">043002000111</ofd:CustomData><ofd:CustomData Name="发票号码">12345678</ofd:CustomData>
<ofd:CustomData Name="开票日期">2026年02月12日</ofd:CustomData><ofd:CustomData Name="价税合计">80.5</ofd:CustomData>
</ofd:CustomDatas></ofd:DocInfo></ofd:DocBody></ofd:OFD>"""
PAGE = """医疗住院收费票据（电子）
票据代码：43060226
票据号码：0098765432
开票日期：2026-02-13
金额合计（小写）：12,345.60
医保统筹基金支付：9,000.00
个人自费：345.60
收款单位（章）：示例市中心医院
"""


def ofd(**parts: str) -> bytes:
    """An OFD with these parts beside its head; `within` is the invoice that is attached."""
    files = {"OFD.xml": OFD, "Doc_0/Document.xml": "<Document/>"}
    if within := parts.pop("within", ""):
        files["Doc_0/Attachs/original_invoice.xml"] = within
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in {**files, **parts}.items():
            container.writestr(name, text)
    return packed.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page whose text layer says this: characters by their Unicode numbers, drawn by no font of ours."""
    lines = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td\n" for line in text.splitlines())
    stream = f"BT /F1 12 Tf 50 700 Td\n{lines}ET".encode()
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange\n"
        b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/FontDescriptor 8 0 R/DW 1000>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(to_unicode), to_unicode),
        b"<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200"
        b"/CapHeight 700/StemV 80>>",
    ]
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for at, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (at, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    made += b"".join(b"%010d 00000 n \n" % at for at in places)
    made += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return bytes(made)
