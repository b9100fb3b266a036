"""The site as in production, with one more view: a bare one that makes one INSERT."""
