"""The codes of services and of the portal in the audit log, in the words that overseers read."""

from __future__ import annotations

SERVICE_ACTIONS = {
    "applications.apply": "提交办事申请",
    "applications.ask_for_more": "一次性告知补正",
    "applications.case_opened": "查看办件",
    "applications.cases_exported": "导出办件清单",
    "applications.decide": "办结办件",
    "applications.go_on": "受理或审核通过办件",
    "applications.recount_clocks": "核算办件时限",
    "applications.refuse": "不予受理或办理",
    "applications.send_back": "退回上一环节",
    "applications.show_answer": "查看办件填写的完整内容",
    "applications.supply": "登记补正",
    "applications.withdraw": "撤回办事申请",
    "portal.ask_code": "索取登录验证码",
    "portal.end_session": "退出另一台设备",
    "portal.forget_old": "清理过期的登录记录",
    "portal.prepare_code": "发出登录验证码",
    "portal.sign_in": "退休人员登录长辈版",
    "portal.sign_out": "退休人员退出登录",
    "portal.try_code": "核对登录验证码",
    "portal.use_code": "使用登录验证码",
    "reimbursement.add_invoice": "登记报销票据",
    "reimbursement.file_opened": "下载报销票据文件",
    "reimbursement.remove_invoice": "移除报销票据",
}
