"""工作日历: the days off and worked weekends of a year, corrected by two people; then all clocks are counted anew."""
