"""Acts on the calendar: propose a year, approve or send back, take back, count all clocks anew."""

from yinqiao.areas.office_calendar.services.deciding import decide_year, withdraw_year
from yinqiao.areas.office_calendar.services.proposing import propose_year
from yinqiao.areas.office_calendar.services.recounting import recount_all

__all__ = ["decide_year", "propose_year", "recount_all", "withdraw_year"]
