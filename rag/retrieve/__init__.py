"""Question → Query → passages and facts."""
