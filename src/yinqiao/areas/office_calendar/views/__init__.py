"""Pages of 工作日历."""
