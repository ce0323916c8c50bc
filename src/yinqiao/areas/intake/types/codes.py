"""Closed lists of what comes in: who sends, what becomes of a message and why, what a person decides."""

from __future__ import annotations

from yinqiao.areas.retirees.types import Source
from yinqiao.kernel.labels import Labelled


class SourceKind(Labelled):
    """What kind of office sends."""

    POLICE = "police", "公安部门"
    HUMAN_RESOURCES = "human_resources", "人社部门"
    MEDICAL_INSURANCE = "medical_insurance", "医保部门"
    HOSPITAL = "hospital", "医疗机构"
    CIVIL_AFFAIRS = "civil_affairs", "民政部门"
    ORGANISATION = "organisation", "组织部门"
    ENTERPRISE = "enterprise", "原企业"


# As what the register notes the source of a fact: the two lists use the same codes.
RETIREE_SOURCES = {one.value: Source(one.value) for one in SourceKind}


class SourceState(Labelled):
    """Whether what a source sends is taken."""

    ACTIVE = "active", "正常"
    PAUSED = "paused", "已暂停"
    HALTED = "halted", "已自动停用，待核查"


class MessageState(Labelled):
    """Where a message stands."""

    APPLIED = "applied", "已采用"
    SAME = "same", "与登记一致"
    OLDER = "older", "早于登记，未采用"
    WAITING = "waiting", "等待人员登记"
    DISPUTED = "disputed", "待核实"
    HELD = "held", "暂存，待核查"
    NOT_TAKEN = "not_taken", "核实后未采用"
    WITHDRAWN = "withdrawn", "来源已撤回"
    EXPIRED = "expired", "等待期满，未采用"
    REFUSED = "refused", "未接收"


class Verdict(Labelled):
    """What the rules say of one claim."""

    TAKE = "take", "采用"
    SAME = "same", "与登记一致"
    OLDER = "older", "早于登记"
    DISPUTE = "dispute", "待核实"


class Reason(Labelled):
    """Why a message stands where it stands."""

    TAKEN = "taken", "按规则采用"
    BY_PERSON = "by_person", "核实后采用"
    SAME_VALUE = "same_value", "登记中已是这一内容"
    NOT_NEWER = "not_newer", "登记中已有同级或更可信来源的较新内容"
    NOT_KNOWN = "not_known", "登记中没有这一身份证号的人员，登记后自动核对"
    REFERENCE_TAKEN = "reference_taken", "同一办理编号此前用于其他结果"
    NOT_MANAGED = "not_managed", "此人尚未由社区接收，接收后自动核对"
    NAME_DIFFERS = "name_differs", "身份证号相同而姓名不同，可能不是同一人"
    WEAK_DEATH = "weak_death", "仅有一个需核实的来源报告死亡"
    ALIVE_LATER = "alive_later", "死亡日期之后仍有联系或走访记录"
    DEATH_DAY = "death_day", "登记中已有死亡日期，与来源不同"
    AFTER_DEATH = "after_death", "登记为已故，来源报告此后的变更"
    BEFORE_BIRTH = "before_birth", "日期早于出生日期"
    LOWER_RANK = "lower_rank", "与更可信来源的登记不一致"
    HIGHER_OLDER = "higher_older", "来源更可信，但日期早于登记"
    NUMBER_TAKEN = "number_taken", "新身份证号已登记在另一位人员名下"
    CHANGED_SINCE = "changed_since", "来源撤回时，登记已有后续变更"
    WITHDRAWAL = "withdrawal", "来源撤回了先前的信息"
    TOO_MANY = "too_many", "短时间内死亡信息异常偏多"
    THROWN_AWAY = "thrown_away", "核查后作废"
    WAITED_OUT = "waited_out", "等待期内没有登记此人"
    NOT_ONE_PERSON = "not_one_person", "不是同一人"
    PERSON_LIVES = "person_lives", "本人在世"
    NOT_MOVED = "not_moved", "未迁居"
    VALUE_WRONG = "value_wrong", "内容有误"
    SAME_DAY = "same_day", "与另一来源同日的登记不一致"
    NO_GROUND = "no_ground", "没有登记法定依据，也没有本人同意，未采用，内容未留存"
    ITEM_UNKNOWN = "item_unknown", "适用于本人的已签协议中没有这一项"
    ITEM_ENDED = "item_ended", "协议中这一项已截止，或告知的期限超出协议"
    NOT_IN_GROUP = "not_in_group", "按登记，本人不在协议这一项的范围"
    AGREEMENT_DIFFERS = "agreement_differs", "告知的标准、周期或停止与协议不同"
    NO_CASE = "no_case", "没有等待本单位办理的办件，未采用"
    CONFIRMED_ELSEWHERE = "confirmed_elsewhere", "已由其他来源确认"


class RefusalReason(Labelled):
    """Why an event was not taken in."""

    MALFORMED = "malformed", "不符合 CloudEvents 1.0"
    WRONG_SOURCE = "wrong_source", "source 不是本来源登记的标识"
    UNKNOWN_TYPE = "unknown_type", "没有这种信息类型"
    TYPE_NOT_ALLOWED = "type_not_allowed", "本来源未登记这种信息类型"
    NO_BASIS = "no_basis", "登记的法定依据不在有效期内"
    IN_FUTURE = "in_future", "时间晚于当前时刻"
    TOO_OLD = "too_old", "时间过早，超过接收年限"
    ID_REUSED = "id_reused", "同一编号已用于不同内容"
    DATA_INVALID = "data_invalid", "内容不符合这种信息类型的要求"
    NOTHING_TO_WITHDRAW = "nothing_to_withdraw", "没有可撤回的先前信息"

    @property
    def status(self) -> int:
        """The same as a status of HTTP."""
        return {"wrong_source": 403, "type_not_allowed": 403, "no_basis": 403, "id_reused": 409}.get(self.value, 422)


class ContradictionState(Labelled):
    """What was decided about a claim that contradicts."""

    OPEN = "open", "待核实"
    ASKED = "asked", "已请来源核对"
    TAKEN = "taken", "已采用"
    REFUSED = "refused", "未采用"
    ENDED = "ended", "已由来源或其他信息了结"
