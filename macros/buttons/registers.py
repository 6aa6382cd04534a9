"""The button *New register*: which year, where to; an empty contract register to write in."""

from datetime import datetime

from macros.buttons.desk import Desk, Wanted
from macros.steps.register_book import register_book
from schemas.text.printed_words import is_contract_year
from schemas.words.vocabulary import Words


def new_register(desk: Desk, language: Words, now: datetime) -> tuple[str, bool]:
    """Make an empty register.

    Args:
        desk: The host.
        language: The language of the register.
        now: The time.

    Returns:
        What is told to the user, and whether it was refused.
    """
    answer = desk.choose(language.text("ask_register_year"), str(now.year))
    if answer is None:
        return language.text("nothing_chosen"), False
    if not is_contract_year(answer):
        return language.text("not_a_year", answer=answer), True
    year = int(answer)
    name = f"{language.text('register_title', year=year)}.xlsx"
    out = desk.place_for(Wanted.WORKBOOKS, language.text("choose_register_place"), name)
    if out is None:
        return language.text("nothing_chosen"), False
    desk.progress(language.text("progress_making"))
    register_book(out, year, language)
    desk.made([out])
    guide = language.sheet("register_guide")
    return language.text("done_register", path=desk.where(out), guide=guide, button=language.text("button_new")), False
