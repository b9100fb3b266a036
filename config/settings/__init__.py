"""Settings: `base` is the same everywhere; `dev`, `demo`, `test` and `prod` say the rest."""
