"""Shares and spreads of the demo city: assumptions to be replaced by real statistics, each stated once."""

from __future__ import annotations

# (first age, number of years, people in a hundred, men in a hundred of them)
AGE_BANDS: tuple[tuple[int, int, int, int], ...] = (
    (50, 5, 6, 4),
    (55, 5, 11, 18),
    (60, 5, 17, 65),
    (65, 5, 22, 65),
    (70, 5, 18, 62),
    (75, 5, 11, 59),
    (80, 5, 8, 55),
    (85, 5, 5, 50),
    (90, 12, 2, 45),
)

# Deaths a year in a thousand by first age of the band.
YEARLY_DEATHS = {50: 3, 55: 4, 60: 6, 65: 11, 70: 20, 75: 35, 80: 60, 85: 105, 90: 180}

PARTY_SHARE = {1: 0.375, 2: 0.24}
# GB/T 4762 codes of those outside the party, in a thousand.
OTHER_POLITICAL = {"13": 966, "12": 12, "04": 6, "05": 6, "06": 3, "07": 3, "08": 2, "10": 2}

# GB/T 4658 codes, in a hundred, from least to most schooling.
EDUCATION = {"81": 14, "71": 38, "61": 15, "41": 12, "47": 6, "31": 11, "21": 4}

PENSION_MEDIAN = 3300
PENSION_SIGMA = 0.3

PHONE_MISSING = 0.04
LIVING_AWAY = 0.07
LOST_CONTACT = 0.015
ARCHIVE_ELSEWHERE = 0.03
ARCHIVE_NOT_DIGITISED = 0.30
ID_OF_15_DIGITS = 0.003
NOT_REPORTED_IN = 0.04
CERTIFICATION_OVERDUE = 0.01
ALONE_OF_80_PLUS = 0.02 / 0.15
MINIMUM_LIVING_ALLOWANCE = 0.01
SERIOUS_ILLNESS = 0.04
MODEL_WORKER = 0.004

# Load of an urban community: lognormal, median 250, mean 400; a village holds few.
COMMUNITY_MEDIAN = 250
COMMUNITY_SIGMA = 0.97
VILLAGE_MEDIAN = 12
VILLAGE_SIGMA = 0.9
# One in so many urban communities grew around one enterprise and holds 1,500 to 3,000.
ENTERPRISE_TYPE_EVERY = 60
ENTERPRISE_TYPE_LOAD = (1500, 3000)
ENTERPRISE_TYPE_OWN_SHARE = 0.75

# People of one agreement: lognormal, median 35, mean 90, about 3,000 at most.
AGREEMENT_MEDIAN = 35
AGREEMENT_SIGMA = 1.374
AGREEMENT_MOST = 3000

RETIREMENT_TYPES = (
    "正常退休",
    "特殊工种退休",
    "因病提前退休",
    "弹性提前退休",
)

# The handed-over part of a whole city, from the essay (domain.md 0); the rest are the municipal enterprises' people.
CENTRAL_GROUPS, PROVINCIAL_GROUPS = 173, 29
AGREEMENTS = 976
HANDED_OVER = 87_900
HANDED_OVER_MEMBERS = 27_500
HANDED_OVER_M2 = 40_000
CITY_PEOPLE = 300_000
# Assumed. Municipal groups; and how many of the central and provincial people more than those under the agreements:
# who retired since comes month by month and needs none.
MUNICIPAL_GROUPS = 100
RETIRED_SINCE = 0.08
# Assumed: yuan of an agreement for each of its people, and how far the money has come: in full, waiting to be confirmed,
# waiting so long that it rose, sent back, paid in part, not at all, too much.
YUAN_PER_PERSON = 200
PAID = {
    "settled": 0.88, "waits": 0.03, "risen": 0.01, "returned": 0.02, "late": 0.03, "unpaid": 0.02, "beyond": 0.01,
}  # fmt: skip
# Assumed: agreements about premises, in all and with one that the essay calls typical, which cannot be separated.
AGREEMENTS_WITH_PREMISES = 0.08
# Assumed, of members who have not reported in: the letter has run out, still holds, was never issued, came back.
NOT_REPORTED = {"run_out": 0.5, "valid": 0.25, "waits": 0.15, "returned": 0.1}
# Assumed, of those who have: not received yet.
REPORTED_NOT_RECEIVED = 0.01
# Assumed: members attached elsewhere, and of them those whom nobody knows how to reach.
ATTACHED = 0.03
ATTACHED_WITHOUT_CHANNEL = 0.2
# Assumed: catalogues that nobody has counted yet; of the archives received the damaged, and those whose number is wrong.
CATALOGUES_WAITING = 0.03
ARCHIVE_DAMAGED = 0.005
ARCHIVE_NUMBER_WRONG = 0.002
