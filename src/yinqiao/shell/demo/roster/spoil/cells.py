"""Mistakes in other cells: contradictions, dates, unknown words, phones, names, blanks, places, party, archive."""

from __future__ import annotations

from collections.abc import Callable

from yinqiao.shell.demo.roster.spoil.draft import Draft


def other_sex(draft: Draft, row: int) -> None:
    """The sex cell says the opposite of the number."""
    male = int(draft.get(row, "id_no")[16]) % 2 == 1
    draft.put(row, "sex", "女" if male else "男")


def other_birth(draft: Draft, row: int) -> None:
    """The birth cell is a year or three off the number."""
    number = draft.get(row, "id_no")
    year = int(number[6:10]) + (1, -1, 2, -3)[draft.rng.integers(4)]
    draft.put(row, "born_on", f"{year}-{number[10:12]}-{min(int(number[12:14]), 28):02d}")


def impossible_day(draft: Draft, row: int) -> None:
    """A day that no calendar has."""
    draft.put(
        row, "work_start_on", _one_of(draft, "1983-02-30", "1979年13月5日", "1981.04.31", "19820229", "1980-00-12")
    )


def unreadable_day(draft: Draft, row: int) -> None:
    """Words in place of a day."""
    draft.put(row, "work_start_on", _one_of(draft, "约八十年代", "见档案", "入伍时", "七几年"))


def child_worker(draft: Draft, row: int) -> None:
    """Began to work at seven."""
    number = draft.get(row, "id_no")
    draft.put(row, "work_start_on", f"{int(number[6:10]) + 7}-{number[10:12]}-01")


def future_day(draft: Draft, row: int) -> None:
    """Retired years from now."""
    draft.put(row, "retired_on", f"20{draft.rng.integers(41, 69)}-{draft.rng.integers(1, 13):02d}-01")


def wrong_order(draft: Draft, row: int) -> None:
    """Began to work after retirement: the two cells changed places."""
    start, end = draft.get(row, "work_start_on"), draft.get(row, "retired_on")
    draft.put(row, "work_start_on", end)
    draft.put(row, "retired_on", start)


def too_young(draft: Draft, row: int) -> None:
    """Retired in the ordinary way long before any lawful age."""
    number = draft.get(row, "id_no")
    draft.put(row, "retired_on", f"{int(number[6:10]) + 43}-{number[10:12]}-01")


def unknown_ethnic_group(draft: Draft, row: int) -> None:
    """A group that the standard does not have."""
    draft.put(row, "ethnic_group", _one_of(draft, "湘族", "长沙族", "中国", "99"))


def unknown_education(draft: Draft, row: int) -> None:
    """A schooling that no table knows."""
    draft.put(row, "education", _one_of(draft, "博导", "三级工", "学过", "ABC"))


def unknown_political_status(draft: Draft, row: int) -> None:
    """A political status that no table knows."""
    draft.put(row, "political_status", _one_of(draft, "良好", "工会会员", "先进", "77"))


def unknown_sex(draft: Draft, row: int) -> None:
    """A sex that is none."""
    draft.put(row, "sex", _one_of(draft, "无", "中", "5", "先生"))


def wrong_phone(draft: Draft, row: int) -> None:
    """Too few, too many, or no such number."""
    phone = draft.get(row, "phone")
    draft.put(row, "phone", _one_of(draft, phone[:-1], phone + "8", "12345678901", "手机停机", "11" + phone[2:]))


def several_phones(draft: Draft, row: int) -> None:
    """A second number in the same cell."""
    phone = draft.get(row, "phone")
    draft.put(row, "phone", phone + _one_of(draft, "/", "、", "，", ";") + phone[:3] + phone[:2:-1])


def country_code(draft: Draft, row: int) -> None:
    """The number as one dials it from abroad, or with a needless zero."""
    draft.put(row, "phone", _one_of(draft, "+86", "86", "0086", "0") + draft.get(row, "phone"))


def blank_name(draft: Draft, row: int) -> None:
    """No name."""
    draft.put(row, "name", None)


def blank_id_no(draft: Draft, row: int) -> None:
    """No ID number, or spaces in its place."""
    draft.put(row, "id_no", _one_of(draft, "", "  ") or None)


def spaced_name(draft: Draft, row: int) -> None:
    """The parts of a name set apart, as in printed lists."""
    name = draft.get(row, "name")
    draft.put(row, "name", name[0] + _one_of(draft, " ", "  ", "\u3000", "\u00a0") + name[1:])


def other_dot(draft: Draft, row: int) -> None:
    """A dot that only looks like the middle dot."""
    dot = _one_of(draft, "・", "•", "．", "‧", "∙", ".")
    draft.put(row, "name", draft.get(row, "name").replace("·", dot))


def digit_in_name(draft: Draft, row: int) -> None:
    """A digit slipped into the name."""
    draft.put(row, "name", draft.get(row, "name") + _one_of(draft, "1", "23", "8"))


def latin_name(draft: Draft, row: int) -> None:
    """Pinyin for a character that the keyboard did not have."""
    draft.put(row, "name", draft.get(row, "name")[0] + _one_of(draft, "yan", "Yi", "biao", "FEI"))


def no_name(draft: Draft, row: int) -> None:
    """What is no name."""
    draft.put(row, "name", _one_of(draft, "测试", "待定", "某某"))


def unknown_community(draft: Draft, row: int) -> None:
    """A community that the city does not have."""
    draft.put(
        row, "community_name", _one_of(draft, "望星楼第九社区", "不存在社区居委会", "金色海岸社区", "东方红农场三分场")
    )
    if draft.has("community_code"):
        draft.put(row, "community_code", None)


def no_branch(draft: Draft, row: int) -> None:
    """A member without a branch."""
    draft.put(row, "party_branch", None)


def no_archive(draft: Draft, row: int) -> None:
    """No archive number."""
    draft.put(row, "archive_no", None)


def _one_of(draft: Draft, *forms: str) -> str:
    return forms[draft.rng.integers(len(forms))]


PLANTERS: dict[str, Callable[[Draft, int], None]] = {
    "sex_contradicts_id": other_sex,
    "birth_contradicts_id": other_birth,
    "date_impossible": impossible_day,
    "date_unreadable": unreadable_day,
    "date_future": future_day,
    "date_order": wrong_order,
    "work_start_child": child_worker,
    "retired_too_young": too_young,
    "unknown_ethnic_group": unknown_ethnic_group,
    "unknown_education": unknown_education,
    "unknown_political_status": unknown_political_status,
    "unknown_sex": unknown_sex,
    "phone_wrong": wrong_phone,
    "phone_several": several_phones,
    "phone_country_code": country_code,
    "name_missing": blank_name,
    "id_missing": blank_id_no,
    "name_spaces": spaced_name,
    "name_middle_dot": other_dot,
    "name_digits": digit_in_name,
    "name_latin": latin_name,
    "name_placeholder": no_name,
    "community_unknown": unknown_community,
    "branch_missing": no_branch,
    "archive_missing": no_archive,
}
