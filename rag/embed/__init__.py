"""The sentence encoder: one protocol with two loaders, and the training of the built-in model."""
