"""A certificate that must not be issued."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """A kind of certificate on the list: its number there, why it is not issued, who proves it instead and how.

    `words` are what people call it; `also` a service of ours that helps on.
    """

    number: int
    code: str
    title: str
    reason: str
    office: str
    way: str
    words: tuple[str, ...] = ()
    also: str = ""

    @property
    def label(self) -> str:
        """The number as it is cited: `清单一第10项`."""
        return f"清单一第{self.number}项"
