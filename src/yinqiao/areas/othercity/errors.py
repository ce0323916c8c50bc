"""Refusals between two cities: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused

_ASK = "请与对方城市核对后重新取得文件。"


def _of_file(code: str, sentence: str, next_step: str) -> Invalid:
    """What is wrong with an uploaded file; nothing of it was kept."""
    told = f"{sentence}没有保存任何内容，登记没有变化。"
    return Invalid(f"othercity.{code}", told, next_step=next_step, fields={"file": f"{told}{next_step}"})


def _beside(code: str, field: str, sentence: str, next_step: str) -> Invalid:
    return Invalid(f"othercity.{code}", sentence, next_step=next_step, fields={field: f"{sentence}{next_step}"})


def too_large(most: int) -> Invalid:
    """A file beyond what a package may weigh."""
    return _of_file("too_large", f"文件超过 {most // 2**20} MB。", "请让对方分成几个移交包。")


def not_a_package() -> Invalid:
    """Something else than a sealed file of the exchange, or the beginning of one."""
    return _of_file("not_a_package", "这不是完整的异地移交文件，可能传输中断或选错了文件。", _ASK)


def altered() -> Invalid:
    """A seal or a signature that does not hold."""
    return _of_file("altered", "文件内容与签名不符，可能被改动或已损坏。", _ASK)


def for_another_city() -> Invalid:
    """Sealed for somebody else."""
    return _of_file("for_another_city", "这个文件不是发给本市的，无法打开。", "请把文件退还对方，由对方核对收件城市。")


def key_gone() -> Invalid:
    """Sealed for a key that we no longer hold."""
    return _of_file(
        "key_gone",
        "这个文件使用的本市公钥已停用，无法打开。",
        "请把现在的“本市公钥”发给对方，由对方重新生成文件。",
    )


def sender_unknown() -> Invalid:
    """Signed with a key that nobody here has confirmed."""
    return _of_file(
        "sender_unknown",
        "文件签名所用的公钥没有在本市登记并确认，不能认定是谁发出的。",
        "请先在“城市公钥”登记对方的公钥，由安全管理员核对指纹后再上传。",
    )


def not_readable() -> Invalid:
    """Signed and whole, but not in the schema."""
    return _of_file(
        "not_readable", "文件签名有效，但内容格式不是本平台支持的版本。", "请让对方按移交包格式第 1 版重新生成。"
    )


def number_taken() -> Invalid:
    """Another package of that city has this number."""
    return _of_file(
        "number_taken", "对方此前发来过编号相同、内容不同的移交包。", "请与对方核对编号，由对方换号重新生成。"
    )


def offer_over() -> Invalid:
    """A package that can no longer be answered."""
    return _of_file("offer_over", "这个移交包的答复期限已过。", "人员仍由对方城市管理；仍要移交的，请对方重新生成。")


def package_unknown() -> Invalid:
    """An answer or a withdrawal about a package that we do not know."""
    return _of_file(
        "package_unknown", "没有找到文件所说的移交包，或者它不在您的管理范围内。", "请核对文件，或交由市级管理员上传。"
    )


def answer_contradicts() -> Invalid:
    """An answer to people who were answered already, in other words."""
    return _of_file(
        "answer_contradicts", "文件中有人此前已有另一份答复，两份答复不一致。", "以先登记的答复为准，请与对方核对。"
    )


def answer_after_withdrawal(number: str) -> Invalid:
    """An acceptance that came after the package was taken back."""
    return _of_file(
        "answer_after_withdrawal",
        f"移交包 {number} 已由本市撤回，之后到的答复不算数，人员仍由本市管理。",
        "请把撤回文件发给对方；仍要移交的，请重新发出。",
    )


def answer_too_late() -> Invalid:
    """An answer that was signed after the offer had ended."""
    return _of_file(
        "answer_too_late",
        "对方作出答复时，移交包的答复期限已过，人员仍由本市管理。",
        "请撤回这个移交包；移交规则仍有效的，可以重新发出。",
    )


def roles_may_not() -> Refused:
    """A package from another city, taken in by somebody who does not receive."""
    return Refused(
        "othercity.roles_may_not",
        "外市发来的移交包由市级管理员接收，文件没有保存。",
        next_step="请把文件转交市级管理员上传。",
    )


def not_a_key_sheet() -> Invalid:
    """A file that holds no public keys of a city."""
    return _of_file("not_a_key_sheet", "这不是城市公钥文件。", "请向对方索取平台导出的“城市公钥”文件（JSON）。")


def keys_not_theirs() -> Invalid:
    """Keys of our own city, or of no city at all."""
    return _of_file("keys_not_theirs", "文件中的城市是本市，或不是地级行政区代码。", "请核对后重新选择文件。")


def keys_known() -> Conflict:
    """These keys stand in the list already."""
    return Conflict("othercity.keys_known", "这份公钥已经登记过，没有重复登记。", next_step="请在列表中查看它的状态。")


def fingerprint_differs() -> Invalid:
    """What was heard over the phone is not what stands here."""
    return _beside(
        "fingerprint_differs",
        "tail",
        "与登记的指纹不一致，没有确认。",
        "请再次与对方核对；仍不一致的，请停用这份公钥。",
    )


def same_person_confirms() -> Refused:
    """Who registered the keys may not confirm them."""
    return Refused(
        "othercity.same_person_confirms", "登记和确认须由两人办理，没有确认。", next_step="请由另一位安全管理员确认。"
    )


def keys_not_open() -> Conflict:
    """Keys that were confirmed or revoked already."""
    return Conflict("othercity.keys_not_open", "这份公钥的状态已变化，没有改动。", next_step="请刷新列表查看最新状态。")


def no_keys(city: str) -> Conflict:
    """No confirmed keys of the receiver."""
    return Conflict(
        "othercity.no_keys", f"{city}的公钥尚未确认，不能生成文件，登记没有变化。", next_step="请先登记并确认该市公钥。"
    )


def nobody_open() -> Conflict:
    """Nobody of the choice can take this step."""
    return Conflict(
        "othercity.nobody_open",
        "所选人员现在都不能办理这一步，登记没有变化。",
        next_step="请刷新名单查看“能否移交”和最新状态。",
    )


def too_many(most: int) -> Invalid:
    """More people than one package may hold."""
    return Invalid("othercity.too_many", f"一个移交包最多 {most:,} 人，没有生成。", next_step="请分批勾选后移交。")


def city_unknown() -> Invalid:
    """No such city."""
    return _beside("city_unknown", "city", "没有找到这个城市。", "请从列表中选择。")


def reason_unknown() -> Invalid:
    """No such reason in the rulebook."""
    return _beside("reason_unknown", "reason", "请选择退回原因。", "选择后重新提交。")


def reason_needs_words() -> Invalid:
    """The reason alone says too little."""
    return _beside("reason_needs_words", "note", "选择这一原因时，请写明情况。", "填写后重新提交。")


def not_in_register(people: int) -> Conflict:
    """Whom nobody of ours holds cannot be accepted: the sender would let go."""
    return Conflict(
        "othercity.not_in_register",
        f"所选人员中有 {people:,} 人还没有由本市社区或经办机构接收，不能答复“接收”，登记没有变化。",
        next_step="请先下载转入名册，按移交名册上传并由社区接收；对方在收到接收答复前继续管理。",
    )


def purpose_missing() -> Invalid:
    """A file with personal data is handed out for a purpose alone."""
    return _beside("purpose_missing", "purpose", "请填写下载用途，将记入审计。", "填写后再下载。")


def nothing_to_take_back() -> Conflict:
    """A package all of whose people were answered."""
    return Conflict(
        "othercity.nothing_to_take_back",
        "这个移交包已没有等待答复的人员，没有改动。",
        next_step="对方的答复见人员列表。",
    )
