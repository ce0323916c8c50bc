"""Reads the table of contents of an xlsx: sheets in order, which are hidden, where their parts are, the date system."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from yinqiao.platform.sheets.limits import ReadLimits
from yinqiao.platform.sheets.refusals import refuse
from yinqiao.platform.sheets.zipcheck import ZipEntry, read_part


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet of the workbook; `part` is its name inside the container, None for chart sheets."""

    name: str
    is_visible: bool
    part: str | None


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets in the order of their tabs, and whether dates count from 1904."""

    sheets: tuple[SheetPart, ...]
    date1904: bool


def read_workbook(content: bytes, entries: tuple[ZipEntry, ...], limits: ReadLimits) -> Workbook:
    """The table of contents; raises Invalid when it is damaged, has a document type or points outside the file."""
    root = parse_part(content, entries, "xl/workbook.xml", limits)
    relations = parse_part(content, entries, "xl/_rels/workbook.xml.rels", limits)
    if root is None or relations is None:
        raise refuse("sheets.damaged")
    targets: dict[str, str] = {}
    for relation in relations:
        if relation.get("TargetMode") == "External" or relation.get("Type", "").endswith("/externalLink"):
            raise refuse("sheets.external_links")
        if relation.get("Type", "").endswith("/worksheet"):
            targets[relation.get("Id", "")] = _resolve(relation.get("Target", ""))
    names = {entry.name for entry in entries}
    sheets = []
    for node in root.iter():
        if local_name(node) != "sheet":
            continue
        link = next((value for key, value in node.attrib.items() if key.endswith("}id")), "")
        part = targets.get(link)
        sheets.append(
            SheetPart(node.get("name", ""), node.get("state", "visible") == "visible", part if part in names else None)
        )
    date1904 = any(local_name(node) == "workbookPr" and node.get("date1904") in ("1", "true", "on") for node in root)
    return Workbook(tuple(sheets), date1904)


def parse_part(content: bytes, entries: tuple[ZipEntry, ...], name: str, limits: ReadLimits) -> Element | None:
    """A small XML part as a tree, None when it is absent; raises Invalid for damage and document types."""
    body = read_part(content, entries, name, limits)
    if body is None:
        return None
    try:
        return fromstring(body, forbid_dtd=True)
    except DefusedXmlException as error:
        raise refuse("sheets.dtd") from error
    except (ParseError, ValueError, LookupError) as error:
        raise refuse("sheets.damaged") from error


def local_name(node: Element) -> str:
    """The tag without its namespace."""
    return node.tag.rpartition("}")[2]


def _resolve(target: str) -> str:
    """A target of workbook.xml.rels as a part name: relative to xl/ unless it begins with a slash."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join("xl", target))
