"""WHEN it happens: the steps (read → validate → compute → write), the demo and the command line."""
