"""What labels and titles claim of figures: centre, measure, period, part."""
