"""Everything that is public, for programs: tables, their description, feeds and cards to embed."""
