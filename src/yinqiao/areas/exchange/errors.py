"""What the room of the exchange refuses."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, NotFound


def feed_began_anew() -> Conflict:
    """A reader of the feed goes on from a place that this sequence does not have: the register was restored since."""
    return Conflict(
        "exchange.feed_began_anew",
        "事件序列已重新开始：系统恢复过备份，您保存的位置不再有效。",
        next_step="请从 after=0 重新读取，以事件编号 id 去重，并保存新的 epoch。",
    )


def unknown_types() -> Invalid:
    """A type that no room declares, or that programmes are not told."""
    return Invalid(
        "exchange.unknown_types",
        "有不认识的事件类型。",
        next_step="请对照 /api/v1/asyncapi.json 中的类型代码修改后重试。",
    )


_URLS = {
    "url_malformed": "地址不完整，没有保存。请填写完整的地址，例如 https://tongji.example.gov.cn/yinqiao",
    "url_secret": "地址里不能有用户名、密码和 # 部分，没有保存。",
    "url_not_https": "地址必须以 https:// 开头，没有保存。",
    "url_inside": "这个地址是内部地址，没有保存。确需推送到内网的，请由系统运维人员把该网段列入允许名单。",
}


def url_not_possible(code: str) -> Invalid:
    """A URL to which nothing is sent."""
    return Invalid(f"exchange.{code}", _URLS[code], next_step="请修改后再提交。", fields={"url": _URLS[code]})


def key_not_possible() -> NotFound:
    """The key is absent, out of reach or does not hold any more."""
    return NotFound("exchange.key_not_possible", "没有找到有效的接口凭据，没有保存。")


def endpoint_not_found() -> NotFound:
    """Absent or out of reach."""
    return NotFound("exchange.endpoint_not_found", "没有找到这个接收地址，或者它不在您的管理范围内。")


def letter_not_found() -> NotFound:
    """Absent or out of reach."""
    return NotFound("exchange.letter_not_found", "没有找到这条未送达的事件，或者它不在您的管理范围内。")


def step_not_possible(words: str) -> Conflict:
    """The endpoint is not in the state from which this leads on."""
    return Conflict(
        "exchange.step_not_possible", f"接收地址目前{words}，没有任何改动。", next_step="请刷新页面，按最新状态办理。"
    )


def ended_for_good() -> Conflict:
    """An endpoint that has ended is not taken up again."""
    return Conflict(
        "exchange.endpoint_ended",
        "这个接收地址已经结束，没有任何改动。",
        next_step="如需继续推送，请重新登记接收地址。",
    )
