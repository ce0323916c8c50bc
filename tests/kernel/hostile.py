"""Hostile and nearly right cells for the comparison of scalar readers, columns and the reference library."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from yinqiao.kernel.divisions import all_historical_divisions
from yinqiao.kernel.id_number import DEMO_DIVISION, check_digit

# Other work loads the machine: a slow example is no failure.
STEADY = settings(deadline=None)

KNOWN_DIVISIONS = sorted({entry.code for entry in all_historical_divisions()})
_NOISE = "\u0000\u200b\u202e\ufeff\u00a0\u3000 \t\n'\"０１９ＸｘOolI〇·-.Ee+王𬭎é"

anything = st.one_of(st.none(), st.text(max_size=24), st.text(alphabet=_NOISE + "0123456789Xx", max_size=22))


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    """Numbers that are right, or wrong in any single part."""
    division = draw(
        st.one_of(st.sampled_from([*KNOWN_DIVISIONS, DEMO_DIVISION]), st.from_regex(r"[0-9]{6}", fullmatch=True))
    )
    year = draw(st.one_of(st.integers(1890, 2035), st.integers(0, 9999)))
    month = draw(st.one_of(st.integers(1, 12), st.integers(0, 99)))
    day = draw(st.one_of(st.integers(1, 31), st.integers(0, 99)))
    first17 = f"{division}{year:04d}{month:02d}{day:02d}{draw(st.integers(0, 999)):03d}"
    check = draw(st.one_of(st.just(check_digit(first17)), st.sampled_from("0123456789Xx")))
    return first17 + check


@st.composite
def spoiled(draw: st.DrawFn, source: st.SearchStrategy[str]) -> str:
    """A value of the source with one character changed, inserted, removed or the whole cut."""
    value = draw(source)
    place = draw(st.integers(0, max(0, len(value) - 1)))
    noise = draw(st.sampled_from(_NOISE))
    kind = draw(st.sampled_from(("change", "insert", "remove", "cut", "old")))
    if kind == "change":
        return value[:place] + noise + value[place + 1 :]
    if kind == "insert":
        return value[:place] + noise + value[place:]
    if kind == "remove":
        return value[:place] + value[place + 1 :]
    return value[:place] if kind == "cut" else value[:6] + value[8:17]


id_cells = st.one_of(id_numbers(), spoiled(id_numbers()), anything)
