"""From cells to facts: where tables are, their header bands and stubs, and the lines around them, by place."""
