"""活动与老年大学: branches, courses and outings, enrolment by fair lots, attendance."""
