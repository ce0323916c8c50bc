"""Party relations of a handover: rosters of members, introduction letters, reporting in, reception, who is responsible."""
