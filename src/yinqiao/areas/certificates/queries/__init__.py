"""Reads of certificates: the list of those refused, kinds in force, certificates within a scope, what a check tells."""

from yinqiao.areas.certificates.queries.kinds import (
    checking,
    is_automatic,
    kind_in_force,
    kinds_in_force,
    list_rules,
    office_of,
    unit_of,
)
from yinqiao.areas.certificates.queries.reads import (
    content_of,
    count_waiting,
    get_certificate,
    get_own,
    list_certificates,
    list_of_person,
    list_own,
    list_own_waiting,
    list_uses,
    replaced_by,
    standing_on,
)
from yinqiao.areas.certificates.queries.refused import BASIS, look_up, refused
from yinqiao.areas.certificates.queries.seals import (
    authority_of_time,
    has_standin,
    named_seals,
    sealed_kinds,
    time_of,
    timed,
)
from yinqiao.areas.certificates.queries.verifying import digest_of_code, find_by_digest, find_checked

__all__ = [
    "BASIS",
    "authority_of_time",
    "checking",
    "content_of",
    "count_waiting",
    "digest_of_code",
    "find_by_digest",
    "find_checked",
    "get_certificate",
    "get_own",
    "has_standin",
    "is_automatic",
    "kind_in_force",
    "kinds_in_force",
    "list_certificates",
    "list_of_person",
    "list_own",
    "list_own_waiting",
    "list_rules",
    "list_uses",
    "look_up",
    "named_seals",
    "office_of",
    "refused",
    "replaced_by",
    "sealed_kinds",
    "standing_on",
    "time_of",
    "timed",
    "unit_of",
]
