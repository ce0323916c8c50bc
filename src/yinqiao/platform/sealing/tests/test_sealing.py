"""A document is sealed by the certificate that the operator named, and it is known when it was altered."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from yinqiao.platform.sealing import standin
from yinqiao.platform.sealing.checking import soundness
from yinqiao.platform.sealing.reading import read_soundness
from yinqiao.platform.sealing.sealers import known_seals, sealer, trusted_roots
from yinqiao.platform.sealing.settings import seal_file_of
from yinqiao.platform.sealing.types import NotSealed, SealFile, Soundness
from yinqiao.platform.typesetting import lacking, typeset

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "口令"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A page of our own setting."""
    template = tmp_path_factory.mktemp("typst") / "page.typ"
    template.write_text(
        '#set text(font: "Noto Serif SC", fallback: false)\n#set document(title: "试")\n#json(bytes(sys.inputs.data)).words',
        "utf-8",
    )
    return typeset(template, {"words": "王桂英"}, at=AT)


def seal_file(folder: Path, key: object, name: str = "seal.p12") -> SealFile:
    """A self-signed certificate with its key."""
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "某街道办事处")])
    built = x509.CertificateBuilder().subject_name(called).issuer_name(called).public_key(key.public_key())  # type: ignore[attr-defined]
    built = (
        built.serial_number(7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2049, 1, 1, tzinfo=UTC))
    )
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    algorithm = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    own = built.add_extension(usage, critical=True).sign(key, algorithm)  # type: ignore[arg-type]
    path = folder / name
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"x", key, own, None, BestAvailableEncryption(PASSWORD.encode()))
    )  # type: ignore[arg-type]
    roots = folder / f"{name}.pem"
    roots.write_bytes(own.public_bytes(Encoding.PEM))
    return SealFile(path, PASSWORD, roots)


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_real_certificate_seals_by_rsa_or_by_a_curve(kind: str, pdf: bytes, tmp_path: Path, settings: object) -> None:
    key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    settings.SEAL_FILE = seal_file(tmp_path, key)  # type: ignore[attr-defined]
    own = sealer()
    assert own is not None and (own.name, own.is_standin) == ("某街道办事处", False)
    sealed = own.seal(pdf, reason="试").content
    assert soundness(sealed) is Soundness.SOUND and soundness(pdf) is Soundness.UNSEALED
    assert soundness(sealed + b" ") is Soundness.ALTERED


def test_what_was_sealed_by_another_is_foreign(pdf: bytes, tmp_path: Path, settings: object) -> None:
    settings.SEAL_FILE = seal_file(tmp_path, ec.generate_private_key(ec.SECP256R1()))  # type: ignore[attr-defined]
    own = sealer()
    assert own is not None
    sealed = own.seal(pdf, reason="试").content
    settings.SEAL_FILE = settings.SEAL_STANDIN  # type: ignore[attr-defined]
    assert soundness(sealed) is Soundness.FOREIGN
    settings.SEAL_FILE = None  # type: ignore[attr-defined]
    assert sealer() is None and soundness(sealed) is Soundness.FOREIGN


def test_another_certificate_of_the_same_authority_is_no_seal_of_ours(
    pdf: bytes, tmp_path: Path, settings: object
) -> None:
    authority = ec.generate_private_key(ec.SECP256R1())
    ours, anothers = (_issued(tmp_path, authority, name) for name in ("某街道办事处", "某公司"))
    settings.SEAL_FILE = anothers  # type: ignore[attr-defined]
    other = sealer()
    assert other is not None
    sealed = other.seal(pdf, reason="试").content
    assert soundness(sealed) is Soundness.SOUND
    settings.SEAL_FILE = ours  # type: ignore[attr-defined]
    own = sealer()
    assert own is not None
    assert soundness(sealed) is Soundness.FOREIGN and soundness(own.seal(pdf, reason="试").content) is Soundness.SOUND


def _issued(folder: Path, authority: ec.EllipticCurvePrivateKey, name: str) -> SealFile:
    """A certificate of an authority that issues for everybody, with its root in the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    root = standin.builder(standin.named("某机构"), standin.named("某机构"), authority)
    root = root.add_extension(x509.BasicConstraints(True, 0), critical=True)
    root = root.add_extension(standin.usage("key_cert_sign", "crl_sign"), critical=True)
    own = standin.builder(standin.named(name), standin.named("某机构"), key)
    own = own.add_extension(standin.usage("digital_signature", "content_commitment"), critical=True)
    signed = [one.sign(authority, hashes.SHA256()) for one in (own, root)]
    path = folder / f"{name}.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"x", key, signed[0], signed[1:], BestAvailableEncryption(PASSWORD.encode())
        )
    )
    return SealFile(path, PASSWORD)


def test_who_asks_is_answered_though_the_seals_own_file_cannot_be_read(
    pdf: bytes, tmp_path: Path, settings: object
) -> None:
    own = sealer()
    assert own is not None
    sealed = own.seal(pdf, reason="试").content
    settings.SEAL_FILE = SealFile(tmp_path / "gone.p12", PASSWORD)  # type: ignore[attr-defined]
    assert soundness(sealed) is Soundness.FOREIGN and soundness(pdf) is Soundness.UNSEALED


def test_a_page_added_behind_the_signature_is_an_alteration(pdf: bytes, settings: object) -> None:
    own = sealer()
    assert own is not None and own.is_standin
    writer = IncrementalPdfFileWriter(io.BytesIO(own.seal(pdf, reason="试").content))
    writer.root["/Lang"] = writer.root["/Type"]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert soundness(out.getvalue()) is Soundness.ALTERED


@pytest.fixture(scope="module")
def sealed(pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[bytes], list[bytes]]:
    """A sealed page, the roots and the seals by which it is known."""
    from django.conf import settings as own

    found = sealer()
    assert found is not None
    return found.seal(pdf, reason="试").content, trusted_roots(own.SEAL_FILE), known_seals(own.SEAL_FILE)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whichever_byte_is_altered_it_is_not_sound(
    sealed: tuple[bytes, list[bytes], list[bytes]], data: st.DataObject
) -> None:
    content, roots, seals = sealed
    at = data.draw(st.integers(0, len(content) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda one: one != content[at]))
    altered = content[:at] + bytes([value]) + content[at + 1 :]
    # In the empty rest of the signature's own space a byte means nothing: hexadecimal zeros in capitals or small.
    start = content.index(b"/Contents <") + len(b"/Contents <")
    in_signature = start <= at < content.index(b">", start)
    assert in_signature or read_soundness(altered, roots, seals) is not Soundness.SOUND


@pytest.mark.parametrize(
    ("told", "code"),
    [("no file", "seal.file_unreadable"), ("password", "seal.file_unreadable"), ("kind", "seal.key_kind")],
)
def test_a_certificate_that_cannot_be_used_seals_nothing(
    told: str, code: str, pdf: bytes, tmp_path: Path, settings: object
) -> None:
    file = seal_file(tmp_path, ed25519.Ed25519PrivateKey.generate())
    settings.SEAL_FILE = {  # type: ignore[attr-defined]
        "no file": SealFile(tmp_path / "none", PASSWORD), "password": SealFile(file.path, "别的"), "kind": file,
    }[told]  # fmt: skip
    own = sealer()
    with pytest.raises(NotSealed, match=code):
        assert own is not None
        own.seal(pdf, reason="试")


def test_the_operator_names_file_password_and_roots() -> None:
    assert seal_file_of({}, {}) is None
    assert seal_file_of({"YINQIAO_SEAL": "/x.p12"}, {"seal_password": "a"}) == SealFile(Path("/x.p12"), "a")
    told = {"YINQIAO_SEAL": "/x.p12", "YINQIAO_SEAL_PASSWORD": "b", "YINQIAO_SEAL_ROOTS": "/r.pem"}
    assert seal_file_of(told, {"seal_password": "a"}) == SealFile(Path("/x.p12"), "b", Path("/r.pem"))
    with pytest.raises(ValueError, match="YINQIAO_SEAL_PASSWORD"):
        seal_file_of({"YINQIAO_SEAL": "/x.p12"}, {})


def test_the_standin_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "seal" / "standin.p12"
    standin.make_standin(path, PASSWORD)
    before = path.read_bytes()
    standin.make_standin(path, PASSWORD)
    assert path.read_bytes() == before and path.stat().st_mode & 0o077 == 0
    assert [one.name for one in path.parent.iterdir()] == ["standin.p12"]


def test_the_font_has_what_names_are_written_with_and_says_what_it_lacks() -> None:
    assert lacking("王桂英䶮㐂·阿依古丽 1234ＡＢ（）") == ""
    assert lacking("王𰻝𰻝英") == "𰻝"
