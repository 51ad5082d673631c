"""The page and the HTTP API over the Assistant."""
