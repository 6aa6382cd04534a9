"""Exports of the LIS: files of any kind read to rows of our tables. The drawing of its layers: `docs/architecture.md`."""
