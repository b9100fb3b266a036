"""Forms over councils and their formation."""
