"""Acts of the handover: the enterprise's rosters, the places' offers."""

from yinqiao.areas.handover.services.annotating import annotate_batch, renew_annotated_copy
from yinqiao.areas.handover.services.answers import offer_again, raise_overdue_offers, withdraw_people
from yinqiao.areas.handover.services.batches import (
    begin_submission,
    begin_undo,
    correct_header,
    discard_batch,
    place_header,
    recheck,
    stop_work,
    upload_roster,
)
from yinqiao.areas.handover.services.checking import check_batch
from yinqiao.areas.handover.services.moves import follow_merged_places, offer_moved_people
from yinqiao.areas.handover.services.offers import accept_people, record_first_contact, return_people, route_people
from yinqiao.areas.handover.services.selection import Choice
from yinqiao.areas.handover.services.submitting import submit_batch
from yinqiao.areas.handover.services.taking_over import take_over_people
from yinqiao.areas.handover.services.undoing import undo_batch

__all__ = [
    "Choice",
    "accept_people",
    "annotate_batch",
    "begin_submission",
    "begin_undo",
    "check_batch",
    "correct_header",
    "discard_batch",
    "follow_merged_places",
    "offer_again",
    "offer_moved_people",
    "place_header",
    "raise_overdue_offers",
    "recheck",
    "record_first_contact",
    "renew_annotated_copy",
    "return_people",
    "route_people",
    "stop_work",
    "submit_batch",
    "take_over_people",
    "undo_batch",
    "upload_roster",
    "withdraw_people",
]
