"""Budgets, services, rewards and complaints."""
