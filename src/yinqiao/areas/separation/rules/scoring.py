"""How likely a person and an archive belong together, with every reason counted; the weights are data.

Names, birth dates and sexes are compared as for entries of the register (`kernel.similarity`). Numbers are compared
anew: both are right in themselves, so that a slip shows in the 17 places before the check digit. A number of 15 places
with a slip becomes such a number when it is brought to 18.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from yinqiao.areas.separation.types import LinkReason, LinkScore, Side, Weighing
from yinqiao.kernel.similarity import MatchReason, MatchSubject, differing_places, match_score

_PLACES, _BIRTH, _SEQUENCE = 17, 6, 14
_PARITY = 16
_SLIPS = {LinkReason.SLIP_SWAPPED, LinkReason.SLIP_ONE, LinkReason.SLIP_TWO, LinkReason.BIRTH_ONLY}
_NAMED_ALIKE = {MatchReason.NAME_EQUAL, MatchReason.FORMER_NAME}


def score_link(person: Side, archive: Side, weighing: Weighing) -> LinkScore:
    """Score a pair. Nothing known about either side counts neither for nor against.

    Example: same name and enterprise, two neighbouring digits of the birth year swapped: 30 + 2 + 8 + 40 → 80; that the
    birth dates differ is explained by the slip.
    """
    told = list(match_score(_subject(person), _subject(archive)).reasons)
    places = differing_places(person.number[:_PLACES], archive.number[:_PLACES]) if person.number else None
    slip = _slip(person.number, archive.number, places)
    reasons: list[str] = [slip.value] if slip else []
    # Under the very same name a neighbour's number is a slip more likely than a namesake born the same day.
    if slip in _SLIPS or (slip is LinkReason.NEIGHBOUR and _NAMED_ALIKE & set(told)):
        told = [one for one in told if not _is_explained(one, places or ())]
    reasons += [one.value for one in told]
    if archive.archive_no and archive.archive_no == person.archive_no:
        reasons.append(LinkReason.ARCHIVE_NO_EQUAL.value)
    total = sum(weighing.weights.get(one, 0) for one in reasons)
    return LinkScore(max(0, min(100, total)), tuple(reasons))


def _subject(side: Side) -> MatchSubject:
    return MatchSubject(
        name=side.name, former_names=side.former_names, born_on=side.born_on, sex=side.sex,
        enterprise=str(side.enterprise_id),
    )  # fmt: skip


def _slip(one: str, other: str, places: tuple[int, ...] | None) -> LinkReason | None:
    """What two right numbers have to do with one another; None when nothing.

    Where only the sequence differs, it is a neighbour's number as likely as a slip: twins have such numbers.
    """
    if places is None:
        return None
    if not places:
        return LinkReason.NUMBER_EQUAL
    if all(place >= _SEQUENCE for place in places):
        return LinkReason.NEIGHBOUR
    if len(places) == 1:
        return LinkReason.SLIP_ONE
    first, last = places[0], places[-1]
    if len(places) == 2 and last == first + 1 and one[first : last + 1] == other[first : last + 1][::-1]:
        return LinkReason.SLIP_SWAPPED
    if len(places) == 2:
        return LinkReason.SLIP_TWO
    return LinkReason.BIRTH_ONLY if all(_BIRTH <= place < _SEQUENCE for place in places) else None


def _is_explained(reason: MatchReason, places: tuple[int, ...]) -> bool:
    """A slip in the number moves the birth date and the sex that are read from it: neither counts against the pair."""
    is_birth = reason is MatchReason.BIRTH_DIFFERS and any(_BIRTH <= place < _SEQUENCE for place in places)
    return is_birth or (reason is MatchReason.SEX_DIFFERS and _PARITY in places)


def best_of(scored: Iterable[tuple[Any, Any, LinkScore]], weighing: Weighing) -> list[tuple[Any, Any, LinkScore]]:
    """Of (person, archive, score) those that are probable and not far behind the best of their archive."""
    probable = [one for one in scored if one[2].score >= weighing.probable]
    best: dict[Any, int] = {}
    for _, archive, score in probable:
        best[archive] = max(best.get(archive, 0), score.score)
    return [one for one in probable if one[2].score > best[one[1]] - weighing.margin]


_LABELS = {one.value: one.label for one in (*MatchReason, *LinkReason)}


def reason_label(code: str) -> str:
    """The words of a reason; the code itself for one that is counted no more."""
    return _LABELS.get(code, code)


def _side(given: Mapping[str, Any]) -> Side:
    born = given["number"][_BIRTH:_SEQUENCE]
    return Side(
        name=given["name"],
        number=given["number"],
        born_on=date(int(born[:4]), int(born[4:6]), int(born[6:])),
        sex="1" if int(given["number"][_PARITY]) % 2 else "2",
        enterprise_id=given.get("enterprise", 1),
        archive_no=given.get("archive_no", ""),
        former_names=frozenset(given.get("former", ())),
    )


def _scored(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    weighing = Weighing.of(parameters)
    score = score_link(_side(given["person"]), _side(given["archive"]), weighing)
    return {"score": score.score, "is_probable": score.score >= weighing.probable}


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {"separation.probable": _scored}
