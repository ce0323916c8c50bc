"""The city's seal platform: asked over HTTP, believed only where its answer holds; its seals checked part by part."""

from __future__ import annotations

import base64
import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import gmalg
import pytest
from asn1crypto import pem, x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from yinqiao.platform.crypto import sm2
from yinqiao.platform.ofd import Described, Document, ofd_of, packed
from yinqiao.platform.ofd.tests.packages import CONTENT, altered, parts_of, with_another_name
from yinqiao.platform.sealing import platform_standin
from yinqiao.platform.sealing.asking import Http
from yinqiao.platform.sealing.checking import soundness
from yinqiao.platform.sealing.judging import judge, sm3
from yinqiao.platform.sealing.ofdseal import read_ofd, sealed
from yinqiao.platform.sealing.platform import CitySeal, platform_certificates, seal_platform
from yinqiao.platform.sealing.platform_standin import StandIn, make_seal
from yinqiao.platform.sealing.ses import SM2_WITH_SM3, VERSION, Seal, Signature, ToSign
from yinqiao.platform.sealing.settings import seal_platform_of
from yinqiao.platform.sealing.sm2cert import issue, read_certificate, read_certificates
from yinqiao.platform.sealing.types import NotSealed, PlatformAccount, Soundness
from yinqiao.platform.typesetting import typeset

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DIGEST, ABOUT = sm3("证明".encode()), "/Doc_0/Signs/Sign_0/Signature.xml"
SIGNED_VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"


@pytest.fixture
def city(settings: Any, tmp_path: Path) -> CitySeal:
    """The stand-in, asked as a platform is."""
    settings.SEAL_PLATFORM = PlatformAccount("", "", tmp_path / "platform.json", is_standin=True)
    found = seal_platform()
    assert found is not None and found.is_standin and found.name == "演示替身（不具法律效力）"
    return found


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A page of ours as OFD."""
    template = tmp_path_factory.mktemp("typst") / "page.typ"
    template.write_text('#set document(title: "试")\n#set text(font: "Noto Serif SC", fallback: false)\n证明', "utf-8")
    return ofd_of(typeset(template, {}, at=AT), Described("0" * 32, "证明", "某社区", date(2026, 3, 2)))


def test_a_sealed_ofd_is_sound_and_every_part_of_it_is_under_the_seal(city: CitySeal, document: Document) -> None:
    made, known = packed(sealed(document, city, at=AT)), platform_certificates()
    assert read_ofd(made, known) is Soundness.SOUND and soundness(made) is Soundness.SOUND
    assert read_ofd(packed(document.parts), known) is Soundness.UNSEALED
    assert read_ofd(made, []) is Soundness.FOREIGN
    for name in parts_of(made):
        broken = altered(made, name, lambda part: part[:-3] + bytes([part[-3] ^ 1]) + part[-2:])
        assert read_ofd(broken, known) in (Soundness.ALTERED, Soundness.UNREADABLE, Soundness.UNSEALED), name
        without = packed({one: part for one, part in parts_of(made).items() if one != name})
        assert read_ofd(without, known) is not Soundness.SOUND, name
    assert read_ofd(packed({**parts_of(made), "Doc_0/more.xml": b"<a/>"}), known) is Soundness.ALTERED
    assert read_ofd(with_another_name(made), known) is Soundness.ALTERED


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"PK\3\4" + bytes(500), Soundness.UNREADABLE),
        (packed({"OFD.xml": b"<not closed"}), Soundness.ALTERED),
        (packed({"OFD.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), Soundness.ALTERED),
        (packed({"other.xml": b"<a/>"}), Soundness.UNREADABLE),
        (packed({"OFD.xml": bytes(80 * 2**20)}), Soundness.UNREADABLE),
        (packed({"../OFD.xml": b"<a/>"}), Soundness.UNREADABLE),
    ],
    ids=["no directory", "torn", "entities", "no root", "bomb", "climbing"],
)
def test_a_strangers_package_harms_nobody(city: CitySeal, content: bytes, expected: Soundness) -> None:
    assert soundness(content) is expected


def test_the_signature_holds_for_another_implementation_too(city: CitySeal) -> None:
    found = Signature.load(city.sign(DIGEST, ABOUT))
    signer = read_certificate(found["cert"].native)
    r, s = (one.to_bytes(32, "big") for one in decode_dss_signature(found["signature"].native))
    other = gmalg.SM2(uid=sm2.SIGNER_ID, pk=b"\4" + signer.public)
    assert other.verify(found["to_sign"].dump(), r, s) and not other.verify(found["to_sign"].dump() + b"x", r, s)
    assert signer == platform_certificates()[0]


class Maker:
    """Keys of a test with which signatures are made that are wrong in one way each."""

    def __init__(self) -> None:
        root_pair, self.pair, self.maker_pair = sm2.new_pair(), sm2.new_pair(), sm2.new_pair()
        root, own, maker = (x509.Name.build({"common_name": one}) for one in ("根", "章", "制章者"))
        self.own = issue(self.pair, own, root, root_pair, 2)
        self.maker = issue(self.maker_pair, maker, root, root_pair, 3)
        # Of the same authority and name, but another certificate than the one that is known.
        self.neighbour = issue(self.pair, own, root, root_pair, 4)
        self.known = [read_certificate(one) for one in (self.own, self.maker)]

    def signature(
        self, *, own: bytes | None = None, listed: bytes | None = None, at: datetime = AT, **changed: Any
    ) -> bytes:
        """A signature, right but for what is changed."""
        seal = changed.get("seal") or make_seal(listed or self.own, self.maker, self.maker_pair, "某街道办事处")
        said = ToSign({"version": VERSION, "seal": Seal.load(seal), "time_info": at,
                       "data_hash": changed.get("digest", DIGEST), "property_info": changed.get("about", ABOUT)})  # fmt: skip
        signed = sm2.sign(changed.get("pair", self.pair), said.dump())
        told = {"to_sign": said, "cert": own or self.own, "signature_alg": changed.get("alg", SM2_WITH_SM3),
                "signature": signed}  # fmt: skip
        return bytes(Signature(told).dump())


MAKER = Maker()


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (lambda: MAKER.signature(), Soundness.SOUND),
        (lambda: MAKER.signature(digest=sm3(b"x")), Soundness.ALTERED),
        (lambda: MAKER.signature(about="/other"), Soundness.ALTERED),
        (lambda: MAKER.signature(pair=sm2.new_pair()), Soundness.ALTERED),
        (lambda: MAKER.signature(alg="1.2.840.10045.4.3.2"), Soundness.ALTERED),
        (lambda: MAKER.signature(at=AT + timedelta(days=365 * 40)), Soundness.ALTERED),
        (lambda: MAKER.signature(listed=MAKER.maker), Soundness.ALTERED),
        (lambda: MAKER.signature(seal=make_seal(MAKER.own, MAKER.maker, sm2.new_pair(), "章")), Soundness.ALTERED),
        (lambda: MAKER.signature(own=MAKER.neighbour, listed=MAKER.neighbour), Soundness.FOREIGN),
        (lambda: MAKER.signature(seal=make_seal(MAKER.own, MAKER.neighbour, MAKER.pair, "章")), Soundness.FOREIGN),
        (lambda: MAKER.signature()[:-1], Soundness.ALTERED),
        (lambda: MAKER.signature() + b"\0", Soundness.ALTERED),
        (lambda: b"", Soundness.ALTERED),
    ],
    ids=["right", "digest", "place", "key", "algorithm", "day", "not listed", "made by another", "a neighbour", "a neighbour as maker", "cut",
         "more", "nothing"],
)  # fmt: skip
def test_whatever_is_wrong_with_a_signature_is_found(made: Callable[[], bytes], expected: Soundness) -> None:
    assert judge(made(), DIGEST, ABOUT, MAKER.known) is expected


class Provider(BaseHTTPRequestHandler):
    """A platform over HTTP: the stand-in behind an address, or what a test puts in its place."""

    instead: Callable[[str, bytes], tuple[int, bytes]] | None = None
    standin: StandIn

    def do_GET(self) -> None:  # the library's name
        self._answer(b"")

    def do_POST(self) -> None:  # the library's name
        self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def _answer(self, body: bytes) -> None:
        assert self.headers["Authorization"] == "Bearer secret"
        path = self.path.removeprefix("/seals/7")
        answered = type(self).instead and type(self).instead(path, body)
        status, content = answered or self.standin.answer(self.command, path, body)
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def over_http(settings: Any, tmp_path: Path) -> Iterator[type[Provider]]:
    """An address behind which the stand-in answers, configured as a platform is."""

    class Here(Provider):
        standin = StandIn(tmp_path / "provider.json")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Here)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    known = tmp_path / "known.pem"
    known.write_bytes(b"".join(pem.armor("CERTIFICATE", one.der) for one in Here.standin.certificates()))
    told = {
        "YINQIAO_SEAL_PLATFORM": f"http://127.0.0.1:{server.server_port}/seals/7/",
        "YINQIAO_SEAL_PLATFORM_CERTIFICATES": str(known),
    }
    settings.SEAL_PLATFORM = seal_platform_of(told, {"seal_platform_token": "secret"})
    yield Here
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_platform_seals_over_http(over_http: type[Provider], document: Document) -> None:
    city = seal_platform()
    assert city is not None and not city.is_standin
    assert soundness(packed(sealed(document, city, at=AT))) is Soundness.SOUND


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((503, b""), "seal.platform_refused"),
        ((200, b"<html>"), "seal.platform_answer"),
        ((200, b"{}"), "seal.platform_answer"),
        ((200, b'{"signature": "AAAA"}'), "seal.platform_answer"),
        ((200, b" " * 3 * 2**20), "seal.platform_answer"),
        (
            (200, json.dumps({"signature": base64.b64encode(MAKER.signature()).decode()}).encode()),
            "seal.platform_signature",
        ),
    ],
    ids=["refused", "no JSON", "nothing", "no signature", "too much", "another's"],
)
def test_what_a_platform_answers_wrongly_seals_nothing(
    over_http: type[Provider], answer: tuple[int, bytes], code: str
) -> None:
    city = seal_platform()
    assert city is not None
    over_http.instead = lambda path, body: answer
    with pytest.raises(NotSealed, match=code):
        city.sign(DIGEST, ABOUT)
    over_http.instead = lambda path, body: None  # type: ignore[assignment,return-value]
    assert city.sign(DIGEST, ABOUT)


def test_a_signature_on_something_else_is_not_taken(over_http: type[Provider]) -> None:
    city = seal_platform()
    assert city is not None
    other = {"digest": base64.b64encode(sm3(b"x")).decode(), "property": ABOUT}
    over_http.instead = lambda path, body: over_http.standin.answer("POST", path, json.dumps(other).encode())
    with pytest.raises(NotSealed, match=r"seal\.platform_signature"):
        city.sign(DIGEST, ABOUT)


def test_a_platform_that_sends_a_byte_now_and_then_is_silent_too(over_http: type[Provider], settings: Any) -> None:
    def trickle(self: Provider) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(50):
                self.wfile.write(b" ")
                time.sleep(0.1)

    over_http.do_GET = trickle  # type: ignore[method-assign]
    asking = Http(None, in_all=0.5)
    began = time.monotonic()
    with pytest.raises(NotSealed, match=r"seal\.platform_silent"):
        asking.ask("GET", f"{settings.SEAL_PLATFORM.url}/seal", {}, b"")
    assert time.monotonic() - began < 4


def test_a_platform_that_is_not_there_is_silent(settings: Any, tmp_path: Path) -> None:
    known = tmp_path / "known.pem"
    known.write_bytes(pem.armor("CERTIFICATE", MAKER.own))
    settings.SEAL_PLATFORM = PlatformAccount("http://127.0.0.1:9", "secret", known)
    with pytest.raises(NotSealed, match=r"seal\.platform_silent"):
        seal_platform()
    for broken in (b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        known.write_bytes(broken)
        with pytest.raises(NotSealed, match=r"seal\.platform_certificates"):
            seal_platform()
    assert "secret" not in repr(settings.SEAL_PLATFORM)


def test_the_operator_names_address_token_and_certificates() -> None:
    assert seal_platform_of({}, {}) is None
    told = {"YINQIAO_SEAL_PLATFORM": "https://seal.example/x/", "YINQIAO_SEAL_PLATFORM_CERTIFICATES": "/r.pem"}
    assert seal_platform_of(told, {"seal_platform_token": "a"}) == PlatformAccount(
        "https://seal.example/x", "a", Path("/r.pem")
    )
    with pytest.raises(ValueError, match="_TOKEN"):
        seal_platform_of(told, {})
    with pytest.raises(ValueError, match="https"):
        seal_platform_of({**told, "YINQIAO_SEAL_PLATFORM": "http://seal.example"}, {"seal_platform_token": "a"})


def test_what_is_known_are_sm2_certificates_or_refused(city: CitySeal) -> None:
    assert [one.der for one in read_certificates(pem.armor("CERTIFICATE", MAKER.own))] == [MAKER.own]
    for nothing in (b"", b"0", b"0\x82", MAKER.own[:-1], MAKER.own + b"x"):
        with pytest.raises(ValueError, match=r".*"):
            read_certificate(nothing)


def test_the_standin_keeps_its_keys_to_itself(city: CitySeal, tmp_path: Path) -> None:
    assert (tmp_path / "platform.json").stat().st_mode & 0o077 == 0
    assert platform_standin.StandIn(tmp_path / "platform.json").certificates() == platform_certificates()
    assert StandIn(tmp_path / "platform.json").answer("DELETE", "/seal", b"")[0] == 404


def test_the_page_of_a_sealed_ofd_is_named_in_its_signature(city: CitySeal, document: Document) -> None:
    parts = sealed(document, city, at=AT)
    assert f'PageRef="{document.last_page}"'.encode() in parts["Doc_0/Signs/Sign_0/Signature.xml"]
    assert CONTENT in parts and Signature.load(parts[SIGNED_VALUE])["to_sign"]["version"].native == VERSION
