"""The ways of answering: one file for each kind of thing that is asked."""
