"""What happens to what other offices tell."""

from yinqiao.kernel.event_type import EventType

DISPUTED = EventType("intake.claim_disputed", "外来信息待核实")
TAKEN = EventType("intake.claim_taken", "核实后采用外来信息")
REFUSED = EventType("intake.claim_refused", "核实后未采用外来信息")
ENDED = EventType("intake.claim_ended", "外来信息核实自动了结")
WITHDRAWN = EventType("intake.claim_withdrawn", "来源撤回信息")
