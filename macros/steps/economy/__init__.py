"""Economy: budgets, warnings, forecasts made, services, taxameters, inflow and reward; one module a subject."""
