"""The language model: what it is given, how it is called, and what of its words holds."""
