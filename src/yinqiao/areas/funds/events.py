"""What happens to a payment; both sides of its agreement learn of it."""

from yinqiao.kernel.event_type import EventType

NOTED = EventType("funds.noted", "登记付款或退款", is_shared=True)
CONFIRMED = EventType("funds.confirmed", "确认到账", is_shared=True)
RETURNED = EventType("funds.returned", "退回付款登记", is_shared=True)
WITHDRAWN = EventType("funds.withdrawn", "撤回付款登记", is_shared=True)
REPLACED = EventType("funds.replaced", "付款登记由新登记代替", is_shared=True)
