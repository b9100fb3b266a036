"""The public pages of a poll: its log, its files, and the check of a receipt."""
