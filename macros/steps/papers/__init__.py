"""What is computed beside what people write: deadlines of actions, lights of the strategy map, what is due next."""
