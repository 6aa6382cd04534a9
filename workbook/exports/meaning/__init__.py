"""What labels and titles claim of figures: centre, measure, period, part; what is claimed of one figure together."""
