"""党建: living branches, whom they have, what they owe of meetings and what was held, attended and minuted."""
