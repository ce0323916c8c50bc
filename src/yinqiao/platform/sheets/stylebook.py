"""Adds three fills to the styles of an uploaded workbook and clones cell formats so that only the colour changes."""

from __future__ import annotations

import re

from yinqiao.platform.sheets.types import NoteSeverity

# Our exact shades: a copy that comes back is recognised by them and washed before it is coloured again.
SHADES = {NoteSeverity.BLOCKS: "FFFFC7CB", NoteSeverity.WARNS: "FFFFEB9B", NoteSeverity.MENDED: "FFC6EFCB"}
_FILLS = re.compile(r"<fills\b[^>]*>(.*?)</fills>", re.DOTALL)
_FILL = re.compile(r"<fill\b[^>]*?(?:/>|>.*?</fill>)", re.DOTALL)
_XFS = re.compile(r"<cellXfs\b[^>]*>(.*?)</cellXfs>", re.DOTALL)
_XF = re.compile(r"<xf\b[^>]*?(?:/>|>.*?</xf>)", re.DOTALL)
_DROPPED = re.compile(r"\s(?:fillId|applyFill)=\"[^\"]*\"")


class UnusualStylesError(ValueError):
    """The styles part is not written the usual way; the copy is rebuilt instead."""


class Stylebook:
    """The styles.xml of a workbook, growing by the formats that are asked for."""

    def __init__(self, source: str) -> None:
        if "<!" in source:
            raise UnusualStylesError
        fills, formats = _FILLS.search(source), _XFS.search(source)
        if fills is None or formats is None:
            raise UnusualStylesError
        self._source = source
        self._fills = _FILL.findall(fills.group(1))
        self._formats = _XF.findall(formats.group(1))
        if not self._fills or not self._formats:
            raise UnusualStylesError
        self.washed = self._wash()
        self._fill_ids = {
            severity: self._add_fill(
                f'<fill><patternFill patternType="solid"><fgColor rgb="{shade}"/><bgColor indexed="64"/></patternFill></fill>'
            )
            for severity, shade in SHADES.items()
        }
        self._clones: dict[tuple[int, NoteSeverity], int] = {}
        self.wrapped = self._add_format(
            '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
            '<alignment vertical="top" wrapText="1"/></xf>'
        )

    def coloured(self, style: int, severity: NoteSeverity) -> int:
        """The number of the format that is `style` with the colour of `severity`."""
        key = (style, severity)
        if key not in self._clones:
            self._clones[key] = self._add_format(_with_fill(self._format(style), self._fill_ids[severity]))
        return self._clones[key]

    def render(self) -> str:
        """styles.xml with everything that was added."""
        fills = f'<fills count="{len(self._fills)}">{"".join(self._fills)}</fills>'
        formats = f'<cellXfs count="{len(self._formats)}">{"".join(self._formats)}</cellXfs>'
        with_fills = _FILLS.sub(lambda _: fills, self._source, count=1)
        return _XFS.sub(lambda _: formats, with_fills, count=1)

    def _format(self, style: int) -> str:
        return self._formats[style] if 0 <= style < len(self._formats) else self._formats[0]

    def _add_fill(self, fill: str) -> int:
        self._fills.append(fill)
        return len(self._fills) - 1

    def _add_format(self, format_xml: str) -> int:
        self._formats.append(format_xml)
        return len(self._formats) - 1

    def _wash(self) -> dict[int, int]:
        """Formats that an earlier copy of ours coloured -> the same without colour."""
        ours = {i for i, fill in enumerate(self._fills) if any(shade in fill for shade in SHADES.values())}
        coloured = [
            i
            for i, one in enumerate(self._formats)
            if (found := re.search(r'fillId="(\d+)"', one)) and int(found.group(1)) in ours
        ]
        return {i: self._add_format(_with_fill(self._formats[i], 0)) for i in coloured}


def _with_fill(format_xml: str, fill: int) -> str:
    bare = _DROPPED.sub("", format_xml.split(">", 1)[0]) + ">" + format_xml.split(">", 1)[1]
    return bare.replace("<xf", f'<xf fillId="{fill}" applyFill="1"', 1)
