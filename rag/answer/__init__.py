"""Passages and facts → a draft → grounded claims → the answer, or a refusal."""
