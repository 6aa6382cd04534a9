"""Changes of contracts during the year, made in the register: of goals, and of centres that close or join."""
