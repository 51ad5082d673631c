"""A question, with its history → the Query that says what it asks for."""
