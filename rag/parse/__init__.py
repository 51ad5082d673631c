"""File → blocks → markers and tables → outline → Notice."""
