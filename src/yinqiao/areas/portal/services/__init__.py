"""Acts of the portal's entrance: ask for a code, type it, come in by a proof, leave."""

from yinqiao.areas.portal.services.app import enter_as, enter_by_app
from yinqiao.areas.portal.services.codes import ENCRYPTED, ask_code, prepare_code, prove_code
from yinqiao.areas.portal.services.sessions import end_session, enter_by_code, open_session, sign_out
from yinqiao.areas.portal.services.tidying import forget_old

__all__ = [
    "ENCRYPTED",
    "ask_code",
    "end_session",
    "enter_as",
    "enter_by_app",
    "enter_by_code",
    "forget_old",
    "open_session",
    "prepare_code",
    "prove_code",
    "sign_out",
]
