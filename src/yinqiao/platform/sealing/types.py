"""What seals a document, and what somebody learns who asks whether a document is still as it was sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from yinqiao.kernel.labels import Labelled

TIME_STANDIN = "时间戳演示替身（不具法律效力）"
"""What the demo's authority of time is called wherever it is named."""


class Sealer(Protocol):
    """A seal: the key of this installation, or the seal platform of the city behind the same three words.

    `name` stands in the register and on the paper; `is_standin` where it proves nothing outside of the demo.
    """

    @property
    def name(self) -> str:
        """Whose seal."""

    @property
    def is_standin(self) -> bool:
        """Whether it is the stand-in of the demo."""

    def seal(self, pdf: bytes, *, reason: str) -> Sealed:
        """The document with the seal's signature; `NotSealed` when it was not sealed."""


class Timing(Labelled):
    """Whether somebody else than the signer says when it signed (RFC 3161)."""

    NONE = "", "没有时间戳"
    TIMED = "timed", "有时间戳"
    SILENT = "silent", "时间戳服务当时没有应答"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed document; with a timestamp, when it was there and who says so."""

    content: bytes
    timing: Timing = Timing.NONE
    timed_at: datetime | None = None
    timed_by: str = ""


class NotSealed(Exception):
    """The seal did not answer, or its certificate is not valid; `args[0]` is a code."""


class Soundness(Labelled):
    """What the signature of a document says."""

    SOUND = "sound", "签章有效，内容没有改动"
    ALTERED = "altered", "内容在签章之后被改动过，或者签章不完整"
    FOREIGN = "foreign", "签章不是本平台的"
    UNSEALED = "unsealed", "没有电子签章"
    UNREADABLE = "unreadable", "不是可以读取的 PDF 或 OFD 文件"


@dataclass(frozen=True, slots=True)
class SealFile:
    """The certificate of this installation: a PKCS#12 file, its password, and the roots that are trusted beside it."""

    path: Path
    password: str
    roots: Path | None = None


@dataclass(frozen=True, slots=True)
class TimeAuthority:
    """An authority of time: its address, and in PEM the roots of it and of those used before.

    `authority` is who signed the certificate of its address, where that is nobody the system trusts. Of the stand-in
    `roots` is the file in which all of it lies.
    """

    url: str
    roots: Path
    authority: Path | None = None
    is_standin: bool = False


@dataclass(frozen=True, slots=True)
class PlatformAccount:
    """The account with a city's electronic-seal platform, and the certificates of its seals and their makers.

    `authority` is who signed the certificate of its address, where that is nobody the system trusts. Of the stand-in
    `certificates` is the file in which all of it lies.
    """

    url: str
    token: str = field(repr=False)
    certificates: Path
    authority: Path | None = None
    is_standin: bool = False
