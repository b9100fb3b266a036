"""The one-command demo on an embedded PostgreSQL."""
