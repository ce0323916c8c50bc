"""What whoever holds a certificate is told: by its code, by its file; the same of everything that is none of ours."""

from __future__ import annotations

import io
import random
import re
import subprocess
import zipfile
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from asn1crypto import pem, x509
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from yinqiao.areas.certificates import services
from yinqiao.areas.certificates.models import CheckCount
from yinqiao.areas.certificates.rules import ALPHABET, grouped
from yinqiao.areas.certificates.tests.office import CHECKER, MANAGED, SYSTEM, WHERE, Office
from yinqiao.areas.certificates.types import Asked, Revocation
from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.ofd.tests.packages import with_another_name
from yinqiao.platform.sealing.checking import soundness
from yinqiao.platform.sealing.sealers import trusted_roots
from yinqiao.platform.sealing.timestamps import time_roots
from yinqiao.platform.sealing.types import Soundness

pytestmark = [pytest.mark.db, pytest.mark.django_db]
# What protects a form differs with each page.
TOKEN = re.compile(r"[A-Za-z0-9]{64}")


def code_on(pdf: bytes) -> str:
    """The code in the square on the paper, read as a phone would."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil()
    (read,) = zxingcpp.read_barcodes(picture)
    path = urlsplit(read.text).path
    assert read.text.startswith(WHERE)
    return path.removeprefix("/verify/").strip("/")


def page(path: str) -> str:
    """What a stranger reads."""
    return unescape(Client().get(path).content.decode())


def sent(content: bytes, name: str = "证明.pdf") -> tuple[int, str]:
    """The answer to a file that a stranger sends."""
    file = SimpleUploadedFile(name, content, "application/pdf")
    answer = Client().post(reverse("verify:ask"), {"file": file})
    return answer.status_code, unescape(answer.content.decode())


def test_the_square_on_the_paper_leads_to_what_it_says_and_no_more(office: Office, now: None) -> None:
    made = office.issue()
    code = code_on(office.pdf(made))
    told = page(reverse("verify:code", args=[code]))
    masked = f"{id_number(102)[:4]}**********{id_number(102)[-4:]}"
    for words in (
        "有效",
        "社会化管理证明",
        "430104001001-2026-00001",
        "王桂英",
        masked,
        "办理养老服务机构入住",
        "月华社区",
        "演示替身",
    ):
        assert words in told, words
    assert id_number(102) not in told and "中湘机床" not in told and "1952" not in told
    assert office.row(made).checks == 1
    typed = Client().post(reverse("verify:ask"), {"code": f" {grouped(code).lower()} "})
    assert typed["Location"] == reverse("verify:code", args=[code])


def test_every_code_that_is_none_has_the_same_answer(office: Office, now: None) -> None:
    code = code_on(office.pdf(office.issue()))
    draw = random.Random(7)
    other = [
        code[:-1] + ("0" if code[-1] != "0" else "1"),
        "".join(draw.choices(ALPHABET, k=24)),
        "-",
        "x",
        "a" * 300,
    ]
    found = [Client().get(reverse("verify:code", args=[wrong])) for wrong in other]
    answers = {(one.status_code, TOKEN.sub("", unescape(one.content.decode()))) for one in found}
    ((status, told),) = answers
    assert status == 404 and "没有查到" in told


def test_expired_revoked_replaced_and_changed_say_so(office: Office) -> None:
    made = office.issue()
    code = code_on(office.pdf(made))

    assert [office.check(code, at=NOW + timedelta(days=days)).standing.value for days in (0, 89, 90)] == [
        "valid",
        "valid",
        "expired",
    ]  # type: ignore[union-attr]
    office.die()
    assert office.check(code).standing.value == "changed"  # type: ignore[union-attr]
    office.live()
    asked = Asked(MANAGED, "向原企业说明情况", WHERE)
    new = services.reissue(actor=office.scene.community, at=NOW, certificate_id=made, asked=asked)
    told = office.check(code)
    assert told is not None and (told.standing.value, told.replaced_by) == ("replaced", office.row(new).number)
    services.revoke(actor=office.scene.community, at=NOW, certificate_id=new, reason=Revocation.MISUSED)
    assert office.check(code_on(office.pdf(new))).standing.value == "revoked"  # type: ignore[union-attr]


def test_what_ended_it_is_told_to_nobody_outside(office: Office, now: None) -> None:
    code = code_on(office.pdf(office.issue()))
    office.die()
    told = page(reverse("verify:code", args=[code]))
    assert "已失效" in told and "死亡" not in told and "去世" not in told


def test_one_that_waits_or_was_declined_has_no_code_to_be_found_by(office: Office) -> None:
    services.permit(actor=office.scene.street, at=NOW + timedelta(minutes=1), kind=MANAGED, is_automatic=False)
    waiting = office.issue()
    assert office.row(waiting).code_hash is None and office.check("") is None


def test_each_check_is_counted_without_who_and_a_network_asks_so_often_a_minute(office: Office) -> None:
    made = office.issue()
    code = code_on(office.pdf(made))
    for _ in range(60):
        assert office.check(code)
    with pytest.raises(Conflict):
        office.check(code)
    assert office.check(code, address="10.0.0.2") and office.check(code, at=NOW + timedelta(minutes=1))
    assert office.row(made).checks == 62
    with acting(SYSTEM):
        entries = Entry.objects.filter(action="certificates.check")
        assert entries.count() == 62 and all(
            "10.0.0" not in str(one.detail) and code not in str(one.detail) for one in entries
        )
        office.check(code, at=NOW + timedelta(hours=3))
        assert CheckCount.objects.count() == 1


def test_the_file_as_it_was_issued_is_whole_and_an_altered_byte_is_told(office: Office, now: None) -> None:
    pdf = office.pdf(office.issue())
    status, told = sent(pdf)
    assert status == 200 and "完全一致" in told and "王桂英" in told and id_number(102) not in told
    at = pdf.index(b"/Type /Page") if b"/Type /Page" in pdf else 4000
    for altered in (pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :], pdf + b"\n% more", pdf[:-40]):
        _, told = sent(altered)
        assert "被改动过" in told and "王桂英" not in told
    assert "没有电子签章" not in told


def test_the_ofd_is_known_too_and_one_made_out_for_something_else_is_altered(office: Office, now: None) -> None:
    ofd = office.ofd(office.issue())
    status, told = sent(ofd, "证明.ofd")
    assert status == 200 and "完全一致" in told and "王桂英" in told
    _, told = sent(with_another_name(ofd), "证明.ofd")
    assert "被改动过" in told and "王桂英" not in told
    _, told = sent(ofd + b"more", "证明.ofd")
    assert "完全一致" not in told and "王桂英" not in told


@pytest.mark.parametrize("name", ["证明.pdf", "../../etc/passwd", "a" * 200 + ".pdf"])
def test_a_file_that_is_no_certificate_is_told_so(office: Office, name: str) -> None:
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as one:
        one.writestr("x", "y")
    for content, words in (
        (b"%PDF-1.7\n" + bytes(random.Random(3).randbytes(5000)), "被改动过"),
        (bundle.getvalue(), "读不出来"),
        (b"MZ\x90\x00", "读不出来"),
        (b"%PDF-1.7\n" + b"<<" * 30_000, "被改动过"),
    ):
        status, told = sent(content, name)
        assert status == 200 and words in told
    status, told = sent(b"")
    assert status == 422 and "文件是空的" in told


def test_a_file_that_is_too_large_is_not_read(office: Office) -> None:
    status, told = sent(b"%PDF-" + bytes(16 * 2**20))
    assert status == 422 and "超过 16 MB" in told


def test_a_stamped_one_has_no_signature_and_is_known_by_its_digest_alone(
    office: Office, settings: object, now: None
) -> None:
    settings.SEAL_FILE = settings.SEAL_PLATFORM = None  # type: ignore[attr-defined]
    pdf = office.pdf(office.issue())
    _, told = sent(pdf)
    assert "完全一致" in told and "看纸上的公章" in told
    _, told = sent(pdf.replace(b"%%EOF", b"%%EOF\n"))
    assert "不能确认" in told


def test_the_validator_of_pyhanko_says_that_signature_chain_and_coverage_are_right(
    office: Office, settings: object
) -> None:
    pdf = office.pdf(office.issue())
    roots = [x509.Certificate.load(pem.unarmor(one)[2]) for one in trusted_roots(settings.SEAL_FILE)]  # type: ignore[attr-defined]
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    times = [x509.Certificate.load(pem.unarmor(one)[2]) for one in time_roots(settings.TIME_AUTHORITY)]  # type: ignore[attr-defined]
    status = validate_pdf_signature(
        signature, ValidationContext(trust_roots=roots), ValidationContext(trust_roots=times)
    )
    assert status.bottom_line and status.intact and status.valid and status.trusted
    assert status.timestamp_validity is not None and status.timestamp_validity.trusted
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert soundness(pdf) is Soundness.SOUND
    settings.SEAL_FILE = None  # type: ignore[attr-defined]
    assert soundness(pdf) is Soundness.FOREIGN


def _openssl(pdf: bytes, roots: bytes, folder: Path) -> bool:
    """What another implementation says of the signature, which knows nothing of PDF: the two ranges and the CMS between."""
    told = re.search(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf)
    assert told is not None
    first, length, second, rest = (int(one) for one in told.groups())
    assert first == 0 and second + rest == len(pdf)
    (folder / "signed").write_bytes(pdf[:length] + pdf[second:])
    sealed = bytes.fromhex(pdf[length:second].strip(b"<>\x00 ").decode())
    (folder / "cms").write_bytes(sealed)
    (folder / "roots.pem").write_bytes(roots)
    command = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "cms", "-content", "signed",
               "-CAfile", "roots.pem", "-purpose", "any", "-out", "told"]  # fmt: skip
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=60).returncode == 0


def test_openssl_says_too_that_a_certificate_is_signed_and_one_altered_byte_is_not(
    office: Office, settings: object, tmp_path: Path
) -> None:
    pdf = office.pdf(office.issue())
    roots = b"\n".join(trusted_roots(settings.SEAL_FILE))  # type: ignore[attr-defined]
    assert _openssl(pdf, roots, tmp_path)
    at = pdf.index(b"/Title")
    assert not _openssl(pdf[:at] + b"/Titlf" + pdf[at + 6 :], roots, tmp_path)


def test_of_one_network_ten_files_a_minute_are_read_beside_its_codes(office: Office) -> None:
    pdf = office.pdf(office.issue())
    for _ in range(10):
        assert services.check_file(actor=CHECKER, at=NOW, content=pdf, address="10.0.0.1")
    with pytest.raises(Conflict, match="too_many_checks"):
        services.check_file(actor=CHECKER, at=NOW, content=pdf, address="10.0.0.1")
    assert office.check(code_on(pdf))
