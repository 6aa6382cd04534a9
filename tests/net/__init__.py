"""The net: every sheet that a test reads, stored once, with the figures and findings that come out of it."""
