"""Tests of the strategy map as shapes and pictures."""
