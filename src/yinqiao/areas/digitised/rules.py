"""Rules of digitised archives: samples, who may see which class, which step follows which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import Any

from yinqiao.areas.digitised.types import Audience, BatchState, LookupState, Match, Purpose
from yinqiao.kernel.archive_classes import CLASSES
from yinqiao.kernel.scan_names import Unreadable, read_name

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
    if isinstance(found, Unreadable):
        return Match[found.name].value
    return f"{found.code} {found.class_no} {found.serial}"


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
