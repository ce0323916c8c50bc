"""Who is believed against whom: properties over every pair of sources and days, and reading of requests."""

from __future__ import annotations

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.intake.rules import is_unusual, read_batch, read_binary, read_single, weigh
from yinqiao.areas.intake.types import RETIREE_SOURCES, Reason, SourceKind, Verdict
from yinqiao.areas.retirees.types import Source
from yinqiao.kernel.canonical_json import digest_of
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.rulebook import rulebook

pytestmark = pytest.mark.fast
DAY = date(2026, 3, 1)
RANKS = rulebook().get("intake.precedence", region="CN", day=DAY).parameters
attributes = st.sampled_from(["name", "id_no", "address", "building", "phone"])
sources = st.sampled_from([one.value for one in Source])
days = st.integers(-400, 0).map(lambda days: DAY + timedelta(days=days))
values = st.sampled_from(["", "甲", "乙"])


@given(attributes, st.sampled_from(list(SourceKind)), days, values, sources, days, values)
def test_no_claim_erases_overwrites_what_outranks_it_or_what_is_newer(
    attribute: str, kind: SourceKind, since: date, told: str, known_source: str, known_since: date, known: str
) -> None:
    ranks = RANKS[attribute]
    verdict, reason = weigh(ranks, (kind.value, since, told), (known_source, known_since, known))
    if not told or told == known:
        assert (verdict, reason) == (Verdict.SAME, Reason.SAME_VALUE)
    elif not known:
        assert verdict is Verdict.TAKE
    else:
        rank, known_rank = ranks.get(kind.value, 0), ranks.get(known_source, 0)
        taken = verdict is Verdict.TAKE
        assert taken == (rank >= known_rank and since >= known_since)
        assert (verdict is Verdict.OLDER) == (since < known_since and rank <= known_rank)


@given(attributes, sources, days, days)
def test_of_two_claims_the_order_of_coming_does_not_decide_unless_both_are_of_one_day(
    attribute: str, source: str, first: date, second: date
) -> None:
    """The same source tells two values: whichever comes first, the later day stands."""
    ranks = RANKS[attribute]
    one, other = (source, first, "甲"), (source, second, "乙")
    stands = []
    for earlier, later in ((one, other), (other, one)):
        verdict, _ = weigh(ranks, later, earlier)
        stands.append(later if verdict is Verdict.TAKE else earlier)
    if first != second:
        assert stands[0] == stands[1] == max(one, other, key=lambda claim: claim[1])


def test_every_rank_is_of_a_source_that_there_is_and_every_office_is_a_source_of_the_register() -> None:
    known = {one.value for one in Source}
    for name in ("name", "id_no", "address", "building", "phone"):
        assert set(RANKS[name]) <= known
    assert set(RETIREE_SOURCES) == {one.value for one in SourceKind}


@pytest.mark.parametrize(("deaths", "people", "unusual"), [(50, 0, False), (51, 0, True), (328, 300_000, False)])
def test_few_deaths_are_never_unusual(deaths: int, people: int, unusual: bool) -> None:
    parameters = rulebook().get("intake.mass_deaths", region="CN", day=DAY).parameters
    assert is_unusual(parameters, deaths=deaths, people=people) is unusual


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"a":NaN}', b'{"a":1,"a":2}', b"[" * 100_000]
)
def test_what_is_no_event_at_all_is_not_readable(body: bytes) -> None:
    for read in (read_single, read_batch):
        with pytest.raises(DomainError) as refused:
            read(body)
        assert refused.value.code in ("intake.not_readable", "intake.batch_size")


def test_a_batch_holds_one_to_five_hundred() -> None:
    assert len(read_batch(json.dumps([{}] * 500).encode())) == 500
    with pytest.raises(DomainError) as refused:
        read_batch(json.dumps([{}] * 501).encode())
    assert refused.value.code == "intake.batch_size"


def test_an_event_is_the_same_in_structured_and_binary_mode() -> None:
    event = {
        "specversion": "1.0", "id": "一-1", "source": "/sources/x", "type": "t", "time": "2026-03-04T09:00:00Z",
        "datacontenttype": "application/json", "data": {"name": "王桂英"},
    }  # fmt: skip
    headers = {
        "ce-specversion": "1.0", "Ce-Id": "%E4%B8%80-1", "ce-source": "/sources/x", "ce-type": "t",
        "ce-time": "2026-03-04T09:00:00Z", "Content-Type": "application/json",
    }  # fmt: skip
    (structured,) = read_single(json.dumps(event).encode())
    (binary,) = read_binary(headers, json.dumps(event["data"]).encode())
    assert digest_of(structured) == digest_of(binary)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_every_json_has_a_digest(value: object) -> None:
    assert len(digest_of(value)) == 32


texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(st.text(st.characters(codec="ascii")), texts), st.dictionaries(texts, texts))
def test_the_digest_is_that_of_canonical_json(attributes: dict[str, str], data: dict[str, str]) -> None:
    event = {**attributes, "data": data}
    assert digest_of(event) == sha256(rfc8785.dumps(event)).digest()
