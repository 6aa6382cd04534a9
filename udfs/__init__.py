"""HOW figures arise: pure functions on scalars or whole columns, new values out.

The arithmetic of the design, section 5.

Rounding is for showing only; comparisons allow for floating-point noise (``arrays.NOISE``) and nothing else.
"""
