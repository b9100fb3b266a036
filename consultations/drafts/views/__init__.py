"""Pages of drafts: reading, remarks, tables, and what staff do."""
