"""演示替身: a seal platform of our own making for the demo. It answers the same requests by certificates nobody trusts."""

from __future__ import annotations

import base64
import io
import json
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from asn1crypto import x509
from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from yinqiao.platform.crypto import sm2
from yinqiao.platform.sealing.ses import (
    BY_CERTIFICATE,
    SM2_WITH_SM3,
    UNIT_SEAL,
    VERSION,
    Certificates,
    Seal,
    SealInfo,
    Signature,
    ToSign,
)
from yinqiao.platform.sealing.sm2cert import Certificate, issue, read_certificate
from yinqiao.platform.sealing.standin import NAME, write_once

_SINCE, _UNTIL = datetime(2019, 1, 1, tzinfo=UTC), datetime(2048, 12, 31, tzinfo=UTC)
_SIZE_MM, _PIXELS = 40, 480
_RED = (196, 30, 30, 255)


class StandIn:
    """Keys and seal lie in one file, so that every process of the demo speaks to the same stand-in."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        """A request as a platform answers it."""
        if (method, path) == ("GET", "/seal"):
            return 200, json.dumps({"seal": self._kept["seal"]}).encode()
        if (method, path) != ("POST", "/signatures"):
            return 404, b"{}"
        told = json.loads(body)
        made = self._signed(base64.b64decode(told["digest"]), told["property"])
        return 200, json.dumps({"signature": base64.b64encode(made).decode()}).encode()

    def certificates(self) -> list[Certificate]:
        """Its own, and the maker's of its seal."""
        return [read_certificate(base64.b64decode(self._kept[name])) for name in ("cert", "maker")]

    @cached_property
    def _kept(self) -> dict[str, str]:
        if not self._path.exists():
            write_once(self._path, json.dumps(_made()).encode())
        kept: dict[str, str] = json.loads(self._path.read_bytes())
        return kept

    def _signed(self, digest: bytes, about: str) -> bytes:
        said = ToSign({
            "version": VERSION, "seal": Seal.load(base64.b64decode(self._kept["seal"])),
            "time_info": datetime.now(UTC).replace(microsecond=0), "data_hash": digest, "property_info": about,
        })  # fmt: skip
        signature = sm2.sign(base64.b64decode(self._kept["pair"]), said.dump())
        told = {
            "to_sign": said, "cert": base64.b64decode(self._kept["cert"]), "signature_alg": SM2_WITH_SM3,
            "signature": signature,
        }  # fmt: skip
        return bytes(Signature(told).dump())


def _made() -> dict[str, str]:
    root_pair, maker_pair, pair = sm2.new_pair(), sm2.new_pair(), sm2.new_pair()
    root_name, maker_name, own_name = (_name(f"{NAME}{one}") for one in ("根证书", "制章者", ""))
    maker = issue(maker_pair, maker_name, root_name, root_pair, 2)
    own = issue(pair, own_name, root_name, root_pair, 3)
    seal = make_seal(own, maker, maker_pair, NAME)
    made: dict[str, Any] = {"maker": maker, "cert": own, "pair": pair, "seal": seal}
    return {name: base64.b64encode(value).decode() for name, value in made.items()}


def make_seal(own: bytes, maker: bytes, maker_pair: bytes, name: str) -> bytes:
    """An SESeal in DER for who holds `own`, signed by its maker."""
    info = SealInfo({
        "header": {"id": "ES", "version": VERSION, "vid": "yinqiao"}, "es_id": "YINQIAO-STANDIN",
        "property": {
            "type": UNIT_SEAL, "name": name, "cert_list_type": BY_CERTIFICATE, "cert_list": Certificates([own]),
            "create_date": _SINCE, "valid_start": _SINCE, "valid_end": _UNTIL,
        },
        "picture": {"type": "PNG", "data": _picture(), "width": _SIZE_MM, "height": _SIZE_MM},
    })  # fmt: skip
    signed = sm2.sign(maker_pair, info.dump())
    return bytes(Seal({"info": info, "cert": maker, "sign_alg": SM2_WITH_SM3, "signed_value": signed}).dump())


def _name(common: str) -> x509.Name:
    return x509.Name.build({"common_name": common})


def _picture() -> bytes:
    """A ring with 演示替身 in it: round and red as a seal, without the star of one."""
    image = Image.new("RGBA", (_PIXELS, _PIXELS), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((8, 8, _PIXELS - 8, _PIXELS - 8), outline=_RED, width=12)
    for words, size, middle in (("演示替身", 72, 125), ("不具法律效力", 38, 390)):
        font = ImageFont.truetype(str(settings.MARK_FONT), size)
        draw.text((_PIXELS / 2, middle), words, fill=_RED, font=font, anchor="mm")
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()
