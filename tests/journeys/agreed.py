"""Two sides bring an agreement from its draft on file, in the browser, looking at every page on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from tests.journeys.walk import Visit

FIRM = "中湘第三建设集团有限公司（演示）"
STREET = "岳麓区 · 岳麓街道"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n"
SCAN = {"name": "扫描件.pdf", "mimeType": "application/pdf", "buffer": PDF}
TODAY = timezone.localdate().isoformat()


@dataclass(frozen=True)
class Sides:
    """Who sits at the table."""

    firm: Visit
    street: Visit
    district: Visit


@dataclass(frozen=True)
class Wanted:
    """What the draft says, under which number it is filed, and the first words of its pictures' names, if any are taken."""

    numbers: Mapping[str, str]
    covered: str
    filed_no: str
    instalments: Sequence[tuple[str, str, str]] = field(default=())
    pictures: str = ""

    def picture(self, name: str) -> str:
        """The name of a picture; empty where none is taken."""
        return f"{self.pictures}-{name}" if self.pictures else ""


def agree(sides: Sides, wanted: Wanted) -> str:
    """Draft, propose, agree, sign, file; the address of the agreement."""
    address = _draft(sides.firm, wanted)
    firm, street, district = sides.firm, sides.street, sides.district
    for _ in range(2):
        firm.send("提请对方答复")
        firm.look()
    firm.says("待对方答复")
    street.go(address)
    street.look(wanted.picture("proposed"))
    for _ in range(2):
        street.send("同意")
        street.look()
    firm.go(address)
    firm.look()
    firm.click("登记签署")
    firm.page.fill("[name=signed_on]", TODAY)
    firm.page.check("[name=verified]")
    firm.page.set_input_files("input[type=file]", [SCAN])
    firm.look(wanted.picture("sign"))
    firm.send("登记签署")
    firm.look()
    district.go(address)
    district.look()
    district.click("登记备案")
    district.page.fill("[name=filed_no]", wanted.filed_no)
    district.page.fill("[name=filed_on]", TODAY)
    district.look()
    district.send("登记备案")
    district.look(wanted.picture("filed"))
    return address


def _draft(firm: Visit, wanted: Wanted) -> str:
    firm.go("/agreements/")
    firm.look()
    firm.click("起草移交协议")
    firm.page.locator("[name=enterprise]").select_option(label=FIRM)
    firm.page.locator("[name=place]").select_option(label=STREET)
    for name, value in wanted.numbers.items():
        firm.page.fill(f"[name={name}]", value)
    for row, (kind, amount, due_on) in enumerate(wanted.instalments):
        firm.page.locator("[name=instalments_kind]").nth(row).select_option(label=kind)
        firm.page.locator("[name=instalments_amount]").nth(row).fill(amount)
        firm.page.locator("[name=instalments_due]").nth(row).fill(due_on)
    firm.page.fill("[name=covered]", wanted.covered)
    firm.page.fill("[name=retained]", "统筹外补贴。")
    firm.page.fill("[name=starts_on]", TODAY)
    firm.page.fill("[name=ends_on]", "2030-10-31")
    firm.look(wanted.picture("draft"))
    firm.send("保存草稿")
    firm.look()
    return firm.address()


def pay(firm: Visit, agreement: str, number: str, picture: str = "") -> None:
    """Note the next payment with its voucher; amount and kind are those that are due next."""
    firm.go(agreement)
    firm.look()
    firm.click("移交经费")
    firm.look()
    firm.click("登记付款")
    firm.page.fill("[name=paid_on]", TODAY)
    firm.page.fill("[name=voucher_no]", number)
    firm.page.set_input_files("input[type=file]", [SCAN])
    firm.look(picture)
    firm.send("登记")
    firm.says("已登记，等待接收方确认到账。")
    firm.look()


def confirm(visit: Visit, number: int, picture: str = "") -> None:
    """On the page of an agreement's money: say that a payment has come."""
    visit.follow(visit.page.locator(f"#payment-{number}").get_by_role("link", name="确认到账"))
    visit.page.check("[name=verified]")
    visit.look(picture)
    visit.send("确认到账")
    visit.says("已确认到账。")
    visit.look()
