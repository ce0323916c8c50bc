"""Acts of authorisations: given and taken back, by the person or by an officer; ended by a death."""

from yinqiao.areas.authorisations.services.following import follow_death, forget_people
from yinqiao.areas.authorisations.services.giving import authorise, authorise_own, revoke, revoke_own
from yinqiao.areas.authorisations.services.retention import ENCRYPTED, ENDED_ONES

__all__ = [
    "ENCRYPTED",
    "ENDED_ONES",
    "authorise",
    "authorise_own",
    "follow_death",
    "forget_people",
    "revoke",
    "revoke_own",
]
