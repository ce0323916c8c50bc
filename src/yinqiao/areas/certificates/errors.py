"""Refusals about certificates: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from collections.abc import Sequence

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused, Unavailable


def no_such_kind() -> NotFound:
    """Not in force today, or the city's list does not allow it."""
    return NotFound("certificates.no_such_kind", "没有这种证明，或者本地没有允许开具。")


def not_yours_to_issue(offices: str) -> Refused:
    """Who issues is the kind's."""
    return Refused(
        "certificates.not_yours",
        f"这种证明由{offices}开具，没有开具。",
        next_step="请告知本人到该单位办理，或请该单位在系统内开具。",
    )


def other_office() -> Refused:
    """Revoked, issued anew and sealed by the office that issued it and those above."""
    return Refused(
        "certificates.other_office", "这份证明由其他单位开具，没有改动。", next_step="请联系开具单位或上级单位办理。"
    )


def not_managed() -> Refused:
    """A certificate says that somebody is looked after here."""
    return Refused(
        "certificates.not_managed",
        "这个人现在不在管理服务中，证明没有开具。",
        next_step="请先核对人员状态；已去世的，家属可办理身后事项。",
    )


def facts_missing(labels: Sequence[str]) -> Invalid:
    """Nobody types what the register has to know."""
    words = f"登记信息缺少：{'、'.join(labels)}。证明没有开具。"
    return Invalid("certificates.facts_missing", words, next_step="请先在人员页面更正登记信息，再开具。")


def purpose_missing() -> Invalid:
    """A certificate says what it is for."""
    words = "请选择用途；选“其他”的请写明。"
    return Invalid(
        "certificates.purpose_missing", f"{words}证明没有开具。", next_step="填写后再提交。", fields={"other": words}
    )


def waiting_already() -> Conflict:
    """One of a kind waits for the seal at a time."""
    return Conflict(
        "certificates.waiting_already",
        "这个人的同一种证明正在等待用印，没有重复提交。",
        next_step="请等保管人用印，或联系保管人。",
    )


def have_one() -> Conflict:
    """One for the same purpose holds."""
    return Conflict(
        "certificates.have_one",
        "同样用途的证明已经开过，还有效，没有重复开具。",
        next_step="请在“我的证明”里下载那一份；打不开的请给社区打电话。",
    )


def no_office() -> Refused:
    """The person stands at a desk: no community or street is known yet."""
    return Refused(
        "certificates.no_office",
        "还不知道您归哪个社区或街道管，证明没有开具。",
        next_step="请给上面的电话打电话，请他们核对后开具。",
    )


def not_now() -> Conflict:
    """Somebody was faster, or it stands otherwise."""
    return Conflict(
        "certificates.not_now", "这份证明现在不能这样办理，没有改动。", next_step="请刷新页面，查看它现在的状态。"
    )


def not_your_seal() -> Refused:
    """Who asks for a seal does not put it."""
    return Refused(
        "certificates.not_your_seal",
        "用印须由申办人以外的印章保管人办理，没有用印。",
        next_step="请由街道、区县或市级的保管人用印。",
    )


def person_elsewhere() -> Refused:
    """Who does not see a person puts no seal on a paper about the person."""
    return Refused(
        "certificates.person_elsewhere",
        "本人不归本单位管理服务，没有用印，登记没有变化。",
        next_step="请由上级单位用印，或打印后按规定盖章。",
    )


def seal_silent() -> Unavailable:
    """The seal did not answer."""
    return Unavailable(
        "certificates.seal_silent", "电子印章暂时不能使用，证明没有开具，登记没有变化。",
        next_step="请稍后再试；仍不成功，请系统管理员检查电子印章的证书、口令和签章平台。",
    )  # fmt: skip


def not_automatic() -> Refused:
    """The kind needs somebody who looks."""
    return Refused(
        "certificates.not_automatic",
        "这种证明须由保管人逐份用印，没有改动。",
        next_step="不需要办理；每份证明会出现在待用印中。",
    )


def too_many_checks() -> Conflict:
    """One address asks too often."""
    return Conflict(
        "certificates.too_many_checks", "这个网络一分钟内查验的次数太多，没有查验。", next_step="请过一分钟再查。"
    )


def too_large(most: int) -> Invalid:
    """What is checked is a certificate, a few pages at most."""
    words = f"文件超过 {most // 2**20} MB，没有查验。"
    return Invalid("certificates.too_large", words, next_step="请选择证明的 PDF 原件。", fields={"file": words})
