"""服务事项: items drawn up by one manager, approved by another, in force from a day on; and the list of those that hold."""
