"""Where we connect: never inside, whatever a name resolves to. Pure but for the networks that the operator allows."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network

_MAX_URL = 500
# Answers about the machine itself, to whoever asks from it: no operator can allow them.
_NEVER = tuple(
    ip_network(one)
    for one in (
        "0.0.0.0/8", "169.254.0.0/16", "100.100.100.200/32", "192.0.0.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/128",
        "fe80::/10", "ff00::/8", "fd00:ec2::254/128",
    )
)  # fmt: skip
# Addresses that carry another one inside, by which a gateway would lead to it.
_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))


def networks_of(text: str) -> tuple[Network, ...]:
    """What the operator wrote: `10.20.0.0/16,2001:db8::/32`; ValueError for anything else."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())


def may_connect(address: str, allowed: Iterable[Network] = ()) -> bool:
    """Whether we connect to this address: public ones, and those inside that the operator allows by name.

    127.0.0.1, 10.1.2.3, ::ffff:10.0.0.1, 169.254.169.254: no. 8.8.8.8: yes. 10.1.2.3 with 10.1.0.0/16 allowed: yes.
    169.254.169.254: no, whatever is allowed.
    """
    try:
        found = _innermost(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if any(found in one for one in _NEVER if one.version == found.version):
        return False
    if any(found in one for one in allowed if one.version == found.version):
        return True
    return found.is_global and not found.is_multicast and not found.is_reserved


def _innermost(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
    if inner is None and any(address in one for one in _NAT64):
        inner = IPv4Address(int(address) & 0xFFFFFFFF)
    return inner or address


def why_not_url(url: str, allowed: Iterable[Network] = ()) -> str:
    """Why nothing is sent to this URL, as a code, or an empty string.

    `url_malformed`; `url_secret` (a name and password in it, or a fragment); `url_not_https`, but for the operator's
    own machine where that is allowed; `url_inside` when an address stands in it to which we do not connect. What a name
    resolves to is judged at every connection, not here.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "url_malformed"
    if not host or parts.scheme not in ("http", "https") or len(url) > _MAX_URL or not _is_plain(url):
        return "url_malformed"
    if parts.username is not None or parts.password is not None or parts.fragment:
        return "url_secret"
    kept, here = tuple(allowed), _as_address(host)
    if here and not may_connect(here, kept):
        return "url_inside"
    is_own = (here and ip_address(here).is_loopback) or (host == "localhost" and may_connect("127.0.0.1", kept))
    return "" if parts.scheme == "https" or is_own else "url_not_https"


def _is_plain(url: str) -> bool:
    return url.isascii() and url.isprintable() and " " not in url and "\\" not in url


def _as_address(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError:
        return ""
