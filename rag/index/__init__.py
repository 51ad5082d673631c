"""The index: words, vectors, and the store that holds them with what they were made from."""
