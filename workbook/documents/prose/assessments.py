"""What is said where a person assesses a goal's light: both lights and both reasons, wherever a light is shown."""

import pandas as pd

from schemas.codes import Light
from schemas.frames import Record, is_missing
from schemas.tables import Results
from schemas.words.vocabulary import Words


def assessed_otherwise(results: pd.DataFrame) -> pd.DataFrame:
    """The lines of the results whose light in force is a person's and another than the computed one."""
    assessed = results[Results.ASSESSMENT].notna()
    return results[assessed & (results[Results.ASSESSMENT] != results[Results.COMPUTED_LIGHT])]


def is_otherwise(row: Record) -> bool:
    """Whether a goal's light in force is a person's and another than the computed one."""
    return not is_missing(row[Results.ASSESSMENT]) and row[Results.ASSESSMENT] != row[Results.COMPUTED_LIGHT]


def light_text(row: Record, words: Words, gap: str = " ") -> str:
    """A goal's light in force, with the computed one where that is another: ``● Grøn (beregnet ◆ Rød)``.

    Args:
        row: The goal's line of the results table.
        words: The language.
        gap: What stands between the two; a cell that is narrow has each on a line of its own.
    """
    if not is_otherwise(row):
        return words.light(Light(row[Results.LIGHT]))
    return words.text("assessed_light", **_lights(row, words), gap=gap)


def assessment_text(row: Record, words: Words) -> str | None:
    """The assessment in a sentence: both lights where they differ, the person's reason, who, and when.

    Args:
        row: The goal's line of the results table.
        words: The language.

    Returns:
        None where nobody has assessed the goal. The computed reason stands beside it, in its own column.
    """
    if is_missing(row[Results.ASSESSMENT]):
        return None
    key = "assessed_otherwise" if is_otherwise(row) else "assessed_alike"
    return words.text(key, **_lights(row, words), **_author(row, words))


def reason_text(row: Record, words: Words) -> str:
    """The reason for the light in force: where it is a person's, theirs; otherwise the computed one."""
    return words.text("assessed_reason", **_author(row, words)) if is_otherwise(row) else str(row[Results.REASON])


def computed_title(row: Record, words: Words) -> str:
    """What heads the computed light of a goal below the light in force: who assessed it otherwise, and when."""
    return words.text("attention_computed", **_author(row, words))


def both_texts(row: Record, words: Words) -> tuple[str, str]:
    """Both lights of a goal that was assessed otherwise, each with its reason: the computed one, the person's."""
    computed = words.text("assessed_computed", light=_lights(row, words)["computed"], reason=row[Results.REASON])
    return computed, words.text("assessed_by_whom", **_lights(row, words), **_author(row, words))


def member_text(row: Record, words: Words) -> str:
    """What a total says of a member whose goal was assessed otherwise than computed."""
    return words.text("assessed_member", centre=row[Results.CENTRE], **_lights(row, words))


def _lights(row: Record, words: Words) -> dict[str, str]:
    names = {"light": Results.ASSESSMENT, "computed": Results.COMPUTED_LIGHT}
    return {key: words.light(Light(row[name])) for key, name in names.items()}


def _author(row: Record, words: Words) -> dict[str, object]:
    reason = " ".join(str(row[Results.ASSESSMENT_REASON]).split())  # people write several lines in a cell
    return {
        "reason": reason.rstrip(" ."),
        "by": row[Results.ASSESSED_BY],
        "day": words.day(row[Results.ASSESSED_ON]),
    }
