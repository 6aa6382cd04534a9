"""From observations to results, targets, attainment and lights of goals."""
