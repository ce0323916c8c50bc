"""Pages of the handover: the enterprise's rosters and answers, the places' waiting lists."""
