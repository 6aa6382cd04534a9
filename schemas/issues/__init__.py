"""Findings: one type, one catalogue of what each says, and how they are grouped."""
