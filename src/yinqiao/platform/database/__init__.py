"""The database as the platform sees it: functions, roles, policies, the embedded server."""
