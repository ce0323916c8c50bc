"""志愿服务: who serves others, with what, in which tasks, for how many hours."""
