"""The seal of a city in an OFD (GB/T 33190, 18): put, and read back. Every part of the package is under the signature.

`Signature.xml` lists the SM3 digest of each part; its own digest is what the seal signs. A reader draws the seal's
picture where `StampAnnot` says.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.ofd.package import SPACE, Document, child, element, written
from yinqiao.platform.sealing.judging import judge, sm3
from yinqiao.platform.sealing.ses import SM2_WITH_SM3, SM3, Seal
from yinqiao.platform.sealing.sm2cert import Certificate
from yinqiao.platform.sealing.types import Soundness
from yinqiao.platform.sheets.limits import ReadLimits
from yinqiao.platform.sheets.zipcheck import check_directory, unpack

if TYPE_CHECKING:
    from yinqiao.platform.sealing.platform import CitySeal

LIMITS = ReadLimits(file_bytes=20 * 2**20, inflated_bytes=64 * 2**20, entries=400)
_FOLDER = "Doc_0/Signs"
_LIST, _SIGNED, _VALUE = (
    f"{_FOLDER}/Signatures.xml",
    f"{_FOLDER}/Sign_0/Signature.xml",
    f"{_FOLDER}/Sign_0/SignedValue.dat",
)
# Where the middle of the seal stands: over the name of the unit and the day, in millimetres.
_MIDDLE = (160.0, 214.0)


def sealed(document: Document, seal: CitySeal, *, at: datetime) -> dict[str, bytes]:
    """The parts of an OFD with the city's seal on its last page; `NotSealed` when the platform did not give it."""
    root = fromstring(document.parts["OFD.xml"])
    child(root[0], "Signatures", _LIST)
    under = {**document.parts, "OFD.xml": written(root), _LIST: _listed()}
    signed = _described(under, seal.seal, document.last_page, at)
    return {**under, _SIGNED: signed, _VALUE: seal.sign(sm3(signed), f"/{_SIGNED}")}


def _listed() -> bytes:
    root = element("Signatures")
    child(root, "MaxSignId", "s001")
    child(root, "Signature", ID="s001", Type="Seal", BaseLoc="Sign_0/Signature.xml")
    return written(root)


def _described(parts: Mapping[str, bytes], seal: Seal, page_id: int, at: datetime) -> bytes:
    root = element("Signature")
    info = child(root, "SignedInfo")
    child(info, "Provider", ProviderName="yinqiao", Company="银桥")
    child(info, "SignatureMethod", SM2_WITH_SM3)
    child(info, "SignatureDateTime", at.strftime("%Y%m%d%H%M%SZ"))
    references = child(info, "References", CheckMethod=SM3)
    for name, content in parts.items():
        reference = child(references, "Reference", FileRef=f"/{name}")
        child(reference, "CheckValue", base64.b64encode(sm3(content)).decode())
    picture = seal["info"]["picture"]
    width, height = picture["width"].native, picture["height"].native
    left, top = _MIDDLE[0] - width / 2, _MIDDLE[1] - height / 2
    child(info, "StampAnnot", ID="a001", PageRef=str(page_id), Boundary=f"{left:g} {top:g} {width} {height}")
    child(root, "SignedValue", _VALUE.rsplit("/", 1)[1])
    return written(root)


def read_ofd(content: bytes, known: Sequence[Certificate]) -> Soundness:
    """What the seal in a stranger's OFD says. One seal as we put it: what stands elsewhere is altered or another's."""
    try:
        parts = {one.name: b"".join(unpack(content, one, LIMITS)) for one in check_directory(content, LIMITS)}
        if "OFD.xml" not in parts:
            return Soundness.UNREADABLE
        if fromstring(parts["OFD.xml"], forbid_dtd=True).find(f".//{{{SPACE}}}Signatures") is None:
            return Soundness.UNSEALED
        if not {_LIST, _SIGNED, _VALUE} <= set(parts):
            return Soundness.FOREIGN
        signed = fromstring(parts[_SIGNED], forbid_dtd=True)
    except Invalid:
        return Soundness.UNREADABLE
    except (DefusedXmlException, ParseError, ValueError, UnicodeError):
        return Soundness.ALTERED
    listed = {
        one.get("FileRef", "").lstrip("/"): one.findtext(f"{{{SPACE}}}CheckValue")
        for one in signed.iter(f"{{{SPACE}}}Reference")
    }
    method = {one.get("CheckMethod") for one in signed.iter(f"{{{SPACE}}}References")}
    now = {name: base64.b64encode(sm3(part)).decode() for name, part in parts.items() if name not in (_SIGNED, _VALUE)}
    if method != {SM3} or listed != now:
        return Soundness.ALTERED
    return judge(parts[_VALUE], sm3(parts[_SIGNED]), f"/{_SIGNED}", known)
