"""What the browser keeps between the way out to a provider and the way back: one signed cookie, for ten minutes."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

SECONDS = 600


@dataclass(frozen=True, slots=True)
class Keeper:
    """The cookie of one door: its name, and the part of the site that it is sent to.

    `Lax`: the way back is a click away from the provider's site, which a `Strict` cookie would not survive.
    """

    name: str
    path: str

    def keep(self, answer: HttpResponse, ticket: str, purpose: str = "") -> None:
        """Keep a ticket, and for what it was begun."""
        value = signing.dumps([ticket, purpose], salt=self.name, compress=False)
        answer.set_cookie(
            self.name, value, max_age=SECONDS, path=self.path, httponly=True, secure=settings.IS_BEHIND_TLS, samesite="Lax"
        )  # fmt: skip

    def read(self, request: HttpRequest) -> tuple[str, str]:
        """The ticket and its purpose; empty for none, an old one, or one that we did not make."""
        try:
            ticket, purpose = signing.loads(request.COOKIES.get(self.name, ""), salt=self.name, max_age=SECONDS)
        except (signing.BadSignature, ValueError, TypeError):
            return "", ""
        return str(ticket), str(purpose)

    def let_go(self, answer: HttpResponse) -> None:
        """The ticket has done its work."""
        answer.delete_cookie(self.name, path=self.path, samesite="Lax")
