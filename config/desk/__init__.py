"""What of the desk belongs to no single app: the record of who did what."""
