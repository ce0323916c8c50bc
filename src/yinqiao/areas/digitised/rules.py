"""Rules of digitised archives: names of files, samples, who may see which class, which step follows which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import Any

from yinqiao.areas.digitised.types import Audience, BatchState, LookupState, Match, Named, Purpose
from yinqiao.kernel.archive_classes import CLASSES

# Who keeps archives: a store room belongs to an office, not to a community.
KEEPERS = ("street_officer", "district_manager", "city_manager", "agency_officer")
# Of those, who also holds a seal.
SEALERS = ("street_officer", "district_manager", "city_manager")
# Kinds of what can be uploaded; of a package the files that are in it.
ENDINGS = (".pdf", ".jpg", ".jpeg", ".tif", ".tiff")
PACKAGE = ".zip"

_B, _L = BatchState, LookupState
BATCH_FLOW: Mapping[BatchState, Mapping[str, tuple[BatchState, ...]]] = {
    _B.OPEN: {"upload": (_B.OPEN,), "draw": (_B.SAMPLING,)},
    _B.SAMPLING: {"judge": (_B.SAMPLING, _B.PASSED, _B.FAILED)},
    _B.PASSED: {},
    # What was sent back is scanned anew in the same batch, and a sample is drawn again.
    _B.FAILED: {"upload": (_B.OPEN,)},
}
LOOKUP_FLOW: Mapping[LookupState, Mapping[str, LookupState]] = {
    _L.ASKED: {"approve": _L.APPROVED, "refuse": _L.REFUSED, "end": _L.ENDED},
    _L.APPROVED: {"end": _L.ENDED},
    _L.REFUSED: {},
    _L.ENDED: {},
}

_NAME = re.compile(r"^(?P<code>[^_]{1,40})_(?P<class>[^_]{1,8})_(?P<serial>[0-9]{1,4})(?:_(?P<title>.*))?$")
_NUMERALS = {numeral: str(no) for no, numeral in enumerate("一二三四五六七八九十", start=1)}
_MOST_SERIAL = 999


def base_name(path: str) -> str:
    """The last part of a path, whatever system wrote it: `..\\\\a/b.pdf` → `b.pdf`. Names lead nowhere."""
    last = path.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()


def read_name(name: str) -> Named | Match:
    """What a file's name says: `430100000315_4-1_3_毕业证.pdf` → archive, class 四-1, third; or why it says nothing."""
    stem, dot, _ = unicodedata.normalize("NFKC", name).rpartition(".")
    found = _NAME.match(stem) if dot else None
    if found is None or not 1 <= int(found["serial"]) <= _MOST_SERIAL:
        return Match.NAME
    class_no = _class_of(found["class"])
    return Named(found["code"].strip(), class_no, int(found["serial"])) if class_no else Match.CLASS


def title_in(name: str) -> str:
    """The words behind the number in a file's name, if there are any."""
    stem = unicodedata.normalize("NFKC", name).rpartition(".")[0]
    found = _NAME.match(stem)
    return ((found["title"] if found else "") or "").strip()[:120]


def _class_of(text: str) -> str:
    """`四-1`, `4-1`, `04` → a number of the list; empty for what is none."""
    main, dash, part = text.strip().partition("-")
    number = _NUMERALS.get(main) or (str(int(main)) if main.isascii() and main.isdigit() else "")
    class_no = f"{number}-{part}" if dash else number
    return class_no if class_no in CLASSES else ""


def main_class(class_no: str) -> str:
    """`4-1` → `4`."""
    return class_no.partition("-")[0]


def may_show(parameters: Mapping[str, Any], class_no: str, audience: str) -> bool:
    """Whether a class may be shown to an audience. Class 八 to the person → no; class 四 to the person → yes."""
    return main_class(class_no) not in parameters["closed"].get(audience, ())


def shown_classes(parameters: Mapping[str, Any], audience: Audience) -> list[str]:
    """The classes that an audience may be shown."""
    return [one for one in CLASSES if may_show(parameters, one, audience)]


def sample_size(parameters: Mapping[str, Any], scans: int) -> int:
    """How many of a batch are drawn: the share, at least so many, never more than there are. 5 % of 200 → 10."""
    return min(scans, max(parameters["least"], ceil(scans * parameters["share_percent"] / 100)))


def passes(parameters: Mapping[str, Any], drawn: int, bad: int) -> bool:
    """Whether a batch passes by its sample. 1 bad of 20 → 95 % → passes; 2 of 20 → does not."""
    return drawn > 0 and (drawn - bad) * 100 >= parameters["pass_percent"] * drawn


def may_view(approvers: Sequence[str], *, asked_by: object, second: object, approver: object, role: str) -> bool:
    """Whether somebody may approve a look-up: a role that answers for archives, and neither of the two who look."""
    return role in approvers and approver not in (asked_by, second)


def purposes_of(parameters: Mapping[str, Any]) -> dict[str, Purpose]:
    """The purposes for which an archive may be opened, by their codes."""
    return {
        one["code"]: Purpose(
            one["code"], one["title"], one["basis"], tuple(one["classes"]), one["hours"], one.get("secret", False)
        )
        for one in parameters["purpose"]
    }


def _read(_: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    found = read_name(given["name"])
    return found.value if isinstance(found, Match) else f"{found.code} {found.class_no} {found.serial}"


FORMULAS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Any]] = {
    "digitised.names": _read,
    "digitised.sampling": lambda parameters, given: (
        sample_size(parameters, given["scans"])
        if "scans" in given
        else passes(parameters, given["drawn"], given["bad"])
    ),
    "digitised.closed_classes": lambda parameters, given: may_show(parameters, given["class"], given["audience"]),
    "digitised.approval": lambda parameters, given: may_view(
        parameters["approvers"], asked_by=given["asked_by"], second=given["second"], approver=given["approver"],
        role=given["role"],
    ),
    "digitised.purposes": lambda parameters, given: main_class(given["class"])
    in purposes_of(parameters)[given["purpose"]].classes,
}  # fmt: skip
