"""How an account's budget came about, in a sentence beside it."""

from macros.steps.economy.accounts_asked import AccountsAsked
from schemas.codes import Account, Unit
from schemas.economy_codes import BudgetProfile
from schemas.text.amounts import kroner
from schemas.words.vocabulary import Words
from udfs.economy.budget_years import Key
from workbook.present import amount


def account_note(key: Key, row: int, asked: AccountsAsked, words: Words) -> str | None:
    """What must be known of an account's budget.

    Args:
        key: Centre and account.
        row: Where it stands among the year's budgets.
        asked: What is followed up.
        words: The language.
    """
    years = asked.years
    said = []
    if key[1] == Account.SURPLUS and years.is_made[row]:
        net = amount(float(kroner(int(years.net[row].sum()))), Unit.KR, words)
        rate = words.number(asked.parameters["surplus_rate"])
        said.append(words.text("note_surplus", rate=rate, net=net))
    elif years.is_made[row]:
        said.append(words.text("note_of_taxameters"))
    if not years.is_whole[row]:
        said.append(words.text("note_part_of_year", months=int(years.known[row].sum())))
    if years.without_last_year[row]:
        said.append(words.text("note_no_last_year"))
    elif years.profile[row] is not BudgetProfile.LINEAR:
        said.append(words.text("note_profile", profile=words.word(years.profile[row])))
    return " ".join(said) or None
