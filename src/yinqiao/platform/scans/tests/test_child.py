"""What the confined child makes of scans: good ones are told and drawn with their mark, everything else is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageChops

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.scans.confined import Looked, draw, look, unpack
from yinqiao.platform.scans.tests.samples import HOSTILE, Bytes, package, pdf, picture

pytestmark = [pytest.mark.fast]
MARK = ["望月湖街道 张三", "2026-03-02 09:00", "政治审查"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("一.pdf", pdf(3), Looked("application/pdf", 3)),
        ("二.JPG", picture(), Looked("image/jpeg", 1)),
        ("三.tiff", picture("TIFF", 4), Looked("image/tiff", 4)),
    ],
)
def test_a_pdf_a_jpeg_and_a_tiff_are_told_with_their_pages(name: str, content: bytes, told: Looked) -> None:
    assert look(Bytes(content), name) == told


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_plain_scan_is_refused_by_its_code(what: str) -> None:
    name, content, code = HOSTILE[what]
    with pytest.raises(Invalid) as refusal:
        look(Bytes(content), name)
    assert refusal.value.code == code


def test_every_page_is_drawn_under_its_mark_and_one_that_is_not_there_is_refused() -> None:
    font = str(settings.MARK_FONT)
    for content, pages in ((pdf(2), 2), (picture("TIFF", 2), 2), (picture(), 1)):
        drawn = [Image.open(io.BytesIO(draw(Bytes(content), no, MARK, font))) for no in range(1, pages + 1)]
        bare = Image.open(io.BytesIO(draw(Bytes(content), 1, ["—"], font)))
        assert all(one.format == "JPEG" and max(one.size) >= 800 for one in drawn)
        assert ImageChops.difference(drawn[0], bare.resize(drawn[0].size)).getbbox() is not None
        with pytest.raises(Invalid) as refusal:
            draw(Bytes(content), pages + 1, MARK, font)
        assert refusal.value.code == "scans.page_missing"


def test_a_package_comes_out_file_by_file_under_the_names_that_were_meant() -> None:
    files = {"档案/430100000315_1_1.pdf": pdf(), "../../etc/passwd": b"x", "空.pdf": b""}
    found: dict[str, bytes] = {}
    name = ""
    for told in unpack(Bytes(package(files))):
        if isinstance(told, bytes):
            found[name] += told
        else:
            name, size = told
            assert size == len(files[name])
            found[name] = b""
    assert found == files


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 and nothing more", "scans.not_a_package"),
        (package({"a.pdf": pdf()})[:-30], "scans.not_a_package"),
        (package({"a.pdf": bytes(40 * 2**20)}, zipfile.ZIP_DEFLATED), "scans.package_bomb"),
    ],
)
def test_a_broken_package_and_one_that_swells_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        list(unpack(Bytes(content)))
    assert refusal.value.code == code


def test_the_font_of_the_mark_is_there() -> None:
    assert Path(settings.MARK_FONT).is_file()
