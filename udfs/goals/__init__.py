"""From observations to results, targets, attainment, requirements and lights of goals."""
