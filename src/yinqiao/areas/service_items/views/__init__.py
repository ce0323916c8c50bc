"""Pages of 服务事项."""
