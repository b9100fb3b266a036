"""The pages on which a resident votes: ballots, choose, check, cast, done."""
