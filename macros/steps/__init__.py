"""The steps behind the buttons and the commands. Each reads everything first, then computes, then writes."""
