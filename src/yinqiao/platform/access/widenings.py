"""The reviewed list of reasons for which an act may write outside its actor's scope.

A test counts the call sites of `access.widened` against this list.
"""

from __future__ import annotations

from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.log import record

WIDENINGS = {
    "handover.submit_people": "企业提交名册：人员归入社区，超出企业自身范围",
    "handover.undo_batch": "撤回整批：恢复提交前的登记信息",
    "handover.accept_move": "接收迁入人员：人员从原社区转入",
    "handover.return_person": "社区退回人员：人员离开社区范围，回到企业",
    "handover.withdraw_people": "企业撤回移交：人员离开社区范围",
    "handover.offer_again": "企业答复后再次移交：人员再次进入社区范围",
    "handover.follow_death": "撤销死亡登记：按移交现状恢复人员状态",
    "handover.offer_move": "迁居：向新社区发出移交",
    "handover.pass_to_city": "外市签收：人员转出本市，未答复的市内迁居移交一并撤回",
    "handover.route_by_hand": "人工分派：人员从待分派处转到社区",
    "retirees.record_move": "迁居登记：人员离开原社区范围",
    "intake.receive": "接收外来信息：按来源的范围核对人员并登记，迁居时人员归入其他社区",
    "intake.foresee": "检查报送文件：按来源的范围预计每一行的结果，不登记",
    "dropbox.compare": "检查报送文件：与登记比对没有变化的行，不登记",
    "dropbox.keep_lines": "检查报送文件：由部门上传的，逐行结果归入登记该来源的单位",
    "intake.release": "核查后恢复来源：办理暂存的外来信息",
    "intake.withdraw_window": "核查后整批撤回一个来源报告的死亡",
    "intake.take_claim": "核实后采用外来信息：迁居时向新社区发出移交",
    "letters.answer_online": "部门网上答复去函：核对函件和所列人员，不向部门显示",
    "letters.keep_answer": "部门网上答复去函：答复记入发函单位的去函",
    "effects.follow_change": "变动之后列入后续事项：告知原企业、党组织、经办机构和原保管单位，均不在登记人的范围内",
    "effects.take_back": "撤销死亡登记：未办的后续事项停止，已办的请责任方更正",
    "bereavement.open_files": "登记死亡：身后事项立项，经办机构要办的事不在登记人的范围内",
    "bereavement.withdraw_files": "撤销死亡登记：身后事项停止，已办的请责任方更正，不在登记人的范围内",
    "bereavement.settle_file": "办结身后事项的最后一项：由原企业、经办机构办结的，全部办结记在社区的身后事项上",
    "datarights.ask_own_data": "本人在长辈版提出个人信息请求：本人只能查看，请求由所在社区受理",
    "digitised.ask_extract": "本人在长辈版申请档案摘录：本人只能查看，申请由保管档案的单位答复",
    "archive_certificates.ask": "本人或其授权的家属在长辈版、社区经办人代为申请档案证明：只能查看，申请由保管档案的单位办理",
    "applications.act_of_person": "本人或其授权的家属在长辈版办事：只能查看，申请、补正、撤回和草稿由此写入",
    "applications.end_drafts": "登记死亡或撤销登记：本人没有提交的申请一并清除，工作人员不查看",
    "authorisations.act_of_person": "本人在长辈版授权家属代办或收回：本人只能查看，授权由此写入",
    "certificates.act_of_person": "本人或其授权的家属在长辈版开证明：只能查看，证明由此开具",
    "certification.act_of_person": "本人用城市应用自助认证：只能查看，认证结果由此记入",
    "cases.open_case": "提出联动事项：按权责清单由其他单位牵头，编号全市统一",
    "cases.pass_on": "联动事项退回、指定或提级：牵头单位不在经办人范围内",
    "cases.ask_review": "登记复查、复核请求：由答复单位的上一级牵头，反映人随事项转给上一级，登记单位不查看",
    "cases.answer_step": "企业、部门办理交办给自己的事项：牵头单位的事项不向其显示",
    "hotline.take_orders": "导入12345工单：来电人只有牵头单位能看到，导入单位也不例外",
    "ratings.act_of_person": "本人或其授权的家属在长辈版评价办件和个人信息请求的答复：只能查看，评价由此写入",
    "activities.take_part": "报名、退出、候补、取消和改时间：按活动的全部报名计算和告知，不限于经办人或本人可查看的人员",
    "activities.follow_person": "登记死亡、合并或撤销合并：报名随之结束或对应，空出的名额给下一位候补，可能属于其他社区",
    "volunteers.take_part": "接志愿服务任务、取消任务：人数按任务的全部报名计算，不限于经办人或本人可查看的人员",
    "volunteers.act_of_person": "本人在长辈版登记为志愿者、接任务、退出：本人只能查看，登记由此写入",
    "volunteers.release_hours": "撤销或重开志愿服务证明：时长随之可以更正、重新开具，本人可能已属于其他社区",
    "volunteers.follow_person": "登记死亡、合并或撤销合并：志愿者登记随之结束或对应，可能属于其他社区",
    "dues.ask_order": "本人在长辈版交党费：本人只能查看，订单登记在所在支部",
    "dues.follow_person": "登记合并或撤销合并：该人员的党费账户随之对应，账户可能在另一支部",
    "dues.place_order": "本人在长辈版交党费：把支付平台的二维码记到自己的订单上",
    "party_life.follow_person": "登记合并或撤销合并：该人员在党支部的记录随之对应，支部可能在另一单位",
    "party_life.sign_in": "本人在长辈版签到：本人只能查看，到会情况登记在所在支部",
    "archives.follow_person": "登记更正、合并或撤销合并：该人员的档案随之对应，档案可能由其他单位保管",
    "secondments.act_of_officer": "选派人员记录走访、更正电话：只能查看本企业在本社区的人员，记录由此写入",
    "retention.destroy": "销毁到期数据：经个人信息保护负责人确认",
    "organisations.load_divisions": "行政区划调整：跨区域迁移人员归属",
}


def record_widening(actor: Actor, reason: str) -> None:
    """Leave an audit entry for one widening; a reason that is not on the list is a fault of ours."""
    if reason not in WIDENINGS:
        raise LookupError(f"widening without review: {reason}")
    record(actor, action="access.widened", kind="widen", detail={"reason": reason})
