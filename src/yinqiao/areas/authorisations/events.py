"""What happens about authorisations; it is between the person, the family and the office: no programme is told."""

from yinqiao.kernel.event_type import EventType

GIVEN = EventType("authorisations.given", "授权家属代办", is_withheld=True)
ENDED = EventType("authorisations.ended", "代办授权终止", is_withheld=True)
