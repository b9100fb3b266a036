"""Pages of proposals: reading them, writing one, talking about one."""
