"""The command line as tests call it."""

from macros.cli import main


def run(capsys, *arguments, foreseen=True):
    """Run a command: its exit code, and all it said.

    It never shows a traceback; and it says that something unexpected happened only where a test lets something happen.
    """
    code = main([*map(str, arguments)])
    said = capsys.readouterr()
    text = said.out + said.err
    assert "Traceback" not in text
    assert not (foreseen and "uventet" in text)
    return code, text
