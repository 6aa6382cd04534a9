"""Who may ask: see ``custom``."""
