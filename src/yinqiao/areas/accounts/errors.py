"""What the room of accounts refuses, each with its stable code."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused

_ASK_ADMIN = "如工作需要，请联系本单位账户管理员。"


def not_within_reach() -> NotFound:
    """An account, a grant or an invitation that is absent or not this administrator's to see."""
    return NotFound("accounts.not_found", "没有找到这个账户，或者它不归您管理。")


def may_not_grant() -> Refused:
    """This administrator may not give this role over this unit."""
    return Refused(
        "accounts.may_not_grant",
        "您不能授予或收回这个角色：它不在您可管理的角色或单位范围内。",
        next_step="请核对角色和所属单位；上级单位的授权由上级账户管理员办理。",
    )


def may_not_manage() -> Refused:
    """The account also holds roles beyond this administrator's reach."""
    return Refused(
        "accounts.may_not_manage",
        "这个账户还有您管理范围以外的角色，您不能代为操作。",
        next_step="请联系授予该角色的上级账户管理员，或请安全管理员办理。",
    )


def roles_incompatible(held: str, wanted: str) -> Refused:
    """Two roles that one person may not hold in the same period."""
    return Refused(
        "accounts.roles_incompatible",
        f"同一个人不能同时担任“{held}”和“{wanted}”。",
        next_step="请先收回原有角色，或者另选一人。",
    )


def wrong_scope(role: str) -> Invalid:
    """The role needs another kind or level of unit."""
    return Invalid(
        "accounts.wrong_scope",
        f"“{role}”不能授予到这个单位：单位的类别或层级不符。",
        next_step="请按角色的要求选择社区、街道、区县、市或企业。",
    )


def unit_dissolved(name: str, answering: str) -> Invalid:
    """The enterprise is no more; roles are given over the one that answers for it."""
    return Invalid(
        "accounts.unit_dissolved",
        f"{name}已注销，由{answering}承继，不能再授予这家企业的角色，没有任何改动。",
        next_step=f"请改选{answering}。",
    )


def wrong_period(field: str = "valid_to") -> Invalid:
    """An end that is not after the start, a start in the past, or a period too long."""
    return Invalid(
        "accounts.wrong_period",
        "起止日期不合规定。",
        next_step="终止日期须晚于起始日期，且不超过允许的最长期限。",
        fields={field: "终止日期须晚于起始日期，且不超过允许的最长期限。"},
    )


def already_granted() -> Conflict:
    """The same role over the same unit is already in force in that period."""
    return Conflict("accounts.already_granted", "这个人在该期间已有相同的授权。", next_step="无需重复授权。")


def already_revoked() -> Conflict:
    """Somebody was first."""
    return Conflict("accounts.already_revoked", "这项授权已经收回。", next_step="请刷新页面查看最新情况。")


def reason_required() -> Invalid:
    """An act that must say why."""
    return Invalid("accounts.reason_required", "请填写理由。", fields={"reason": "请填写理由。"})


def username_taken() -> Conflict:
    """Sign-in names are unique in the whole city."""
    return Conflict(
        "accounts.username_taken",
        "这个登录名已被使用。",
        next_step="请换一个登录名，例如在姓名拼音后加单位简称。",
    )


def username_malformed() -> Invalid:
    """Letters, digits, dot, hyphen and underscore, 4 to 40, beginning with a letter."""
    words = "登录名须为 4 至 40 个字符，以字母开头，只含字母、数字、点、短横线和下划线。"
    return Invalid("accounts.username_malformed", words, fields={"username": words})


def password_too_weak(words: str) -> Invalid:
    """What the validators say, in Chinese."""
    return Invalid("accounts.password_too_weak", words, fields={"password1": words})


def invitation_gone() -> NotFound:
    """Unknown, used, withdrawn or expired: the same answer."""
    return NotFound("accounts.invitation_gone", "这个邀请链接无效：可能已经使用过、已被撤回或已经过期。")


def deputy_not_allowed(why: str) -> Refused:
    """A deputy who is the person itself, is in another unit, or would stand in for a deputy."""
    return Refused("accounts.deputy_not_allowed", why, next_step="请另选一位本单位同事。")


def not_your_role() -> NotFound:
    """A role to switch to that is not one's own or no longer in force."""
    return NotFound("accounts.not_your_role", "您没有这个角色，或者它已经失效。")


def not_yourself() -> Refused:
    """Nobody gives a role to, or takes measures against, the own account."""
    return Refused("accounts.not_yourself", "不能对自己的账户进行这项操作。", next_step=_ASK_ADMIN)


def code_already_used() -> Refused:
    """A one-time code works once."""
    return Refused("accounts.code_already_used", "这个动态口令已经用过。", next_step="请等待下一个动态口令后再输入。")


def key_not_possible() -> NotFound:
    """A grant that is absent, out of reach, ended, a stand-in's, or of a role that no key may have: the same answer."""
    return NotFound("accounts.key_not_possible", "没有找到可以发放接口凭据的授权。")


def key_period() -> Invalid:
    """An end that is not after today, or more than a year away."""
    words = "终止日期须晚于今天，且不超过一年。"
    return Invalid("accounts.key_period", words, fields={"valid_to": words})


def key_already_revoked() -> Conflict:
    """Somebody was first."""
    return Conflict("accounts.key_already_revoked", "这个接口凭据已经收回。", next_step="请刷新页面查看最新情况。")
