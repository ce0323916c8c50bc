"""Rules of certificates from the record: which classes may be quoted, how pages are written, how long a look counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from yinqiao.areas.archive_certificates.types import Kind

# Who keeps archives; of those, who also keeps a seal and so may be the second.
KEEPERS = ("street_officer", "district_manager", "city_manager", "agency_officer")
CHECKERS = ("street_officer", "district_manager", "city_manager")
_MOST_PAGE, _MOST_PAGES = 2000, 40
_PAGES = re.compile(r"(\d{1,4})(?:[-–—~～至到](\d{1,4}))?")


def kinds_of(parameters: Mapping[str, Any]) -> dict[str, Kind]:
    """The kinds that a keeper issues, by their codes."""
    return {one["code"]: Kind(**{**one, "classes": tuple(one["classes"])}) for one in parameters["kind"]}


def may_quote(kind: Kind, class_no: str) -> bool:
    """Whether a certificate of this kind may be drawn from materials of a class. Kinship from 八 → no."""
    return class_no.partition("-")[0] in kind.classes


def read_pages(text: str) -> tuple[int, ...]:
    """Page numbers as somebody writes them, in order, each once; none where it is no list of pages. `3、1-2` → 1, 2, 3."""
    found: set[int] = set()
    for part in re.split(r"[、,，;；\s]+", text.replace("第", "").replace("页", "").strip()):
        told = _PAGES.fullmatch(part)
        if told is None:
            return ()
        first = int(told[1])
        last = int(told[2] or first)
        if not 1 <= first <= last <= _MOST_PAGE or last - first >= _MOST_PAGES:
            return ()
        found |= set(range(first, last + 1))
    return tuple(sorted(found)) if len(found) <= _MOST_PAGES else ()


def pages_in_words(pages: tuple[int, ...]) -> str:
    """As they stand on the paper. 1, 2, 3, 7 → `第1-3、7页`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    words = [f"{one[0]}-{one[-1]}" if len(one) > 1 else str(one[0]) for one in runs]
    return f"第{'、'.join(words)}页"


FORMULAS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Any]] = {
    "archive_certificates.kinds": lambda parameters, given: may_quote(
        kinds_of(parameters)[given["kind"]], given["class"]
    ),
    "archive_certificates.reading": lambda parameters, given: given["days"] <= parameters["seen_days"],
}
