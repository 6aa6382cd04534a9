"""What rows must keep to: each rule with its finding, and the validation that runs them all."""
