"""Timestamps by RFC 3161: believed where they hold, checked by others' programmes, done without where nobody answers."""

from __future__ import annotations

import io
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import pem, tsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from yinqiao.platform.outward.addresses import networks_of
from yinqiao.platform.sealing import timestamps
from yinqiao.platform.sealing.checking import soundness
from yinqiao.platform.sealing.sealers import sealer, trusted_roots
from yinqiao.platform.sealing.settings import time_authority_of
from yinqiao.platform.sealing.time_standin import TimeStandIn
from yinqiao.platform.sealing.types import TIME_STANDIN, Sealed, Soundness, TimeAuthority, Timing
from yinqiao.platform.typesetting import typeset

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Answer = Callable[[bytes], tuple[int, bytes]]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A page of our own setting."""
    template = tmp_path_factory.mktemp("typst") / "page.typ"
    template.write_text(
        '#set text(font: "Noto Serif SC", fallback: false)\n#set document(title: "试")\n#json(bytes(sys.inputs.data)).words',
        "utf-8",
    )
    return typeset(template, {"words": "王桂英"}, at=AT)


@pytest.fixture
def standin(tmp_path: Path) -> TimeStandIn:
    """An authority of time of its own."""
    return TimeStandIn(tmp_path / "time.p12")


@pytest.fixture
def authority(tmp_path: Path, standin: TimeStandIn, settings: Any) -> Iterator[Callable[[Answer], TimeAuthority]]:
    """Serves an authority over HTTP and names it as an operator would, with its root."""
    servers: list[ThreadingHTTPServer] = []
    roots = tmp_path / "roots.pem"
    roots.write_bytes(standin.root())
    settings.OUTWARD_NETWORKS = networks_of("127.0.0.0/8")

    def serve(answer: Answer) -> TimeAuthority:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answer))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        settings.TIME_AUTHORITY = TimeAuthority(f"http://127.0.0.1:{server.server_port}/tsa", roots)
        return settings.TIME_AUTHORITY  # type: ignore[no-any-return]

    yield serve
    timestamps.forget_silence()
    for one in servers:
        one.shutdown()
        one.server_close()


def _handler(answer: Answer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            status, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Silent."""

    return Handler


def _sealed(pdf: bytes) -> Sealed:
    found = sealer()
    assert found is not None
    return found.seal(pdf, reason="试")


def _token(content: bytes) -> tuple[bytes, bytes]:
    """The raw signature of a document and the token beside it, in DER."""
    signer = PdfFileReader(io.BytesIO(content)).embedded_signatures[0].signer_info
    (token,) = [
        one["values"][0] for one in signer["unsigned_attrs"] if one["type"].native == "signature_time_stamp_token"
    ]
    return signer["signature"].native, token.dump()


def test_a_seal_is_timed_over_http_and_pyhanko_and_openssl_believe_it(
    pdf: bytes, standin: TimeStandIn, authority: Any, tmp_path: Path, settings: Any
) -> None:
    authority(lambda body: (200, standin.answer(body)))
    made = _sealed(pdf)
    assert (made.timing, made.timed_by) == (Timing.TIMED, TIME_STANDIN)
    assert made.timed_at is not None and abs(datetime.now(UTC) - made.timed_at) < timedelta(minutes=2)
    assert soundness(made.content) is Soundness.SOUND
    roots = [x509.Certificate.load(pem.unarmor(one)[2]) for one in trusted_roots(settings.SEAL_FILE)]
    times = [x509.Certificate.load(pem.unarmor(standin.root())[2])]
    signature = PdfFileReader(io.BytesIO(made.content)).embedded_signatures[0]
    told = validate_pdf_signature(signature, ValidationContext(trust_roots=roots), ValidationContext(trust_roots=times))
    assert told.bottom_line and told.timestamp_validity is not None and told.timestamp_validity.trusted
    signed, token = _token(made.content)
    files = {"signed": signed, "token": token, "root": standin.root()}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    told_by = subprocess.run(
        ["openssl", "ts", "-verify", "-data", "signed", "-token_in", "-in", "token", "-CAfile", "root"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Verification: OK" in told_by.stdout + told_by.stderr


def test_the_standin_of_the_demo_answers_in_this_process(pdf: bytes, tmp_path: Path, settings: Any) -> None:
    settings.TIME_AUTHORITY = TimeAuthority("", tmp_path / "own.p12", is_standin=True)
    made = _sealed(pdf)
    assert (made.timing, made.timed_by) == (Timing.TIMED, TIME_STANDIN)
    assert soundness(made.content) is Soundness.SOUND and "演示替身" in TIME_STANDIN
    settings.TIME_AUTHORITY = None
    assert soundness(made.content) is Soundness.SOUND
    assert _sealed(pdf).timing is Timing.NONE


def test_where_nobody_answers_it_is_sealed_without_and_nobody_asks_again_at_once(pdf: bytes, authority: Any) -> None:
    asked = []

    def busy(body: bytes) -> tuple[int, bytes]:
        asked.append(body)
        return 503, b""

    authority(busy)
    for _ in range(3):
        made = _sealed(pdf)
        assert (made.timing, made.timed_at, made.timed_by) == (Timing.SILENT, None, "")
        assert soundness(made.content) is Soundness.SOUND
    assert len(asked) == 1
    timestamps.forget_silence()
    assert _sealed(pdf).timing is Timing.SILENT and len(asked) == 2


def test_a_slow_authority_is_waited_for_two_seconds(pdf: bytes, standin: TimeStandIn, authority: Any) -> None:
    def slow(body: bytes) -> tuple[int, bytes]:
        time.sleep(5)
        return 200, standin.answer(body)

    authority(slow)
    assert _sealed(pdf).timing is Timing.SILENT


def _of_another_digest(standin: TimeStandIn, body: bytes) -> bytes:
    asked = tsp.TimeStampReq.load(body)
    asked["message_imprint"]["hashed_message"] = bytes(32)
    return standin.answer(asked.dump(force=True))


def _of_another_request(standin: TimeStandIn, body: bytes) -> bytes:
    asked = tsp.TimeStampReq.load(body)
    asked["nonce"] = 7
    return standin.answer(asked.dump(force=True))


def _altered(standin: TimeStandIn, body: bytes) -> bytes:
    answer = tsp.TimeStampResp.load(standin.answer(body))
    signer = answer["time_stamp_token"]["content"]["signer_infos"][0]
    signer["signature"] = bytes(len(signer["signature"].native))
    return bytes(answer.dump(force=True))


@pytest.mark.parametrize(
    "told", ["another authority", "another digest", "another request", "altered", "no answer of this kind", "refused"]
)
def test_a_token_that_does_not_hold_is_none(
    told: str, pdf: bytes, standin: TimeStandIn, authority: Any, tmp_path: Path
) -> None:
    ways: dict[str, Callable[[bytes], bytes]] = {
        "another authority": TimeStandIn(tmp_path / "another.p12").answer,
        "another digest": lambda body: _of_another_digest(standin, body),
        "another request": lambda body: _of_another_request(standin, body),
        "altered": lambda body: _altered(standin, body),
        "no answer of this kind": lambda body: b"<html>",
        "refused": lambda body: standin.answer(b"?"),
    }
    authority(lambda body: (200, ways[told](body)))
    made = _sealed(pdf)
    assert made.timing is Timing.SILENT and soundness(made.content) is Soundness.SOUND


def test_an_address_inside_is_not_asked(pdf: bytes, standin: TimeStandIn, authority: Any, settings: Any) -> None:
    authority(lambda body: (200, standin.answer(body)))
    settings.OUTWARD_NETWORKS = ()
    assert _sealed(pdf).timing is Timing.SILENT


def test_the_operator_names_address_and_roots() -> None:
    assert time_authority_of({}) is None
    named = {"YINQIAO_TSA": "http://tsa.example.cn/", "YINQIAO_TSA_ROOTS": "/r.pem"}
    assert time_authority_of(named) == TimeAuthority("http://tsa.example.cn/", Path("/r.pem"))
    assert time_authority_of({**named, "YINQIAO_TSA_CA": "/c.pem"}) == TimeAuthority(
        "http://tsa.example.cn/", Path("/r.pem"), Path("/c.pem")
    )
    with pytest.raises(ValueError, match="YINQIAO_TSA_ROOTS"):
        time_authority_of({"YINQIAO_TSA": "http://tsa.example.cn/"})
    with pytest.raises(ValueError, match="https or http"):
        time_authority_of({**named, "YINQIAO_TSA": "ftp://tsa.example.cn/"})
