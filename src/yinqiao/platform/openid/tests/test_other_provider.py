"""Against a provider that others wrote: discovery, RS256, the code flow with PKCE, claims on asking."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import httpcore
import pytest
from django.utils import timezone

from yinqiao.kernel.errors import DomainError
from yinqiao.platform.openid import Provider, begin, finish
from yinqiao.platform.openid.asking import forget
from yinqiao.platform.openid.tests.peer import BACK, CLAIMS

# It leans on forms of its own libraries that will go.
pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture
def provider() -> Iterator[Provider]:
    import oidc_provider_mock

    forget()
    with oidc_provider_mock.run_server_in_thread() as server:
        yield Provider(
            f"http://localhost:{server.server_port}", "yinqiao", "secret", "别家", ("openid", "profile"), CLAIMS
        )
    forget()


def _signs_in(url: str, subject: str) -> dict[str, str]:
    answer = httpcore.request(
        "POST", url, content=f"sub={subject}".encode(), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    place = dict(answer.headers)[b"Location"].decode()
    assert place.startswith(BACK)
    return dict(parse_qsl(urlsplit(place).query))


def test_somebody_signs_in_there_and_comes_back_once(provider: Provider) -> None:
    begun = begin(provider, back=BACK)
    query = _signs_in(begun.url, "wang")
    told = finish(provider, ticket=begun.ticket, query=query, back=BACK, at=timezone.now())
    assert (told.issuer, told.subject) == (provider.issuer, "wang")
    again = begin(provider, back=BACK)
    with pytest.raises(DomainError) as caught:
        back = {**_signs_in(again.url, "wang"), "code": query["code"]}
        finish(provider, ticket=again.ticket, query=back, back=BACK, at=timezone.now())
    assert caught.value.code == "openid.code_refused"
