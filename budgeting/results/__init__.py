"""The result page: who won and why, with all that is needed to count again."""
