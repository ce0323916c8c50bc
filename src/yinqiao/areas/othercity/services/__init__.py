"""Acts between cities: keys, where people live, packages out and in, answers, withdrawals, files handed out."""

from yinqiao.areas.othercity.services.deciding import accept_arrivals, return_arrivals, write_roster
from yinqiao.areas.othercity.services.keys import (
    confirm_keys,
    own_sheet,
    read_signed,
    register_keys,
    revoke_keys,
    sign_for_cities,
)
from yinqiao.areas.othercity.services.offering import offer_people
from yinqiao.areas.othercity.services.papers import hand_out_paper
from yinqiao.areas.othercity.services.residing import find_residences, name_city
from yinqiao.areas.othercity.services.taking_back import overtake, take_back
from yinqiao.areas.othercity.services.taking_in import take_in

__all__ = [
    "accept_arrivals",
    "confirm_keys",
    "find_residences",
    "hand_out_paper",
    "name_city",
    "offer_people",
    "overtake",
    "own_sheet",
    "read_signed",
    "register_keys",
    "return_arrivals",
    "revoke_keys",
    "sign_for_cities",
    "take_back",
    "take_in",
    "write_roster",
]
