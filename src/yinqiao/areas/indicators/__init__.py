"""指标: what is counted, per place, enterprise and month; indicators made of it, as they were told and as they are known now."""
