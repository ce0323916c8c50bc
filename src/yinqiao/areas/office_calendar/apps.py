"""Wiring of 工作日历."""

from django.apps import AppConfig


class OfficeCalendarConfig(AppConfig):
    """The days on which offices work."""

    name = "yinqiao.areas.office_calendar"
    label = "office_calendar"
    verbose_name = "工作日历"

    def ready(self) -> None:
        """Supply the calendar with what is published, and put the pages where they are looked for."""
        from yinqiao.areas.office_calendar.queries import years_on
        from yinqiao.areas.office_calendar.rules import MANAGERS
        from yinqiao.areas.office_calendar.views.today import today_entries
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.workdays import supply_years

        supply_years(years_on)
        ui.add_menu(MenuEntry("工作日历", "office_calendar:years", "calendar-month", frozenset(MANAGERS), order=66))
        ui.add_today(today_entries)
