"""The desk of rounds: what the admins of every process have in common; they register theirs."""
