"""What each form of the product is sent: what its rightful actor would send, so that no denial comes from a bad form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.branches import listed_beside, version_of
from tests.probe_matrix.city import AWAY, COMMUNITIES, DESK, HOMES, STREET, USCCS, City, soul
from tests.probe_matrix.living import code_of, post_seen, seen
from tests.probe_matrix.reviewing import review_seen
from tests.probe_matrix.served import next_monday, slot_of
from tests.probe_matrix.stamped import number_of_paper
from yinqiao.areas.agreements.models import Agreement
from yinqiao.areas.archives.queries import get_tally
from yinqiao.areas.checklists.models import ChecklistItem
from yinqiao.areas.dues.models import Decision
from yinqiao.areas.funds.models import Payment
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.models import Retiree
from yinqiao.kernel.periods import add_months, month_of
from yinqiao.platform.access import Actor, Scope, acting

Payload = dict[str, Any]
_THIS_YEAR = timezone.localdate().year
PURPOSE = {"purpose": "核对证件或材料"}


def _today(city: City) -> str:
    return timezone.localdate(city.at).isoformat()


def _later(city: City) -> str:
    return (timezone.localdate(city.at) + timedelta(days=30)).isoformat()


def _visit(city: City) -> Payload:
    return {"method": "home", "day": _today(city), "where": "home", "mandate_no": "长社险委〔2026〕3号"}


def _due(city: City, target: UUID | None) -> UUID | int | None:
    """What is due to the accepted of a side."""
    people = city.targets["accepted_person"]
    return next((city.targets["duty"].get(side) for side, one in people.items() if one == target), None)


def _version(target: UUID | None) -> int:
    with acting(Actor.system("matrix")):
        found = Retiree.objects.filter(pk__in=[target] if target else []).values_list("lock_version", flat=True).first()
    return found or 1


def _former(city: City, target: UUID | None) -> str:
    """The former name that the roster told of an accepted person."""
    sides = city.targets["accepted_person"]
    return next((soul(side, "accepted").values["former"] for side in HOMES if sides[side] == target), "郑")


def _side_of(city: City, kind: str, target: UUID | None) -> str:
    return next((side for side, one in city.targets[kind].items() if one == target), "own")


def _offering(city: City, side: str) -> Payload:
    """A lecture of the branch of a side, once, outside its rooms."""
    return {
        "kind": "lecture", "title": "防骗讲座", "seats": "20", "spot": str(city.targets["activity_branch"][side]),
        "where": "小区广场", "closes_on": _today(city), "first_on": _later(city), "times": "1", "begins": "09:00",
        "ends": "10:00",
    }  # fmt: skip


def _elsewhere(city: City, target: UUID | None) -> int:
    """Where a person could move to: to the agency's desk, or home from there."""
    is_away = target == city.targets["accepted_person"][AWAY]
    return places().by_code[COMMUNITIES["own"] if is_away else DESK].place_no


def _lock(target: UUID | None) -> Payload:
    with acting(Actor.system("matrix")):
        found = Agreement.objects.filter(pk__in=[target] if target else []).values_list("lock_version", flat=True)
        return {"lock_version": found.first() or 1}


def _item(target: UUID | None) -> Payload:
    with acting(Actor.system("matrix")):
        found = ChecklistItem.objects.filter(pk__in=[target] if target else []).values_list("lock_version", flat=True)
        return {"lock_version": found.first() or 1}


def _payment(target: UUID | None) -> Payload:
    with acting(Actor.system("matrix")):
        found = Payment.objects.filter(pk__in=[target] if target else []).values_list("lock_version", flat=True)
        return {"lock_version": found.first() or 1}


def _decision(target: UUID | None) -> Payload:
    with acting(Actor.system("matrix")):
        found = Decision.objects.filter(pk__in=[target] if target else []).values_list("lock_version", flat=True)
        return {"lock_version": found.first() or 1}


def _slip(city: City, target: UUID | None) -> Payload:
    told = {"kind": "lump", "amount": "1.00", "paid_on": _today(city), "voucher_no": "HD-9", "remark": "更正"}
    return {**_payment(target), **told}


def _key_tail(city: City, target: UUID | None) -> str:
    """The end of the fingerprint of keys that wait to be confirmed."""
    sides = city.targets["waiting_keys"]
    return next((city.far[side] for side in sides if sides[side] == target), "00000000")


def _yes(city: City, target: UUID | None) -> Payload:
    return {**_lock(target), "confirmed": "1"}


def _terms(city: City) -> Payload:
    numbers = {"people": 3, "party_members": 1, "archives": 3, "area_m2": "0", "amount": "0"}
    return {**numbers, "covered": "退休人员", "retained": "无", "starts_on": _today(city), "ends_on": _today(city)}


def _as_counted(city: City, target: UUID | None) -> Payload:
    """The figures of a catalogue as they stand: one counted, one extra code."""
    with acting(Actor.system("matrix")):
        tally = get_tally(scope=Scope.everything(), catalogue_id=target or city.targets["catalogue"]["own"])
    return {**asdict(tally), "verified": "on"}


def _met(city: City, target: UUID | None) -> Any:
    """The case of a meeting."""
    meetings = city.targets["shared_meeting"]
    return next((city.targets["met_case"][side] for side in HOMES if meetings[side] == target), target)


FORMS: dict[str, Callable[[City, UUID | None], Payload]] = {
    "portal:enter": lambda city, _: {"phone": "13900009999"},
    "portal:code": lambda city, _: {"code": "123456"},
    "portal:type_size": lambda city, _: {"size": "30", "back": "/my/"},
    "my:authorise": lambda city, _: {
        "name": "王小妹", "relation": "女儿", "phone": "13900008881", "matters": ["contact_change"], "until_on": "180",
    },
    "authorisations:give": lambda city, _: {
        "name": "王小妹", "relation": "女儿", "phone": "13900008882", "matters": ["contact_change"],
        "until_on": _today(city), "way": "signed", "consented_on": _today(city),
    },
    "activities:new": lambda city, _: _offering(city, "own"),
    "activities:change": lambda city, target: _offering(city, _side_of(city, "draft_offering", target)),
    "activities:new_branch": lambda city, _: {
        "place_no": places().by_code[COMMUNITIES["own"]].place_no, "name": "月湖夜校", "address": "月湖路2号",
    },
    "activities:new_room": lambda city, _: {"name": "舞蹈室", "seats": "20"},
    "activities:told": lambda city, target: {"ids": [str(target)]},
    "activities:enrol": lambda city, target: {
        "offering": str(city.targets["own_offering"].get(_side_of(city, "accepted_person", target), "")),
    },
    "activities:withdraw": lambda city, _: {"confirmed": "1"},
    "activities:answer": lambda city, _: {"takes": "1"},
    "activities:attendance": lambda city, _: {"present": []},
    "activities:reschedule": lambda city, _: {"day": _later(city), "begins": "15:00", "ends": "16:00"},
    "activities:publish": lambda city, _: {"confirmed": "1"},
    "activities:settle": lambda city, _: {"public_value": "3888.60"},
    "activities:cancel": lambda city, _: {"why": "教室漏水"},
    "my_aid:page": lambda city, _: {"answer": "2"},
    "volunteers:new_task": lambda city, _: {
        "place_no": str(places().by_code[COMMUNITIES["own"]].place_no), "title": "敬老理发", "where": "社区服务中心",
        "day": _later(city), "begins": "09:00", "ends": "10:00", "wanted": "2",
    },
    "volunteers:cancel": lambda city, _: {"why": "下雨"},
    "volunteers:sign_up": lambda city, _: {"skills": ["haircut"], "times": ["evening"]},
    "volunteers:train": lambda city, _: {"title": "上门礼仪", "held_on": _today(city), "minutes": "60"},
    "volunteers:leave": lambda city, _: {"confirmed": "1"},
    "volunteers:confirm": lambda city, _: {"is_absent": "on", "break_minutes": "0", "grade": "good"},
    "volunteers:withdraw": lambda city, _: {"confirmed": "1"},
    "my_volunteers:join": lambda city, _: {"skills": ["haircut"], "times": ["evening"]},
    "my_volunteers:task": lambda city, _: {"takes": "1"},
    "my_activities:answer": lambda city, _: {"takes": "1"},
    "my_activities:enrol": lambda city, _: {"together_with": ""},
    "my:rate": lambda city, _: {"grade": "good"},
    "my_invoices:add": lambda city, _: {"step": "care", "care": "inpatient"},
    "my_pension:ask": lambda city, _: {"drawing": "no"},
    "my_certificates:ask": lambda city, _: {"purpose": "向原企业说明情况"},
    "hotline:take": lambda city, _: {"words": "查原因"},
    "hotline:dismiss": lambda city, _: {"reason": "passing", "words": "已经结束"},
    "cases:new": lambda city, _: {"kind": "other", "words": "路灯不亮，老人出行不便"},
    "cases:new_of_person": lambda city, _: {"kind": "housing_repair", "words": "屋面漏水"},
    "cases:act": lambda city, _: {"grade": "good"},
    "cases:decide": lambda city, target: {"task": "由街道牵头", "case": str(_met(city, target))},
    "cases:record": lambda city, _: {"present": "街道 某人", "minutes": "已商定"},
    "cases:settle": lambda city, _: {"words": "已找到"},
    "cases:request_new": lambda city, _: {
        "kind": "liaison_visit", "words": "节前走访", "numbers": soul("own", "accepted").values["id_no"],
    },
    "my:rate_wish": lambda city, _: {"grade": "good"},
    "ratings:note": lambda city, _: {"grade": "good"},
    "ratings:note_wish": lambda city, _: {"grade": "good"},
    "ratings:close": lambda city, _: {"outcome": "已打电话核实，上门说明后申请人表示理解"},
    "my:page": lambda city, _: {"phone": "0731-88880000"},
    "my:withdraw": lambda city, _: {"words": "不用办了"},
    "my:ask": lambda city, _: {"text": "参加工作时间应该是1968年3月"},
    "accounts:details": lambda city, _: {"phone": "0731-88880000"},
    "accounts:revoke_grant": lambda city, _: {"reason": "岗位调整"},
    "accounts:revoke_key": lambda city, _: {"reason": "程序停用"},
    "checklists:report": lambda city, target: {**_item(target), "remark": "已完成"},
    "checklists:assign": lambda city, target: {**_item(target), "owner_name": "人事科", "due_on": _today(city)},
    "checklists:take_back": lambda city, target: _item(target),
    "checklists:confirm": lambda city, target: _item(target),
    "checklists:send_back": lambda city, target: {**_item(target), "remark": "请补充"},
    "checklists:reopen": lambda city, target: {**_item(target), "remark": "请重新准备"},
    "checklists:waive": lambda city, target: {**_item(target), "remark": "另行约定"},
    "organisations:rename": lambda city, _: {
        "name": "湘江新材（演示）", "renamed_on": _today(city), "document": "湘国资〔2026〕1号",
    },
    "organisations:dissolve": lambda city, _: {
        "dissolved_on": _today(city), "to_desk": "on", "document": "湘国资〔2026〕2号",
    },
    "organisations:restore": lambda city, _: {"reason": "登记错了企业"},
    "party_reviews:notes": lambda city, target: review_seen(target, assessed="oral", presence="yes", unrated=""),
    "party_reviews:count": lambda city, target: {
        **review_seen(target, excellent="0", qualified="1", basic="0", unqualified="0"),
        "held_on": _today(city), "returned": "1", "counter": "甲", "watcher": "乙",
    },
    "party_reviews:confirm": lambda city, target: {**review_seen(target), "confirmed": "1"},
    "party_reviews:conclude": lambda city, target: {**review_seen(target, grade="qualified"), "words": "同意"},
    "party_reviews:approve": lambda city, target: {**review_seen(target), "confirmed": "1"},
    "party_reviews:send_back": lambda city, target: {**review_seen(target), "note": "请重新研究"},
    "party_life:change": lambda city, _: {
        "name": "改名党支部", "kind": "branch", "setting": "other", "theme_day": "8", "term_from": "", "secretary": "", "lock_version": "1",
    },
    "party_life:close": lambda city, _: {"lock_version": "1", "confirmed": "1"},
    "party_life:plan": lambda city, _: {"year": str(city.at.year + 1), "venue": "活动室"},
    "party_life:add": lambda city, _: {"kind": "lesson", "day": _today(city), "hour": "09:00", "venue": "", "topic": ""},
    "party_life:change_meeting": lambda city, target: {**seen(target), "day": _today(city), "hour": "15:00", "venue": "别处", "topic": ""},
    "party_life:notify": lambda city, target: {**seen(target), "confirmed": "1"},
    "party_life:cancel": lambda city, target: {**seen(target), "reason": "大雪"},
    "party_life:roll": lambda city, target: seen(target),
    "party_life:minutes": lambda city, target: {
        **seen(target), "held_on": _today(city), "venue": "活动室", "host": "主持", "recorder": "记录", "topics": "学习", "decisions": "",
    },
    "party_life:check": lambda city, target: {**seen(target), "confirmed": "1"},
    "party_life:add_words": lambda city, _: {"words": "补充一项"},
    "party_life:place": lambda _, target: {"ids": [str(target)]},
    "party_life:place_new": lambda _, target: {"ids": [str(target)]},
    "party_life:console": lambda _, target: {"ids": [str(target)]},
    "party_life:give_medals": lambda _, target: {"ids": [str(target)]},
    "party_life:take_back": lambda city, _: {"reason": "登记错了"},
    "party_life:way": lambda city, target: {"lock_version": post_seen(target), "form": "mobile", "where": "深圳", "contact_branch": "", "card_no": ""},
    "party_life:errand": lambda city, _: {"care": "study", "planned_on": _today(city)},
    "party_life:errand_end": lambda city, _: {"is_done": "yes", "on": _today(city), "words": "已送"},
    "party_life:post": lambda city, target: {"lock_version": post_seen(target), "post": "secretary", "group_no": "1"},
    "myparty:sign_in": lambda city, target: {"code": code_of(target)},
    "dues:base": lambda city, _: {
        "year": str(city.at.year), "basis": "pension", "base": "4000", "source": "member", "evidence": "存折", "reason": "更正",
    },
    "dues:take": lambda city, _: {
        "amount": "1.00", "method": "cash", "payer": "self", "payer_note": "", "paid_on": _today(city), "meeting_on": _today(city),
    },
    "dues:propose": lambda city, _: {
        "ruling": "suspend", "from_month": f"{add_months(timezone.localdate(city.at), 1):%Y-%m}", "until_month": "",
        "meeting_on": _today(city), "reason": "停止党籍",
    },
    "dues:lump": lambda city, target: {
        "ids": [str(target)], "sent": "1", "method": "bank", "payer": "family", "payer_note": "", "paid_on": _today(city),
        "meeting_on": _today(city),
    },
    "dues:answer": lambda city, target: {**_decision(target), "approves": "yes", "note": ""},
    "dues:withdraw": lambda city, target: {**_decision(target), "confirmed": "1"},
    "dues:lift": lambda city, target: {**_decision(target), "until_month": f"{timezone.localdate(city.at):%Y-%m}"},
    "reconciliation:headers": lambda city, _: {"header": "记账日", "field": "on_day"},
    "reconciliation:remove": lambda city, _: {"words": "传错了账户"},
    "reconciliation:removal": lambda city, _: {"agrees": "yes"},
    "reconciliation:settle": lambda city, _: {"reason": "interest", "words": "已核对"},
    "reconciliation:confirm": lambda city, _: {"agrees": "yes"},
    "dues:give_back": lambda city, _: {"fen": "0.01", "reason": "重复交费"},
    "dues:refund": lambda city, _: {"lock_version": "1", "approves": "yes", "note": ""},
    "dues:reverse": lambda city, _: {"reason": "收错人"},
    "dues:unmove": lambda city, _: {"reason": "登记错误"},
    "dues_use:reverse": lambda city, _: {"reason": "登记错误"},
    "funds:renew": lambda city, target: _slip(city, target),
    "funds:correct": lambda city, target: _slip(city, target),
    "funds:note": lambda city, target: _slip(city, target),
    "funds:refund": lambda city, target: _slip(city, target),
    "funds:confirm": lambda city, target: {**_payment(target), "received_on": _today(city), "verified": "on"},
    "funds:send_back": lambda city, target: {**_payment(target), "reason": "not_arrived", "note": ""},
    "funds:withdraw": lambda city, target: {**_payment(target), "confirmed": "1"},
    "agreements:draft": lambda city, _: {
        **_terms(city), "enterprise": city.firms["own"], "place": places().by_code[STREET].place_no,
    },
    "agreements:save": lambda city, target: {**_lock(target), **_terms(city)},
    "agreements:supplement": lambda city, target: {**_lock(target), **_terms(city)},
    "agreements:propose": _yes,
    "agreements:take_back": _yes,
    "agreements:agree": _yes,
    "agreements:cancel": _yes,
    "agreements:send_back": lambda city, target: {**_lock(target), "remark": "人数请核对"},
    "agreements:sign": lambda city, target: {**_lock(target), "signed_on": _today(city), "verified": "on"},
    "agreements:file": lambda city, target: {**_lock(target), "filed_on": _today(city), "filed_no": "备2号"},
    "agreements:link": lambda city, target: {**_lock(target), "batch": str(city.targets["submitted_batch"]["own"])},
    "agreements:unlink": lambda city, target: {**_lock(target), "batch": str(city.targets["submitted_batch"]["own"])},
    "agreements:close": lambda city, target: {**_lock(target), "note": "已说明", "verified": "on"},
    "agreements:end": lambda city, target: {
        **_lock(target), "reason": "by_consent", "note": "已说明", "verified": "on",
    },
    "archives:submit": lambda city, _: {"place": places().label(places().by_code[STREET].place_no)},
    "digitised:add_item": lambda city, _: {"class_no": "6", "serial": "7", "title": "入党志愿书"},
    "digitised:ask": lambda city, _: {"purpose": "proof", "words": "出具存档证明", "classes": ["1"]},
    "digitised:lend": lambda city, _: {
        "unit": "长沙市某局", "borrower": "张某、李某", "words": "核对", "letter_no": "介1号", "approver": "刘某",
        "due_on": _later(city),
    },
    "digitised:correct_item": lambda city, _: {"title": "履历表"},
    "digitised:new_batch": lambda city, _: {"name": "三月第二批"},
    "digitised:announce": lambda city, _: {"name": "扫描0001.pdf", "size": "10"},
    "digitised:plain": lambda city, _: {},
    "digitised:judge": lambda city, _: {"verdict": "good"},
    "digitised:answer": lambda city, _: {"verdict": "no", "answer": "事由不清"},
    "digitised:extract": lambda city, _: {"answer": "请到档案室查看"},
    "digitised:certify": lambda city, _: {"is_compared": "on"},
    "archive_certificates:by_letter": lambda city, _: {
        "kind": "record_history", "unit": "长沙市某局", "number": "某函〔2026〕3号", "text": "工龄认定",
    },
    "archive_certificates:draft": lambda city, _: {"go": "1"},
    "archive_certificates:issue": lambda city, _: {"is_compared": "on"},
    "archive_certificates:send_back": lambda city, _: {"text": "页码不对"},
    "archive_certificates:refuse": lambda city, _: {"text": "档案没有记载"},
    "scan_texts:search": lambda city, _: {"words": "矿务局", "purpose": "proof"},
    "scan_texts:lookup": lambda city, _: {"words": "矿务局"},
    "digitised:take_back": lambda city, _: {"words": "完好"},
    "archives:discard": lambda city, _: {"confirmed": "1"},
    "archives:undo": lambda city, _: {"reason": "目录有误"},
    "archives:scan": lambda city, _: {"code": "DH-9"},
    "archives:codes": lambda city, _: {"codes": "DH-9\nDH-8"},
    "archives:finish": _as_counted,
    "archives:damage": lambda city, _: {"is_damaged": "on", "note": "封面脱落"},
    "archives:absence_state": lambda city, target: {
        "ids": [str(target)], "sent": "1", "reason": "destroyed", "note": "销毁清册",
    },
    "archives:absence_take_back": lambda city, target: {"ids": [str(target)], "confirmed": "1"},
    "archives:absence_agree": lambda city, target: {"ids": [str(target)], "confirmed": "1"},
    "archives:absence_refuse": lambda city, target: {"ids": [str(target)], "sent": "1", "note": "请提供销毁清册"},
    "archives:absence_reopen": lambda city, target: {"ids": [str(target)], "sent": "1", "note": "另有线索"},
    "archives:drop": lambda city, _: {"confirmed": "1"},
    "assets:submit": lambda city, _: {"place": places().label(places().by_code[STREET].place_no)},
    "assets:discard": lambda city, _: {"confirmed": "1"},
    "assets:undo": lambda city, _: {"reason": "清单有误"},
    "assets:survey": lambda city, _: {"area": "79", "condition": "good", "is_separable": "yes", "note": "按实测"},
    "assets:send_back": lambda city, _: {"reason": "not_here", "note": ""},
    "assets:step": lambda city, _: {"step": "transfer_agreement", "number": "划1号", "done_on": _today(city)},
    "assets:correct": lambda city, _: {"number": "文2号", "done_on": _today(city)},
    "assets:propose": lambda city, _: {"path": "lease", "why": "另有用途"},
    "assets:answer": lambda city, _: {"path": "lease", "answer": "no"},
    "branches:add": lambda city, _: {"name": "新列党支部", "kind": "branch", "members": "3", "enterprise": city.firms["own"]},
    "branches:paste": lambda city, _: {"lines": "粘贴党支部\t党支部\t\t3", "enterprise": city.firms["own"]},
    "branches:offer": lambda _, target: {
        "ids": [str(target)], "sent": "1", "path": "whole", "place": places().label(places().by_code[STREET].place_no),
    },
    "branches:withdraw": lambda _, target: {"ids": [str(target)], "confirmed": "1"},
    "branches:return": lambda _, target: {"ids": [str(target)], "sent": "1", "reason": "not_here", "note": ""},
    "branches:list_chosen": lambda _, target: {"ids": [str(target)]},
    "branches:link": lambda _, target: {"organisation": listed_beside(target)},
    "branches:unlink": lambda *_: {"confirmed": "1"},
    "branches:change": lambda _, target: {
        "name": "改名党支部", "kind": "branch", "members": "3", "version": version_of(target),
    },
    "branches:drop": lambda *_: {"confirmed": "1"},
    "branches:contact": lambda *_: PURPOSE,
    "branches:step": lambda city, target: {
        "step": "signed", "version": version_of(target), "done_on": _today(city), "number": "签1号",
    },
    "branches:correct": lambda city, _: {"number": "党2号", "done_on": _today(city)},
    "party:submit": lambda city, _: {"place": places().label(places().by_code[STREET].place_no)},
    "party:discard": lambda city, _: {"confirmed": "1"},
    "party:undo": lambda city, _: {"reason": "名册有误"},
    "party:channel": lambda city, _: PURPOSE,
    "party:letters": lambda city, target: {
        "ids": [str(target)], "sent": "1", "first": "9001", "medium": "paper", "issued_on": _today(city),
    },
    "party:withdraw": lambda city, target: {"ids": [str(target)], "confirmed": "1"},
    "party:check_in": lambda city, target: {"ids": [str(target)], "sent": "1", "reported_on": _today(city)},
    "party:accept": lambda city, target: {"ids": [str(target)], "sent": "1", "received_on": _today(city)},
    "party:return": lambda city, target: {"ids": [str(target)], "sent": "1", "reason": "letter_wrong", "note": ""},
    "othercity:name_city": lambda city, target: {"ids": [str(target)], "sent": "1", "city": "湖北省武汉市"},
    "othercity:offer": lambda city, target: {"ids": [str(target)], "confirmed": "1"},
    "othercity:take_back": lambda city, _: {"confirmed": "1"},
    "hub:again": lambda city, _: {"confirmed": "1"},
    "othercity:paper": lambda city, _: {"purpose": "发送对方城市经办机构"},
    "othercity:roster": lambda city, target: {"ids": [str(target)], "sent": "1", "purpose": "交由企业上传名册"},
    "othercity:accept": lambda city, target: {"ids": [str(target)], "confirmed": "1"},
    "othercity:return": lambda city, target: {"ids": [str(target)], "sent": "1", "reason": "declined", "note": ""},
    "othercity:confirm_keys": lambda city, target: {"tail": _key_tail(city, target)},
    "othercity:revoke_keys": lambda city, _: {"confirmed": "1"},
    "papers:void": lambda city, _: {"reason": "重复打印"},
    "papers:page_file": lambda city, target: {"number": number_of_paper(target)},
    "routine:letters": lambda city, target: {"ids": [str(target)]},
    "ledger:cards": lambda city, target: {"ids": [str(target)]},
    "ledger:confirmations": lambda city, target: {"ids": [str(target)]},
    "routine:submit": lambda city, _: {},
    "routine:discard": lambda city, _: {"confirmed": "1"},
    "routine:undo": lambda city, _: {"reason": "名单有误"},
    "routine:confirm": lambda city, target: {"ids": [str(target)], "retired_on": _today(city), "decision_no": "文2"},
    "routine:hand_over": lambda city, target: {"ids": [str(target)], "confirmed": "1"},
    "routine:unconfirm": lambda city, _: {"confirmed": "1"},
    "routine:postpone": lambda city, _: {
        "planned_on": add_months(month_of(timezone.localdate(city.at)), 2).isoformat(), "reason": "procedure", "note": "",
    },
    "routine:withdraw": lambda city, _: {"reason": "left", "note": ""},
    "opening:mapping": lambda city, _: {"target": "", "words": "由外省管理"},
    "opening:begin_period": lambda city, _: {"system": "旧系统"},
    "opening:close_period": lambda city, _: {"words": "两个系统已一致"},
    "opening:explain_differences": lambda city, target: {"ids": [str(target)], "code": "ours", "words": ""},
    "opening:explain": lambda city, target: {"ids": [str(target)], "code": "twice", "words": ""},
    "opening:take_back": lambda city, target: {"ids": [str(target)]},
    "opening:columns": lambda city, _: {"column_c0": "old_no"},
    "opening:throw_away": lambda city, _: {"confirmed": "1"},
    "opening:propose": lambda city, _: {"confirmed": "1"},
    "opening:send_back": lambda city, _: {"reason": "数字不符"},
    "opening:confirm": lambda city, _: {"number": "1号", "signed_on": _today(city), "verified": "on"},
    "opening:undo": lambda city, _: {"reason": "对账有误"},
    "handover:submit": lambda city, _: {"confirmed": "1"},
    "handover:discard": lambda city, _: {"confirmed": "1"},
    "handover:undo": lambda city, _: {"reason": "名册有误"},
    "handover:accept": lambda city, target: {"ids": [str(target)]},
    "handover:desk_accept": lambda city, target: {"ids": [str(target)]},
    "handover:return": lambda city, target: {"ids": [str(target)], "reason": "not_resident", "note": "不在此居住"},
    "handover:desk_return": lambda city, target: {"ids": [str(target)], "reason": "not_resident", "note": "不在此居住"},
    "handover:route": lambda city, target: {"ids": [str(target)], "place": places().label(places().by_code[COMMUNITIES["own"]].place_no)},
    "handover:withdraw": lambda city, target: {"ids": [str(target)], "confirmed": "1"},
    "handover:contact": lambda city, _: {"contacted_on": _today(city), "contacted_with": "self", "verified": "on"},
    "handover:answer": lambda city, _: {"note": "已核实，仍住该社区"},
    "datarights:data_request": lambda city, _: {"result": "done", "answered_on": _today(city), "text": "已当面提供"},
    "intake:dispute": lambda city, _: {"step": "ask", "reason": "", "note": ""},
    "intake:new_source": lambda city, _: {
        "name": "某医院", "kind": "hospital", "code": "mou-yiyuan", "types": ["cn.yinqiao.person.death.v1"],
        "basis_document": "共享协议", "basis_article": "第一条", "basis_from": "2024-01-01", "rate": "60",
        "silent_days": "7",
    },
    "intake:key": lambda city, _: {"key": ""},
    "intake:state": lambda city, _: {"reason": "核对接口"},
    "intake:letter": lambda city, _: {
        "number": "长民函8号", "written_on": _today(city), "id_number": "430999194806150024", "name": "某某",
        "died_on": _today(city),
    },
    "departments:tell": lambda city, _: {
        "id_number": "430999194806150024", "name": "某某", "died_on": _today(city), "confirmed": "1",
    },
    "letters:answer": lambda city, _: {"answer": "none", "words": "经查没有记录"},
    "departments:explain": lambda city, _: {"words": "已与医院核对，证明无误"},
    "departments:take_back": lambda city, _: {"reason": "核对后有误", "confirmed": "1"},
    "dropbox:columns": lambda city, _: {"column_c0": "name"},
    "dropbox:take": lambda city, _: {"confirmed": "1"},
    "dropbox:discard": lambda city, _: {"confirmed": "1"},
    "dropbox:withdraw": lambda city, _: {"reason": "来源导出有误"},
    "intake:release": lambda city, _: {"reason": "已核查", "step": "discard", "confirmed": "1"},
    "sandbox:new": lambda city, _: {
        "name": "某医院", "kind": "hospital", "code": "mou-yiyuan-try", "valid_to": _later(city),
    },
    "sandbox:key": lambda city, _: {"valid_to": _later(city)},
    "sandbox:step": lambda city, _: {"confirmed": "1"},
    "office_calendar:correct": lambda city, _: {"off": f"{_THIS_YEAR}-01-05", "worked": "", "basis": "退管发1号", "reason": "核定"},
    "office_calendar:approve": lambda city, _: {"words": "同意"},
    "office_calendar:refuse": lambda city, _: {"words": "请补充依据"},
    "office_calendar:withdraw": lambda city, _: {"words": "文号有误"},
    "service_items:new": lambda city, _: {"title": "乘车卡办理", "code": "bus_card", "like": ""},
    "service_items:draft": lambda city, _: {},
    "service_items:close": lambda city, _: {},
    "shell:item_preview": lambda city, _: {},
    "service_items:edit": lambda city, _: {"seen": "0", "title": "临时救助", "fee": "不收费"},
    "service_items:propose": lambda city, _: {"valid_from": _later(city), "reason": "核定"},
    "service_items:approve": lambda city, _: {"words": "同意"},
    "service_items:return": lambda city, _: {"words": "请补充依据"},
    "service_items:withdraw": lambda city, _: {"words": "不再需要"},
    "local_rules:draft": lambda city, _: {
        "v-district_days": "5", "v-city_days": "20", "v-most_people": "100", "valid_from": _later(city),
        "basis": "退管发1号", "reason": "核定",
    },
    "local_rules:approve": lambda city, _: {"words": "同意"},
    "local_rules:refuse": lambda city, _: {"words": "请补充依据"},
    "local_rules:withdraw": lambda city, _: {"words": "文号有误"},
    "applications:apply": lambda city, _: {"channel": "counter", "applicant": "self", "phone": "0731-88880002"},
    "applications:act": lambda city, _: {"words": "重复申请", "step": "0"},
    "applications:show": lambda city, _: PURPOSE,
    "certificates:issue": lambda city, _: {"purpose": "办理老年教育报名"},
    "certificates:reissue": lambda city, _: {"purpose": "办理老年教育报名"},
    "certificates:revoke": lambda city, _: {"reason": "mistake"},
    "certificates:decline": lambda city, _: {"reason": "not_needed"},
    "certificates:seal": lambda city, _: {"confirmed": "1"},
    "certificates:permit": lambda city, _: {"automatic": "1"},
    "verify:ask": lambda city, _: {"code": "0123-4567-89AB-CDEF-GHJK-MNPQ"},
    "applications:attach": lambda city, _: {"material": "id_card"},
    "my:supply": lambda city, _: {"told_words": "已经补了"},
    "reimbursement:add": lambda city, _: {
        "care": "outpatient", "level": "first", "code": "43060126", "number": "0012345699", "amount": "80.00",
        "hospital": "示例医院", "until": city.at.date().isoformat(),
    },
    "reimbursement:remove": lambda city, _: {"confirmed": "1"},
    "pension_relation:ask": lambda city, _: {"drawing": "yes", "missed": "no"},
    "letters:send": lambda city, target: {"ids": [str(target)], "purpose": "hardship", "office": "某局"},
    "letters:reply": lambda city, _: {"answer": "same", "number": "复函1号", "written_on": _today(city)},
    "letters:void": lambda city, _: {"reason": "重复发函"},
    "benefits:ask": lambda city, _: {"enterprise": str(city.firms["own"])},
    "benefits:fate": lambda city, _: {"fate": "over", "basis": "企函1号"},
    "benefits:tell": lambda city, _: {"benefit": "utilities", "since": _today(city), "amount": "30"},
    "benefits:end": lambda city, _: {"benefit": "utilities", "since": _today(city), "ending": "expired"},
    "benefits:take_back": lambda city, _: {"reason": "核对后有误", "confirmed": "1"},
    "duties:sheet": lambda city, target: {"ids": [str(target)], **PURPOSE},
    "duties:typed": lambda city, target: {"ids": [str(target)], "day": _today(city)},
    "duties:deliver": lambda city, target: {
        "duties": [str(_due(city, target))], "way": "visit", "outcome": "met", "condition": "steady",
        "day": _today(city),
    },
    "duties:undo": lambda city, _: {"confirmed": "1"},
    "rounds:take": lambda city, target: {"ids": [str(target)], **PURPOSE},
    "rounds:cancel": lambda city, _: {"confirmed": "1"},
    "rounds:new_plan": lambda city, _: {
        "monday": (next_monday(city) + timedelta(days=7)).isoformat(), "others": "张三", "minutes": "360", "until": _later(city),
    },
    "rounds:plan_hours": lambda city, _: {"officer": "1", "days": [next_monday(city).isoformat()], "minutes": "60"},
    "rounds:take_day": lambda city, target: {"slot": slot_of(city, target)},
    "rounds:move_visit": lambda city, _: {"slot": "out"},
    "rounds:item": lambda city, _: {
        "outcome": "met", "condition": "steady", "told_at": city.at.isoformat(), "sent_at": city.at.isoformat(),
    },
    "aid:consent": lambda city, _: {"way": "signed", "given_on": _today(city), "paper_no": "同意书1"},
    "aid:basis": lambda city, _: {"document": "共享清单", "article": "第三项", "valid_from": _today(city)},
    "aid:apply": lambda city, _: {"kind": "minimum_living", "origin": "self"},
    "aid:household_consent": lambda city, _: {"way": "signed", "given_on": _today(city), "paper_no": "授权书1"},
    "aid:household": lambda city, _: {
        "name_0": "某人", "relation_0": "本人", "id_no_0": "430999195003113128", "income_0": "500", "assets": "0",
    },
    "aid:opinion": lambda city, _: {"amount": "300"},
    "aid:decision": lambda city, _: {"amount": "300", "document": "长民救1号"},
    "aid:payment": lambda city, _: {"month": _today(city), "amount": "300", "source": "救助资金"},
    "aid:review": lambda city, _: {"needed": "yes"},
    "aid:close": lambda city, _: {"ending": "withdrawn"},
    "secondments:new": lambda city, _: {
        "place_no": places().by_code[COMMUNITIES["sibling"]].place_no, "enterprise_id": city.firms["own"],
        "from_on": _today(city), "last_on": _today(city), "document": "文4",
    },
    "secondments:second": lambda city, _: {
        "name": "新人", "username": "xuanpai.new", "from_on": _today(city), "last_on": _today(city), "document": "文5",
        "rights": ["visits"],
    },
    "secondments:prolong": lambda city, _: {
        "last_on": (timezone.localdate(city.at) + timedelta(days=310)).isoformat(), "document": "文6",
    },
    "secondments:end": lambda city, _: {"why": "企业召回"},
    "secondments:propose_second": lambda city, _: {
        "community_id": str(city.targets["key_community"]["own"]), "name": "候选人", "from_on": _today(city),
        "last_on": _today(city), "document": "文7", "rights": ["visits"],
    },
    "secondments:propose_change": lambda city, _: {"why": "企业召回"},
    "secondments:decline_proposal": lambda city, _: {"why": "还有事没有办完"},
    "secondments:confirm_second": lambda city, _: {
        "name": "候选人", "username": "xuanpai.hou", "from_on": _today(city), "last_on": _today(city), "document": "文7",
        "rights": ["visits"],
    },
    "secondments:note": lambda city, _: {"kind": "visit", "occurred_on": _today(city), "text": "在家"},
    "secondments:phone": lambda city, target: {
        "phone": "13900000001", "proof": "call", "lock_version": _version(target),
    },
    "bereavement:item": lambda city, _: {"outcome": "done"},
    "bereavement:family": lambda city, _: {"kin": "child"},
    "bereavement_public:family": lambda city, _: {"code": "ABCD-EFGH-JKMN"},
    "bereavement:condole": lambda city, _: {"visited_on": _today(city), "visitors": "社区"},
    "effects:followup": lambda city, _: {"outcome": "kept"},
    "completeness:ask": lambda city, target: {"ids": [f"retired_on_missing-{target}"]},
    "completeness:answer": lambda city, _: {"value": "DA-9"},
    "completeness:settle": lambda city, _: {"step": "take", "reason": ""},
    "lost_contact:attempt": lambda city, _: {"outcome": "no_answer", "occurred_on": _today(city)},
    "lost_contact:declare": lambda city, _: {"reason": "rule_met", "next_on": _today(city)},
    "lost_contact:find": lambda city, _: {"way": "relative", "found_on": _today(city)},
    "lost_contact:step": lambda city, _: {"answer": "nothing", "taken_on": _today(city)},
    "lost_contact:undo": lambda city, _: {"step": "withdraw"},
    "certification:round": lambda city, target: {"ids": [str(target)], **_visit(city)},
    "certification:remind": lambda city, target: {"ids": [str(target)]},
    "certification:calls": lambda city, target: {"ids": [str(target)], **PURPOSE},
    "certification:delivery": lambda city, _: PURPOSE,
    "certification:receipt": lambda city, _: {"receipt_no": "HZ-1", "receipt_on": _today(city)},
    "certification:undo": lambda city, _: {"mistake": "wrong_day"},
    "certification:certify": lambda city, _: _visit(city),
    "certification:visit": lambda city, _: {"visit_on": _today(city)},
    "separation:settle": lambda city, _: {"decision": "part"},
    "duplicates:settle": lambda city, _: {"decision": "distinct"},
    "retirees:correct": lambda city, target: {
        "phone": "13900000001", "source": "self", "since": _today(city), "lock_version": _version(target),
    },
    "retirees:death": lambda city, target: {
        "died_on": _today(city), "source": "relative", "proof": "火化证明", "lock_version": _version(target),
    },
    "retirees:withdraw_death": lambda city, target: {"reason": "登记有误", "lock_version": _version(target)},
    "retirees:former_name": lambda city, target: {"name": _former(city, target), "reason": "名册录入有误"},
    "retirees:move": lambda city, target: {
        "moved_on": _today(city), "place_no": places().label(_elsewhere(city, target)), "address": "某市某路1号",
        "source": "self", "lock_version": _version(target),
    },
    "retirees:note": lambda city, _: {"kind": "visit", "occurred_on": _today(city), "text": "情况良好"},
    "datarights:ask": lambda city, _: {
        "kind": "copy", "asked_by": "self", "received_on": _today(city), "text": "请提供全部信息",
    },
    "contacts:add": lambda city, _: {
        "name": "郑某", "relation": "son", "phone": "13900000002", "since": _today(city),
    },
    "contacts:change": lambda city, _: {
        "name": "郑某", "relation": "son", "phone": "13900000002", "since": _today(city),
    },
    "contacts:show": lambda city, _: PURPOSE,
    "datarights:show": lambda city, _: PURPOSE,
    "datarights:show_note": lambda city, _: PURPOSE,
    "ledger:roll": lambda city, _: PURPOSE,
    "shell:person_copy": lambda city, _: PURPOSE,
    "ledger:calls": lambda city, _: PURPOSE,
    "shell:save_view": lambda city, _: {"list": "ledger:people", "name": "我的筛选", "query": "status=managed"},
    "shell:destroy": lambda city, target: {"ids": [str(target)], "confirmed": "1"},
    "shell:keep_longer": lambda city, target: {
        "ids": [str(target)], "until": f"{timezone.localdate(city.at).year + 1}-12-31", "reason": "争议处理中",
    },
    "shell:gallery": lambda city, _: {"ids": ["1"]},
    "shell:gallery_page": lambda city, _: {"ids": ["1"]},
    "shell:search": lambda city, _: {"text": "赵"},
    "shell:find_person": lambda city, _: {"name": "赵甲子", "born_on": "1952-03-12"},
}  # fmt: skip
# The rest of the address: what is no id of a thing.
WORDS = {
    "my:item": {"code": "old_age_allowance"},
    "my:archive_certificate": {"archive_id": UUID(int=1), "code": "record_custody"},
    "my_certificates:ask": {"code": "managed"},
    "my_aid:page": {"code": "people"},
    "my:page": {"code": "old_age_allowance", "step": "phone"},
    "my:send": {"code": "old_age_allowance"},
    "my:drop": {"code": "old_age_allowance"},
    "my:ask": {"what": "correct"},
    "my:archive_ask": {"archive_id": UUID(int=1)},
    "my:archive_page": {"page_id": UUID(int=1)},
    "digitised:page": {"scan_id": UUID(int=1)},
    "digitised:picture": {"scan_id": UUID(int=1)},
    "completeness:take": {"cause": "listed_not_member"},
    "lost_contact:step": {"code": "relative"},
    "papers:print": {"kind": "routine-introduction"},
    "papers:template": {"kind": "handover-contact-card"},
    "papers:template_new": {"kind": "handover-contact-card"},
    "papers:template_current": {"kind": "handover-contact-card"},
    "papers:template_preview": {"kind": "handover-contact-card"},
    "service_items:item": {"code": "contact_change"},
    "office_calendar:year": {"year": _THIS_YEAR},
    "office_calendar:correct": {"year": _THIS_YEAR},
    "service_items:draft": {"code": "contact_change"},
    "service_items:close": {"code": "contact_change"},
    "service_items:edit": {"part": "basics"},
    "shell:item_preview": {"step": "reason"},
    "applications:apply": {"code": "contact_change"},
    "applications:act": {"name": "withdraw"},
    "cases:act": {"name": "call_back"},
    "hotline:file": {"number": "0"},
    "secondments:propose_change": {"kind": "end"},
    "cases:settle": {"name": "cancel"},
    "cases:step_act": {"name": "take"},
    "applications:show": {"field": "phone"},
    "certificates:issue": {"code": "managed"},
    "certificates:permit": {"code": "managed"},
    "verify:code": {"code": "0123456789ABCDEFGHJKMNPQ"},
    "exchange:step": {"step": "pause"},
    "mfa_remove_webauthn": {"pk": "1"},
    "indicators:indicator": {"code": "reception"},
    "local_rules:rule": {"room": "letters", "name": "rising"},
    "local_rules:draft": {"room": "letters", "name": "rising"},
    "sandbox:step": {"step": "clear"},
    "sandbox:decide": {"step": "refuse"},
    "retirees:correct": {"part": "contact"},
    "datarights:show": {"field": "phone"},
    "accounts:measure": {"measure": "end-sessions"},
    "shell:destruction_record": {"record_no": "XH-2026-0001"},
    "shell:gallery_page": {"page": "parts"},
    **{f"organisations:{one}": {"code": USCCS["other"]} for one in ("enterprise", "rename", "dissolve", "restore")},
}
