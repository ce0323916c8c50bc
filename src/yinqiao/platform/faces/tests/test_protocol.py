"""The protocol with the city's app: what is sealed nobody else reads, what is not signed by it is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.platform.faces import FaceOutcome, FaceRequest, FaceResult, ResultRefused
from yinqiao.platform.faces.protocol import open_request, open_result, seal_request, sign_result
from yinqiao.platform.faces.settings import app_of
from yinqiao.platform.faces.standin import StandIn

pytestmark = pytest.mark.fast
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ASKED = FaceRequest(
    "nonce-1", "王桂英", "99010119520312102X", NOW + timedelta(minutes=10), "https://tg.example.cn/back/"
)


@pytest.fixture
def other(tmp_path: Path) -> StandIn:
    """The app's side."""
    return StandIn(tmp_path / "faces.json")


def _read(other: StandIn, token: str, nonce: str = "nonce-1", at: datetime = NOW) -> FaceResult:
    return open_result(token, other.app("").result_key, nonce=nonce, begun_at=NOW, at=at)


def test_a_request_is_read_by_the_app_alone_and_shows_nobody_on_the_way(other: StandIn, tmp_path: Path) -> None:
    token = seal_request(ASKED, other.app("").request_key)
    assert other.read(token) == ASKED
    assert "王桂英" not in token and "99010119520312102X" not in token and token.isascii()
    with pytest.raises(ValueError, match="not a request"):
        StandIn(tmp_path / "stranger.json").read(token)
    with pytest.raises(ValueError, match="not a request"):
        open_request("a.b.c", (tmp_path / "faces.json").read_bytes())


@pytest.mark.parametrize("outcome", [*FaceOutcome])
def test_a_result_of_this_request_and_of_now_is_taken(other: StandIn, outcome: FaceOutcome) -> None:
    found = _read(other, other.say(ASKED, outcome, at=NOW + timedelta(minutes=2)), at=NOW + timedelta(minutes=2))
    assert (found.outcome, found.at) == (outcome, NOW + timedelta(minutes=2)) and found.reference


def _code(other: StandIn, token: str, **told: object) -> str:
    with pytest.raises(ResultRefused) as refused:
        _read(other, token, **told)  # type: ignore[arg-type]
    return str(refused.value.args[0])


def test_the_result_of_another_request_another_app_and_another_hour_is_refused(other: StandIn, tmp_path: Path) -> None:
    told = other.say(ASKED, FaceOutcome.MATCH, at=NOW)
    assert _read(other, told).outcome is FaceOutcome.MATCH
    assert _code(other, told, nonce="nonce-2") == "other_request"
    stranger = StandIn(tmp_path / "stranger.json").say(ASKED, FaceOutcome.MATCH, at=NOW)
    assert _code(other, stranger) == "not_signed"
    head, body, sign = told.split(".")
    assert _code(other, ".".join((head, body[:-4] + "AAAA", sign))) == "not_signed"
    assert _code(other, other.say(ASKED, FaceOutcome.MATCH, at=NOW - timedelta(minutes=2))) == "not_of_now"
    assert _code(other, other.say(ASKED, FaceOutcome.MATCH, at=NOW + timedelta(minutes=2))) == "not_of_now"
    assert _code(other, "x" * 9000) == "not_readable"


@given(st.text(max_size=300))
def test_no_text_is_taken_for_a_result(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    other = StandIn(tmp_path_factory.getbasetemp() / "faces.json")
    assert _code(other, text) in {"not_signed", "not_readable"}


@pytest.mark.parametrize("reference", ["", "x" * 65, "编号", "a\nb"])
def test_a_number_that_cannot_be_kept_is_refused(other: StandIn, tmp_path: Path, reference: str) -> None:
    key = other._keys()["sign"].encode()
    told = sign_result("nonce-1", FaceResult(FaceOutcome.MATCH, NOW, reference), key)
    assert _code(other, told) == "not_readable"


@pytest.mark.parametrize(
    "told",
    [
        {"YINQIAO_FACES": "http://app.example.cn"}, {"YINQIAO_FACES": "https://app.example.cn"},
        {"YINQIAO_FACES": "https://app.example.cn", "YINQIAO_FACES_NAME": "示例通"},
    ],
)  # fmt: skip
def test_an_app_that_is_named_by_half_stops_the_start(told: Mapping[str, str]) -> None:
    with pytest.raises(ValueError, match="YINQIAO_FACES"):
        app_of(told)
    assert app_of({}) is None


def test_an_app_that_is_named_whole_is_taken(other: StandIn, tmp_path: Path) -> None:
    keys = other.app("")
    (tmp_path / "open.pem").write_bytes(keys.request_key)
    (tmp_path / "sign.pem").write_bytes(keys.result_key)
    found = app_of({
        "YINQIAO_FACES": "https://app.example.cn/face", "YINQIAO_FACES_NAME": "示例通",
        "YINQIAO_FACES_REQUEST_KEY": str(tmp_path / "open.pem"), "YINQIAO_FACES_RESULT_KEY": str(tmp_path / "sign.pem"),
    })  # fmt: skip
    assert (
        found is not None and (found.name, found.request_key) == ("示例通", keys.request_key) and not found.is_standin
    )
