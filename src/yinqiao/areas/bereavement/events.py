"""What happens after a death. Of what a party organisation does there is no event: whoever sees a person reads the person's."""

from yinqiao.kernel.event_type import EventType

FILE_OPENED = EventType("bereavement.file_opened", "身后事项立项", is_withheld=True)
FILE_SETTLED = EventType("bereavement.file_settled", "身后事项全部办结", is_withheld=True)
FILE_WITHDRAWN = EventType("bereavement.file_withdrawn", "身后事项随死亡登记撤销", is_withheld=True)
ITEM_SETTLED = EventType("bereavement.item_settled", "身后事项办理", is_withheld=True)
ITEM_REOPENED = EventType("bereavement.item_reopened", "身后事项恢复待办", is_withheld=True)
CONDOLED = EventType("bereavement.condoled", "吊唁慰问", is_withheld=True)
