"""Every form that a person of a room comes to by its links, filled in rightly but for one field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from lxml import html

from yinqiao.areas.retirees.tests.browser import Browser
from yinqiao.kernel.errors import DomainError

MOST_PAGES = 60
LONG = "长" * 5000
# By the kind of field: what nobody should type, and somebody does.
BAD = {
    "date": ("0001-01-01", "9999-12-31", "2027-02-29", "昨天"),
    "number": ("-1", "99999999999999999999", "1e400", "NaN", "0.005", "１２"),
    "text": (LONG, "甲\x00乙", "=cmd|' /C calc'!A0", "\u202e\u200b䶮"),
    "choice": ("没有这一项", "-1", "00000000-0000-0000-0000-000000000000"),
}
_RIGHT = {"number": "3", "time": "09:30", "month": "2026-03", "checkbox": "on"}


def pages_of(browser: Browser, *starts: str) -> Iterator[tuple[str, Any]]:
    """Each page of the room, reached from `starts` by links of the same beginning: its address and its tree."""
    room = "/" + "/".join(starts[0].strip("/").split("/")[:2]) + "/"
    waiting, seen = list(starts), set(starts)
    while waiting and len(seen) <= MOST_PAGES:
        address = waiting.pop(0)
        try:
            answer = browser.ask(address)
        except DomainError:
            continue
        if answer.status_code != 200 or "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        tree = html.fromstring(getattr(answer, "content", b"<p></p>") or b"<p></p>")
        yield address, tree
        links = [str(one).split("#")[0] for one in tree.xpath("//main//a/@href")]
        new = [
            one for one in dict.fromkeys(links) if one.startswith(room[: room.index("/", 1) + 1]) and one not in seen
        ]
        seen.update(new)
        waiting += new


def forms_of(address: str, tree: Any) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    """Where each form of a page goes, what stands in it when it is filled in rightly, and of which kind each field is."""
    for form in tree.xpath("//main//form[@method='post']"):
        kinds: dict[str, str] = {}
        right: dict[str, str] = {}
        for field in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]"):
            name = field.get("name")
            if name in kinds or name == "csrfmiddlewaretoken" or field.get("type") in ("file", "submit"):
                continue
            kinds[name], right[name] = _kind(field), _right(field, form)
        yield (form.get("action") or address), right, kinds


def _kind(field: Any) -> str:
    if field.tag == "select" or field.get("type") in ("radio", "checkbox", "hidden"):
        return "choice"
    if field.get("type") == "date":
        return "date"
    return "number" if field.get("type") == "number" or field.get("inputmode") in ("numeric", "decimal") else "text"


def _right(field: Any, form: Any) -> str:
    if field.tag == "select":
        return next((one for one in field.xpath(".//option/@value") if one), "")
    if field.get("type") == "radio":
        return str(form.xpath(f".//input[@name='{field.get('name')}']/@value")[0])
    if field.get("type") == "hidden" or field.get("value"):
        return str(field.get("value") or "")
    kind = "number" if field.get("inputmode") in ("numeric", "decimal") else field.get("type", "text")
    return timezone.localdate().isoformat() if kind == "date" else _RIGHT.get(kind, "按规定办理")


def sent(browser: Browser, address: str, data: dict[str, str]) -> str:
    """Send a form and take back whatever came of it: its status, or the code of a refusal. A fault of the server is raised."""
    with transaction.atomic():
        try:
            told = str(browser.ask(address, data).status_code)
        except DomainError as refusal:
            told = refusal.code
        transaction.set_rollback(True)
    return told
