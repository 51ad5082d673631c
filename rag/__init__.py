"""Question answering over Chinese policy notices, cited to notice and item."""
