"""The question set, its metrics, runs and reports."""
