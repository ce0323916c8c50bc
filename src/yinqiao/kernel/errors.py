"""The five ways in which Yinqiao says no.

Every error has a stable dotted code, a Chinese sentence for the person, and what to do next.
None of them may carry personal data: they end in logs and on error pages.
"""

from __future__ import annotations

from collections.abc import Mapping


class DomainError(Exception):
    """An anticipated refusal; anything else that escapes is a fault of ours.

    `code` is stable and dotted (`handover.batch_not_open`), `message` is one Chinese sentence that says what
    happened, `next_step` one that says what to do now, `fields` maps a form field to its own sentence.
    """

    status = 400

    def __init__(
        self, code: str, message: str, *, next_step: str = "", fields: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.next_step = next_step
        self.fields = dict(fields or {})


class Refused(DomainError):
    """The actor is known and the thing is seen, but a rule or a right forbids the act."""

    status = 403


class Invalid(DomainError):
    """What was sent cannot be understood or breaks a rule; correct it and send it again."""

    status = 422


class NotFound(DomainError):
    """Absent, or outside the caller's scope: the same answer, so that nothing can be learned by asking."""

    status = 404

    def __init__(
        self, code: str = "not_found", message: str = "没有找到您要的内容，或者它不在您的管理范围内。"
    ) -> None:
        super().__init__(code, message, next_step="请核对后重新查找；如需扩大范围，请联系本单位管理员。")


class Conflict(DomainError):
    """Somebody else was first, or the thing has changed since it was read."""

    status = 409


class Unavailable(DomainError):
    """A part that we lean on does not answer; nothing was changed, try again later."""

    status = 503
