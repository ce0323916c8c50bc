"""What stands on the pages of a PDF of our own setting: runs of text and drawn paths, in millimetres from the top left."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

Colour = tuple[int, int, int]
_MM = 25.4 / 72
# Nearer together than this, in millimetres, two baselines are one.
_SAME = 0.01
_NOTHING = (0, 0xFFFE, 0xFFFF)


@dataclass(slots=True)
class Run:
    """Characters on one baseline, of one size and colour; `starts` says where each begins."""

    baseline: float
    size: float
    colour: Colour
    text: str = ""
    starts: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A path in the words of OFD (M, L, B, C), filled or stroked or both."""

    data: str
    fill: Colour | None
    stroke: Colour | None
    line_width: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size, what is drawn, what is written."""

    width: float
    height: float
    paths: list[Drawn]
    runs: list[Run]


def read_pages(pdf: bytes) -> list[Page]:
    """Every page of a document that we have set ourselves; pictures and turned text are not looked for."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_page(document[at]) for at in range(len(document))]


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    paths = [_path(one, height) for one in page.get_objects() if one.type == pdfium.FPDF_PAGEOBJ_PATH]
    text = page.get_textpage()
    runs = list(_runs(text, height))
    text.close()
    page.close()
    return Page(width * _MM, height * _MM, paths, runs)


def _runs(text: pypdfium2.PdfTextPage, height: float) -> Iterator[Run]:
    run: Run | None = None
    for at, code in _characters(text):
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        baseline, size = (height - y.value) * _MM, pdfium.FPDFText_GetFontSize(text, at) * _MM
        colour = _colour(pdfium.FPDFText_GetFillColor, text, at)
        if run is None or not _goes_on(run, baseline, size, colour, code):
            if run is not None:
                yield run
            run = Run(baseline, size, colour)
        run.text += chr(code)
        run.starts.append(x.value * _MM)
    if run is not None:
        yield run


def _characters(text: pypdfium2.PdfTextPage) -> Iterator[tuple[int, int]]:
    """Place and number of each character that stands on the page; the library gives rare ones in two halves."""
    high: tuple[int, int] | None = None
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if pdfium.FPDFText_IsGenerated(text, at) == 1 or code in _NOTHING:
            continue
        if 0xD800 <= code < 0xDC00:
            high = (at, code)
        elif high is not None and 0xDC00 <= code < 0xE000:
            yield high[0], 0x10000 + ((high[1] - 0xD800) << 10) + (code - 0xDC00)
        else:
            yield at, code


def _goes_on(run: Run, baseline: float, size: float, colour: Colour, code: int) -> bool:
    """Whether a character belongs to the run. Rare ones stand alone: readers count them as one or as two."""
    is_rare = code > 0xFFFF or ord(run.text[-1]) > 0xFFFF
    return not is_rare and abs(run.baseline - baseline) < _SAME and run.size == size and run.colour == colour


def _colour(ask: object, *about: object) -> Colour:
    parts = [ctypes.c_uint() for _ in range(4)]
    ask(*about, *parts)  # type: ignore[operator]
    return parts[0].value, parts[1].value, parts[2].value


def _path(path: pypdfium2.PdfObject, height: float) -> Drawn:
    matrix, words, curve = path.get_matrix(), [], 0
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        place = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        word = {pdfium.FPDF_SEGMENT_MOVETO: "M ", pdfium.FPDF_SEGMENT_LINETO: "L "}.get(kind, "" if curve else "B ")
        curve = (curve + 1) % 3 if kind == pdfium.FPDF_SEGMENT_BEZIERTO else 0
        words.append(f"{word}{place[0] * _MM:.4f} {(height - place[1]) * _MM:.4f}")
        if pdfium.FPDFPathSegment_GetClose(segment):
            words.append("C")
    mode, is_stroked, line_width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(path, mode, is_stroked)
    pdfium.FPDFPageObj_GetStrokeWidth(path, line_width)
    fill = _colour(pdfium.FPDFPageObj_GetFillColor, path) if mode.value else None
    stroke = _colour(pdfium.FPDFPageObj_GetStrokeColor, path) if is_stroked.value else None
    return Drawn(" ".join(words), fill, stroke, line_width.value * abs(matrix.a) * _MM)
