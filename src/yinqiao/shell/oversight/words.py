"""The codes of the audit log in the words that overseers read; a test holds that no action is without words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps

from yinqiao.areas.accounts.types import Role
from yinqiao.areas.retirees.types import FIELD_LABELS
from yinqiao.shell.oversight.archive_words import ARCHIVE_ACTIONS
from yinqiao.shell.oversight.chain_words import CERTIFICATION_DETAILS, CHAIN_ACTIONS, OPENING_DETAILS
from yinqiao.shell.oversight.service_words import SERVICE_ACTIONS

KINDS = {"act": "办理", "read": "查看", "widen": "越界写入", "sign_in": "登录", "system": "系统"}
ROLES = {
    **{one.value: one.label for one in Role}, "system": "系统", "anonymous": "未登录", "none": "未使用角色",
    "sandbox": "试用程序", "retiree": "退休人员本人",
}  # fmt: skip
ACTIONS = {
    **CHAIN_ACTIONS,
    **SERVICE_ACTIONS,
    **ARCHIVE_ACTIONS,
    "access.widened": "超出本人范围写入",
    "accounts.code_failed": "动态码错误",
    "accounts.code_spent": "使用动态码",
    "accounts.deputy_named": "指定代理人",
    "accounts.invitation_accepted": "接受邀请",
    "accounts.invitation_withdrawn": "撤回邀请",
    "accounts.invited": "邀请人员",
    "accounts.key_made": "发放接口凭据",
    "accounts.key_refused": "接口凭据未通过",
    "accounts.key_revoked": "收回接口凭据",
    "accounts.key_used": "接口凭据当日首次使用",
    "accounts.keys_exported": "导出接口凭据清单",
    "accounts.own_details_changed": "修改本人资料",
    "accounts.password_changed": "修改密码",
    "accounts.password_reset": "重置密码",
    "accounts.role_chosen": "切换角色",
    "accounts.role_granted": "授予角色",
    "accounts.role_revoked": "收回角色",
    "accounts.second_factor_added": "启用第二因素",
    "accounts.second_factor_given_up": "停用第二因素",
    "accounts.second_factor_removed": "移除他人第二因素",
    "accounts.sessions_ended": "结束登录",
    "accounts.sign_in_failed": "登录失败",
    "accounts.sign_in_unlocked": "解除登录限制",
    "accounts.signed_in": "登录",
    "accounts.signed_out": "退出登录",
    "accounts.user_created": "建立账户",
    "accounts.user_restarted": "恢复账户",
    "accounts.user_stopped": "停用账户",
    "accounts.users_exported": "导出账户清单",
    "accounts.invitations_exported": "导出待接受的邀请",
    "audit.verified": "审计记录夜间核验",
    "crypto.keys_rotated": "更换密钥",
    "datarights.ask_own_data": "本人提出个人信息请求",
    "datarights.requests_exported": "导出个人信息请求",
    "demo.load_people": "载入演示人员",
    "demo.load_list": "载入演示清单",
    "demo.load_certifications": "载入演示认证结果",
    "demo.load_branches": "载入演示党组织",
    "demo.load_members": "载入演示党员",
    "demo.load_archives": "载入演示档案",
    "demo.load_agreements": "载入演示协议",
    "demo.load_payments": "载入演示付款",
    "duplicates.list_exported": "导出疑似重复名单",
    "hub.came_exported": "导出市间专线收到的消息",
    "hub.cities_exported": "导出各市指标",
    "hub.city_exported": "导出区县指标",
    "hub.health_exported": "导出各市上报情况",
    "hub.packages_exported": "导出跨城市移交",
    "hub.papers_queued": "经市间专线发出移交文件",
    "hub.sent_again": "经市间专线重新发送文件",
    "hub.sent_exported": "导出市间专线发出的文件",
    "exchange.endpoint_ended": "结束事件推送",
    "exchange.endpoint_paused": "暂停事件推送",
    "exchange.endpoint_registered": "登记事件接收地址",
    "exchange.endpoint_resumed": "恢复事件推送",
    "exchange.endpoints_exported": "导出事件推送接收地址",
    "exchange.events_sent": "推送事件",
    "exchange.feed_read": "经接口读取事件",
    "exchange.letters_exported": "导出未送达的事件",
    "exchange.letters_replayed": "重送未送达的事件",
    "exchange.receipts_forgotten": "清理到期的推送回执",
    "exchange.secret_rotated": "更换推送签名密钥",
    "exchange.test_sent": "发送推送测试",
    "handover.accept_people": "接收人员",
    "handover.annotate_batch": "生成批注名册",
    "handover.annotated_downloaded": "下载批注名册",
    "handover.batches_exported": "导出名册清单",
    "handover.begin_submission": "提交名册",
    "handover.begin_undo": "申请撤回批次",
    "handover.check_batch": "检查名册",
    "handover.contacts_exported": "导出首次联系名单",
    "handover.correct_header": "更正表头",
    "handover.place_header": "指定工作表和表头位置",
    "handover.discard_batch": "放弃批次",
    "handover.findings_exported": "导出检查结果",
    "handover.offer_again": "再次移交",
    "handover.people_exported": "导出移交人员",
    "handover.raise_overdue_offers": "逾期未答复上报",
    "handover.recheck": "重新检查名册",
    "handover.record_first_contact": "登记首次联系",
    "handover.refuse_batch": "名册不能读取",
    "handover.return_people": "退回人员",
    "handover.returned_exported": "导出退回人员",
    "handover.route_people": "人工分派",
    "handover.rows_exported": "导出名册各行",
    "handover.rows_read": "查看名册行",
    "handover.stop_work": "名册处理中止",
    "handover.submit_batch": "名册入册",
    "handover.undo_batch": "撤回批次",
    "handover.upload_roster": "上传名册",
    "handover.waiting_exported": "导出待接收人员",
    "handover.withdraw_people": "撤回移交",
    "insight.handover_exported": "导出移交接管情况",
    "insight.strands_exported": "导出三个100%",
    "organisations.dissolve_enterprise": "登记企业注销和承继",
    "organisations.enterprises_exported": "导出企业清单",
    "organisations.load_divisions": "更新行政区划",
    "organisations.register_enterprises": "登记企业",
    "organisations.rename_enterprise": "登记企业更名",
    "organisations.restore_enterprise": "撤销企业注销登记",
    "oversight.evidence_exported": "导出事件取证表",
    "oversight.hit_looked_at": "核查异常查询",
    "oversight.log_exported": "导出审计记录",
    "oversight.periods_exported": "导出保存期限",
    "oversight.person_sought": "核查人员",
    "oversight.person_unwatched": "移出重点关注名单",
    "oversight.person_watched": "列入重点关注名单",
    "oversight.proposals_exported": "导出到期应销毁清单",
    "oversight.records_exported": "导出销毁记录",
    "oversight.unusual_exported": "导出异常查询",
    "retention.confirm_destruction": "确认销毁",
    "retention.keep_longer": "延期保存",
    "retention.propose_due": "提出到期销毁",
    "retirees.add_contact": "登记联系人",
    "retirees.add_note": "添加走访与备注",
    "retirees.answer_data_request": "答复个人信息请求",
    "retirees.call_list_exported": "导出电话联系表",
    "retirees.change_contact": "修改联系人",
    "retirees.correct_details": "更正信息",
    "retirees.find_duplicates": "查找疑似重复",
    "retirees.list_exported": "导出人员台账",
    "retirees.mark_distinct": "判定为不同的人",
    "retirees.merge_people": "合并登记",
    "retirees.open_data_request": "登记个人信息请求",
    "retirees.open_person": "打开人员页面",
    "retirees.record_death": "死亡登记",
    "retirees.record_move": "迁居登记",
    "retirees.remove_contact": "移除联系人",
    "retirees.remove_former_name": "删除曾用名",
    "retirees.reveal": "完整显示敏感信息",
    "retirees.reveal_contact": "完整显示联系人电话",
    "retirees.reveal_note": "查看走访与备注内容",
    "retirees.reveal_copy": "生成个人信息副本",
    "retirees.roll_printed": "打印花名册",
    "retirees.split_people": "撤销合并",
    "retirees.withdraw_death": "撤销死亡登记",
    "retirees.write_former_names": "补录曾用名检索",
    "shell.number_not_found": "以证件号码查找，范围内无此人",
    "shell.sample_exported": "导出示例",
    "ui.forget_view": "删去常用筛选",
    "ui.save_view": "存为常用筛选",
}

# What an entry notes beside its columns; values of `fields` are names of details of a person.
DETAILS = {
    **CERTIFICATION_DETAILS,
    **OPENING_DETAILS,
    "batches": "名册份数",
    "papers": "文书份数",
    "filed": "归档页数",
    "was_filed": "原已归档",
    "from_on": "启用日期",
    "changed": "变更人数",
    "expected": "列入人数",
    "restored": "恢复人数",
    "archives": "档案卷数",
    "area": "面积（平方米）",
    "path": "移交方式",
    "step": "步骤",
    "condition": "现场状况",
    "is_agreed": "是否同意",
    "is_damaged": "是否破损",
    "missing": "缺少卷数",
    "received": "接收卷数",
    "result": "结果",
    "letters": "介绍信封数",
    "medium": "介绍信方式",
    "members": "党员人数",
    "place": "单位编号",
    "added": "新增人数",
    "address": "网络地址",
    "batch": "批次编号",
    "breaches": "核验不符",
    "case": "疑似重复编号",
    "checkpoints": "封存点",
    "code": "代码",
    "columns": "列数",
    "contact": "联系人编号",
    "cooling_off": "已暂停登录",
    "sign_in_code": "登录验证码编号",
    "codes": "验证码条数",
    "destroyed": "销毁项数",
    "division": "区划编号",
    "enterprise": "企业编号",
    "entries": "核验条数",
    "fields": "项目",
    "findings": "问题数",
    "first_code": "首处不符",
    "first_no": "首处不符的序号",
    "grant": "授权编号",
    "hit": "核查线索",
    "invitation": "邀请编号",
    "header_depth": "表头行数",
    "header_row": "表头起始行",
    "is_known": "此前已上传",
    "kept": "延期项数",
    "key": "凭据编号",
    "means": "登录方式",
    "moved": "分派人数",
    "note": "备注编号",
    "offered": "移交数量",
    "overtaken": "已被取代的移交",
    "pairs": "比对组数",
    "place_no": "地点编号",
    "principal": "被代理人编号",
    "proposed": "提出数",
    "ready": "可提交人数",
    "reason": "理由",
    "records": "记录数",
    "remainder": "未接收人数",
    "removed": "移除数",
    "request": "请求编号",
    "role": "角色",
    "rows": "行数",
    "rule": "依据规则",
    "sessions": "结束的登录数",
    "source": "信息来源",
    "table": "数据表",
    "type": "验证方式",
    "version": "版本",
    "waiting": "等待封存",
}


def action_words(code: str) -> str:
    """An action in words; the code itself for one that the product no longer knows."""
    return ACTIONS.get(code, code)


def kind_words(code: str) -> str:
    """A kind of entry in words."""
    return KINDS.get(code, code)


def role_words(code: str) -> str:
    """A role in words, processes of ours too."""
    return ROLES.get(code, code)


def detail_words(detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(label, value) of what an entry notes, in the order of its names; a name without words stays as it is."""
    named = sorted(detail.items())
    return [
        (DETAILS.get(name, name), role_words(str(value)) if name == "role" else _value_words(value))
        for name, value in named
    ]


def _value_words(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(FIELD_LABELS.get(str(one), str(one)) for one in value)
    return str(value) if value not in ("", None) else "—"


def table_words(table: str) -> str:
    """A sealed table in words; its own name where it has none."""
    found = (str(one._meta.verbose_name) for one in apps.get_models() if one._meta.db_table == table)
    return next(found, table)
