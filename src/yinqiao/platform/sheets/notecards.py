"""Cell comments of an annotated workbook: the comments part, the drawing that places them, and the links to both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

AUTHOR = "银桥核对"
MAX_CARDS = 10_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_USUAL_PREFIX = 'xmlns:v="urn:schemas-microsoft-com:vml"'
_COMMENT = re.compile(r"<comment\b[^>]*?(?:/>|>.*?</comment>)", re.DOTALL)
_SHAPE = re.compile(r"<v:shape\b.*?</v:shape>", re.DOTALL)
_AUTHORS = re.compile(r"<authors>(.*?)</authors>|<authors\s*/>", re.DOTALL)
_AUTHOR = re.compile(r"<author\s*/>|<author>(.*?)</author>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Card:
    """A comment: cell reference (`C5`), row and column counted from 0, text."""

    reference: str
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class CommentsPart:
    """A comments part, the references of earlier comments that stay in it and of those that gave way."""

    text: str
    kept: frozenset[str]
    replaced: frozenset[str]


def comments_part(existing: str | None, cards: list[Card]) -> CommentsPart:
    """The comments part with `cards` in it; our own earlier comments and those of the same cells give way."""
    kept: dict[str, str] = {}
    authors: list[str] = []
    replaced: set[str] = set()
    fresh = {card.reference for card in cards}
    if existing is not None:
        found = _AUTHORS.search(existing)
        authors = [name or "" for name in _AUTHOR.findall(found.group(1) or "")] if found else []
        for comment in _COMMENT.findall(existing):
            reference = _attribute(comment, "ref")
            is_ours = _named(authors, _attribute(comment, "authorId")) == AUTHOR
            if is_ours or reference in fresh:
                replaced.add(reference)
            else:
                kept[reference] = comment
    authors.append(AUTHOR)
    ours = len(authors) - 1
    body = "".join(
        f'<comment ref="{card.reference}" authorId="{ours}"><text><r><t xml:space="preserve">{escape(card.text)}</t></r></text></comment>'
        for card in cards
    )
    names = "".join(f"<author>{name}</author>" for name in authors)
    text = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}"'
        ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
        f"<authors>{names}</authors><commentList>{''.join(kept.values())}{body}</commentList></comments>"
    )
    return CommentsPart(text, frozenset(kept), frozenset(replaced))


def drawing_part(existing: str | None, cards: list[Card], comments: CommentsPart) -> str:
    """The drawing with a hidden box for each card; boxes of replaced comments are taken out.

    A drawing that is not written with the usual prefixes is drawn anew, boxes for the comments that stay included.
    """
    if existing is not None and "</xml>" in existing and _USUAL_PREFIX in existing:
        gone = {_position(reference) for reference in comments.replaced}
        cleaned = _SHAPE.sub(lambda shape: "" if _place(shape.group(0)) in gone else shape.group(0), existing)
        head, _, tail = cleaned.rpartition("</xml>")
        if 'id="_yq_note"' not in head:
            head += _shape_type()
        return head + _boxes(cards) + "</xml>" + tail
    others = [
        Card(reference, *position, "") for reference in sorted(comments.kept) if (position := _position(reference))
    ]
    return (
        f'<xml {_USUAL_PREFIX} xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
        f'<o:idmap v:ext="edit" data="1"/></o:shapelayout>{_shape_type()}{_boxes([*others, *cards])}</xml>'
    )


def _boxes(cards: list[Card]) -> str:
    return "".join(_box(number, card) for number, card in enumerate(cards, start=1))


def _shape_type() -> str:
    return (
        '<v:shapetype id="_yq_note" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
    )


def _box(number: int, card: Card) -> str:
    right, bottom = card.column + 1, card.row
    anchor = f"{right}, 15, {max(0, bottom)}, 2, {right + 3}, 15, {bottom + 5}, 4"
    return (
        f'<v:shape id="_yq_{number}" type="#_yq_note" style="position:absolute;width:240pt;height:80pt;visibility:hidden"'
        ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{card.row}</x:Row>"
        f"<x:Column>{card.column}</x:Column></x:ClientData></v:shape>"
    )


def add_relations(existing: str | None, links: dict[str, tuple[str, str]]) -> str:
    """The relations part with `links` (id -> kind, target) added; kinds are `comments` and `vmlDrawing`."""
    added = "".join(
        f'<Relationship Id="{link}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for link, (kind, target) in links.items()
    )
    if existing is not None and "</Relationships>" in existing:
        return existing.replace("</Relationships>", added + "</Relationships>", 1)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS}">{added}</Relationships>'


def add_content_types(existing: str, comments_name: str) -> str:
    """[Content_Types].xml that knows the comments part and .vml files."""
    added = ""
    if not re.search(r'Extension="vml"', existing, re.IGNORECASE):
        added += f'<Default Extension="vml" ContentType="{VML_TYPE}"/>'
    if f'PartName="/{comments_name}"' not in existing:
        added += f'<Override PartName="/{comments_name}" ContentType="{COMMENTS_TYPE}"/>'
    return existing.replace("</Types>", added + "</Types>", 1)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found.group(1) if found else ""


def _named(authors: list[str], number: str) -> str:
    return authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""


def _place(shape: str) -> tuple[int, int] | None:
    row, column = re.search(r"<x:Row>(\d+)</x:Row>", shape), re.search(r"<x:Column>(\d+)</x:Column>", shape)
    return (int(row.group(1)), int(column.group(1))) if row and column else None


def _position(reference: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"([A-Z]+)(\d+)", reference)
    if found is None:
        return None
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)) - 1, column - 1
