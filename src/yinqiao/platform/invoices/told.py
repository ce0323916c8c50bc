"""What an invoice says: the shape, and the names under which issuers say it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ReadInvoice:
    """What could be read, as text in normal form (`123.45`, `2026-03-02`); empty where it was not said, or said twice."""

    code: str = ""
    number: str = ""
    amount: str = ""
    issued_on: str = ""
    issuer: str = ""
    fund: str = ""
    own: str = ""

    @property
    def is_read(self) -> bool:
        """Whether it is an invoice at all: a number and a sum."""
        return bool(self.number and self.amount)

    def packed(self) -> dict[str, str]:
        """As it goes from the child to the parent."""
        return asdict(self)


# Elements, by field, the surest first: fully digitalised invoices 数电票, the earlier electronic ones, those of finance 财政票据.
ELEMENTS: Final = {
    "code": ("EInvoiceCode", "InvoiceCode"),
    "number": ("EInvoiceNumber", "InvoiceNumber", "InvoiceNo", "EIid"),
    "amount": ("TotalTax-includedAmount", "TaxInclusiveTotalAmount", "TotalAmount"),
    "issued_on": ("IssueTime", "IssueDate", "RequestTime"),
    "issuer": ("SellerName", "InvoicingPartyName"),
}
# The same as people read it, on pages and in pairs of a name and a value.
LABELS: Final = {
    "code": ("票据代码", "发票代码"),
    "number": ("票据号码", "发票号码"),
    "amount": ("价税合计", "金额合计", "小写"),
    "issued_on": ("开票日期",),
    "issuer": ("收款单位", "销售方名称"),
    "fund": ("医保统筹基金支付",),
    "own": ("个人自费",),
}
