"""Acts of agreements: both sides negotiate, sign on paper, file, deliver and end."""

from yinqiao.areas.agreements.services.batches import link_batch, unlink_batch
from yinqiao.areas.agreements.services.drafting import draft_agreement, draft_supplement, save_version
from yinqiao.areas.agreements.services.ending import cancel_agreement, close_agreement, end_agreement
from yinqiao.areas.agreements.services.locking import hold_agreement
from yinqiao.areas.agreements.services.negotiating import (
    agree_to_terms,
    propose_agreement,
    send_agreement_back,
    take_agreement_back,
)
from yinqiao.areas.agreements.services.signing import Signature, file_agreement, sign_agreement
from yinqiao.areas.agreements.services.taking_over import Delivery, OldAgreement, take_over_agreements

__all__ = [
    "Delivery",
    "OldAgreement",
    "Signature",
    "agree_to_terms",
    "cancel_agreement",
    "close_agreement",
    "draft_agreement",
    "draft_supplement",
    "end_agreement",
    "file_agreement",
    "hold_agreement",
    "link_batch",
    "propose_agreement",
    "save_version",
    "send_agreement_back",
    "sign_agreement",
    "take_agreement_back",
    "take_over_agreements",
    "unlink_batch",
]
