"""The room of 外来信息: what other offices tell by machine or on paper, weighed, applied, or put before a person."""
