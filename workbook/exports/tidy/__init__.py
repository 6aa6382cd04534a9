"""From cells to rows: where tables are, their header bands and stubs, crosstabs unpivoted, labels filled down."""
