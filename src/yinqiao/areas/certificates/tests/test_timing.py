"""When a seal was put: an authority of time says so on the register; where it is silent the certificate is issued all the same."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from yinqiao.areas.certificates.models import SealUse
from yinqiao.areas.certificates.tests.office import SYSTEM, Office
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.sealing import timestamps
from yinqiao.platform.sealing.checking import soundness
from yinqiao.platform.sealing.types import TIME_STANDIN, Soundness, TimeAuthority

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("now")]


def _page(actor: Actor, name: str, *args: Any) -> str:
    return unescape(text_of(Browser(actor).ask(reverse(f"certificates:{name}", args=args))))


def test_the_register_says_when_a_seal_was_seen_and_by_whom(office: Office) -> None:
    made = office.issue()
    ofd, pdf = office.uses() if office.uses()[0].timing == "" else reversed(office.uses())
    assert (pdf.timing, pdf.timed_by) == ("timed", TIME_STANDIN) and pdf.timed_at is not None
    assert (ofd.timing, ofd.timed_at, ofd.timed_by) == ("", None, "")
    assert pdf.digest == office.row(made).digest and soundness(office.pdf(made)) is Soundness.SOUND
    assert TIME_STANDIN in _page(office.scene.community, "certificate", made)
    assert TIME_STANDIN in _page(office.scene.street, "uses")
    assert TIME_STANDIN in _page(office.scene.street, "seals")


def test_where_the_authority_is_silent_the_certificate_holds_and_says_so(
    office: Office, settings: Any, tmp_path: Path
) -> None:
    roots = tmp_path / "roots.pem"
    roots.write_bytes(timestamps.time_roots(settings.TIME_STANDIN)[0])
    settings.TIME_AUTHORITY = TimeAuthority("http://127.0.0.1:9/", roots)
    try:
        made = office.issue()
    finally:
        timestamps.forget_silence()
    assert sorted(one.timing for one in office.uses()) == ["", "silent"]
    assert office.standing(made) == "valid" and soundness(office.pdf(made)) is Soundness.SOUND
    told = "时间戳服务当时没有应答"
    assert told in _page(office.scene.community, "certificate", made) and told in _page(office.scene.street, "uses")


def test_without_an_authority_nobody_is_told_of_timestamps(office: Office, settings: Any) -> None:
    settings.TIME_AUTHORITY = None
    made = office.issue()
    assert {one.timing for one in office.uses()} == {""}
    assert "时间戳" not in _page(office.scene.community, "certificate", made)
    assert "RFC 3161" not in _page(office.scene.street, "seals")


def test_a_line_that_is_timed_by_nobody_cannot_be_kept() -> None:
    with acting(SYSTEM), pytest.raises(IntegrityError, match="certificates_timed"), transaction.atomic():
        SealUse.objects.create(
            place_no=1, number="1", title="1", seal="1", how="hand", digest="1", at=NOW, author_name="1",
            timing="timed", timed_at=NOW,
        )  # fmt: skip
