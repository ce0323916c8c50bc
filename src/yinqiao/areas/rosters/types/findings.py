"""What the check may find: codes, severities, and the shape of a kind of finding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding means for its row."""

    BLOCKS = "blocks"
    WARNS = "warns"
    MENDED = "mended"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"blocks": "需修改", "warns": "请核对", "mended": "已自动修正"}[self.value]


class FindingCode(StrEnum):
    """Every finding of the roster check. Codes are stored and shown: never rename one."""

    REQUIRED_MISSING = "roster.required_missing"
    REQUIRED_COLUMN_MISSING = "roster.required_column_missing"
    COLUMN_ABSENT = "roster.column_absent"
    CELL_ERROR = "roster.cell_error"
    TEXT_TOO_LONG = "roster.text_too_long"
    TEMPLATE_EXAMPLE = "roster.template_example"
    NAME_DIGITS = "roster.name_digits"
    NAME_LATIN = "roster.name_latin"
    NAME_PLACEHOLDER = "roster.name_placeholder"
    NAME_UNREADABLE = "roster.name_unreadable"
    NAME_INCOMPLETE = "roster.name_incomplete"
    ID_LENGTH = "roster.id_length"
    ID_CHARACTER = "roster.id_character"
    ID_LETTER_O = "roster.id_letter_o"
    ID_DATE = "roster.id_date"
    ID_FUTURE = "roster.id_future"
    ID_TOO_OLD = "roster.id_too_old"
    ID_DIVISION = "roster.id_division"
    ID_CHECK_DIGIT = "roster.id_check_digit"
    ID_PRECISION_LOST = "roster.id_precision_lost"
    SEX_CONTRADICTS_ID = "roster.sex_contradicts_id"
    BIRTH_CONTRADICTS_ID = "roster.birth_contradicts_id"
    AGE_IMPLAUSIBLE = "roster.age_implausible"
    DATE_UNREADABLE = "roster.date_unreadable"
    DATE_IMPOSSIBLE = "roster.date_impossible"
    DATE_FUTURE = "roster.date_future"
    DATE_ORDER = "roster.date_order"
    WORK_START_TOO_YOUNG = "roster.work_start_too_young"
    BEFORE_RETIREMENT_AGE = "roster.before_retirement_age"
    VETERAN_CADRE = "roster.veteran_cadre"
    CODE_UNKNOWN = "roster.code_unknown"
    COUNT_UNREADABLE = "roster.count_unreadable"
    AMOUNT_UNREADABLE = "roster.amount_unreadable"
    AMOUNT_BEYOND = "roster.amount_beyond"
    USCC_INVALID = "roster.uscc_invalid"
    USCC_OTHER_ENTERPRISE = "roster.uscc_other_enterprise"
    PHONE_INVALID = "roster.phone_invalid"
    PHONE_SEVERAL = "roster.phone_several"
    PHONE_SHARED = "roster.phone_shared"
    PHONE_MISSING = "roster.phone_missing"
    DUPLICATE_IN_FILE = "roster.duplicate_in_file"
    PROBABLE_DUPLICATE = "roster.probable_duplicate"
    IN_OTHER_ROSTER = "roster.in_other_roster"
    REGISTERED_ELSEWHERE = "roster.registered_elsewhere"
    SUCCEEDED = "roster.succeeded"
    PROBABLE_IN_REGISTER = "roster.probable_in_register"
    PROBABLE_ELSEWHERE = "roster.probable_elsewhere"
    RECORDED_DEAD = "roster.recorded_dead"
    PARTY_BRANCH_MISSING = "roster.party_branch_missing"
    ARCHIVE_MISSING = "roster.archive_missing"
    ARCHIVE_REPEATED = "roster.archive_repeated"
    COMMUNITY_UNKNOWN = "roster.community_unknown"
    COMMUNITY_AMBIGUOUS = "roster.community_ambiguous"
    RESIDENCE_MISSING = "roster.residence_missing"
    MENDED_SPACES = "roster.mended_spaces"
    MENDED_FULL_WIDTH = "roster.mended_full_width"
    MENDED_INVISIBLE = "roster.mended_invisible"
    MENDED_MIDDLE_DOT = "roster.mended_middle_dot"
    MENDED_NAME_SPACES = "roster.mended_name_spaces"
    MENDED_CHARACTERS = "roster.mended_characters"
    MENDED_UPPER_CASE = "roster.mended_upper_case"
    MENDED_LOWER_X = "roster.mended_lower_x"
    MENDED_ID_UPGRADED = "roster.mended_id_upgraded"
    MENDED_QUOTE = "roster.mended_quote"
    MENDED_DATE_SERIAL = "roster.mended_date_serial"
    MENDED_DATE_FORM = "roster.mended_date_form"
    MENDED_PHONE_FORM = "roster.mended_phone_form"
    MENDED_PLACEHOLDER = "roster.mended_placeholder"


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One kind of finding; `text` may hold {label} and the arguments of the check."""

    code: FindingCode
    severity: Severity
    title: str
    text: str
