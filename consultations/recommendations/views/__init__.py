"""Pages of recommendations: reading, writing, replying, keeping what was promised."""
