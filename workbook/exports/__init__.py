"""Exports of the LIS: files of any kind read to rows of our tables. Its layers are drawn in `docs/architecture.md`."""
