"""The macro project: its sources as text, what is generated of the vocabulary, and the binary built of both."""
