"""Where we connect: public addresses, and those inside that the operator names; never where a machine tells of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.platform.outward.addresses import may_connect, networks_of, why_not_url

pytestmark = pytest.mark.fast

INSIDE = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "169.254.169.254",
    "0.0.0.0", "0.1.2.3", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "100.100.100.200", "::1",
    "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:db8::1", "nonsense", "",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_inside_is_connected_to(address: str) -> None:
    assert not may_connect(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.2.4.8", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are(address: str) -> None:
    assert may_connect(address)


def test_what_the_operator_names_is_allowed_and_no_more() -> None:
    allowed = networks_of("10.20.0.0/16, fd12::/16")
    assert [may_connect(one, allowed) for one in ("10.20.3.4", "::ffff:10.20.3.4", "fd12::5", "10.21.0.1", "127.0.0.1")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "::ffff:169.254.169.254", "fe80::1", "100.100.100.200", "0.0.0.0"]
)
def test_nothing_the_operator_says_opens_what_a_machine_tells_of_itself(address: str) -> None:
    assert not may_connect(address, networks_of("0.0.0.0/0,::/0"))


@given(st.ip_addresses(v=4))
def test_an_address_and_its_form_in_the_newer_family_are_judged_alike(address: object) -> None:
    assert may_connect(str(address)) == may_connect(f"::ffff:{address}")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://a.example.cn/x?y=1", ""), ("https://8.8.8.8/", ""), ("http://a.example.cn/", "url_not_https"),
        ("http://127.0.0.1:9/", "url_inside"), ("https://a:b@c.cn/", "url_secret"), ("https://c.cn/#f", "url_secret"),
        ("https://c.cn:99999/", "url_malformed"), ("https:///x", "url_malformed"), ("javascript:1", "url_malformed"),
        ("https://c.cn/a b", "url_malformed"), ("https://c.cn\\@d.cn/", "url_malformed"), ("https://c.cn/\n", "url_malformed"),
        ("https://" + "a" * 500, "url_malformed"), ("https://[::1", "url_malformed"), ("https://政务.cn/", "url_malformed"),
    ],
)  # fmt: skip
def test_a_url_is_refused_for_its_reason(url: str, code: str) -> None:
    assert why_not_url(url) == code


def test_this_machine_may_be_named_where_the_operator_allows_it() -> None:
    allowed = networks_of("127.0.0.0/8")
    assert [why_not_url(one, allowed) for one in ("http://127.0.0.1:9/", "http://localhost:9/", "http://10.0.0.1/")] == [
        "", "", "url_inside",
    ]  # fmt: skip
    assert why_not_url("http://localhost:9/") == "url_not_https"
