"""What is asked of the city's app, what it answers, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from yinqiao.kernel.labels import Labelled


class FaceOutcome(Labelled):
    """What the comparison came to."""

    MATCH = "match", "比对通过"
    NO_MATCH = "no_match", "比对没有通过"
    NO_FACE = "no_face", "没有拍到脸"


class ResultRefused(Exception):
    """A result that is not the app's, not for this request, or not of now; `args[0]` is a code."""


@dataclass(frozen=True, slots=True)
class FaceRequest:
    """Whom to compare, under which number, until when, and where the browser goes back to."""

    nonce: str
    name: str = field(repr=False)
    id_no: str = field(repr=False)
    expires_at: datetime
    return_url: str


@dataclass(frozen=True, slots=True)
class FaceResult:
    """What the app says: the outcome, when, and its own number of the comparison, by which it is told once."""

    outcome: FaceOutcome
    at: datetime
    reference: str


@dataclass(frozen=True, slots=True)
class FaceApp:
    """The app: what it is called, where it begins, the key it opens requests with, the key by which its results are known."""

    name: str
    url: str
    request_key: bytes
    result_key: bytes
    is_standin: bool = False
