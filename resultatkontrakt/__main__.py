"""``python -m resultatkontrakt``: the command line, for machines where scripts are not on the path."""

from macros.cli import program

if __name__ == "__main__":
    raise SystemExit(program())
