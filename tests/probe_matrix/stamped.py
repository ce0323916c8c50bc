"""Printed papers in the matrix: on each side a paper, an order, a scan with a page that waits; templates of the offices."""

from __future__ import annotations

import io
from uuid import UUID

from django.utils import timezone
from PIL import Image

from tests.probe_matrix.city import CITY, DISTRICT, HOMES, STREET, City, clerk, firm_clerk
from yinqiao.areas.papers import services
from yinqiao.areas.papers.models import Paper, ScanPage
from yinqiao.areas.papers.types import NewScan, NewTemplate
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.papers.builtin import built_in
from yinqiao.platform.papers.kinds import papers

LETTER, CARD = "routine-introduction", "handover-contact-card"
KEEPERS = {"street_officer": STREET, "district_manager": DISTRICT, "city_manager": CITY}


def _lay_side(city: City, side: str) -> None:
    firm, at, subject = firm_clerk(city, side), city.at, str(city.targets["confirmed_person"][side])
    city.put("paper", side, services.print_paper(actor=firm, at=at, kind=LETTER, subject_id=subject))
    order_id = services.order_printing(actor=firm, at=at, kind=LETTER, subjects=[subject])
    services.carry_out_printing(actor=firm, at=at, printing_id=order_id)
    city.put("printing", side, order_id)
    blank = io.BytesIO()
    page = Image.new("RGB", (300, 400), "white")
    page.save(blank, "PDF")
    scan_id = services.take_scan(actor=firm, at=at, new=NewScan(io.BytesIO(blank.getvalue()), "扫描.pdf"))
    services.read_scan_pages(actor=firm, at=at, scan_id=scan_id)
    city.put("scan", side, scan_id)
    with acting(Actor.system("matrix")):
        city.put("scan_page", side, ScanPage.objects.get(scan_id=scan_id).pk)


def _template(city: City, keeper: Actor) -> UUID:
    content, suffix = built_in(papers.kinds[CARD])
    new = NewTemplate(CARD, io.BytesIO(content), f"模板{suffix}", timezone.localdate(city.at))
    return services.send_template(actor=keeper, at=city.at, new=new)


def lay_stamped(city: City) -> None:
    """Papers of every side's enterprise, a template of each office; called when the months stand."""
    for side in HOMES:
        _lay_side(city, side)
    for role, code in KEEPERS.items():
        city.put("kept_template", f"own.{role}", _template(city, clerk(role, code)))
    others = _template(city, clerk("street_officer", "430105001000"))
    city.put("template", "own", city.targets["kept_template"]["own.city_manager"])
    for kind in ("template", "kept_template"):
        for side in ("sibling", "other"):
            city.put(kind, side, others)


def number_of_paper(page_id: UUID | None) -> str:
    """The number of a paper of the office whose page it is."""
    with acting(Actor.system("matrix")):
        page = ScanPage.objects.filter(pk=page_id).first()
        found = Paper.objects.filter(enterprise_id=page.enterprise_id if page else None).order_by("serial").first()
    return found.number if found else "无"
