"""Readers of files from outside, each of one kind; they run in a process of their own and start quickly."""
