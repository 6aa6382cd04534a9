"""The registers that are shipped, by the contract year; kept light, for the help names them too."""

from importlib.resources import files


def register_years() -> list[str]:
    """The names of the shipped registers."""
    names = (entry.name.removesuffix(".csv") for entry in files("workbook").joinpath("registers").iterdir())
    return sorted(name for name in names if name.isdigit())
