"""Names of exports and what they mean: people choose it, and every later import reads by it."""

from schemas.codes import YesNo
from schemas.fields import Field, Kind, Table
from schemas.translation_codes import NameKind


class TranslationLines(Table, name="translations"):
    """Names as they stand in exports, one a row; imports add those that they do not know."""

    CENTRE = Field("centre")
    """Whose workbook, in a register; a line that names none is of them all."""
    NAME = Field("export_name", required=True)
    KIND = Field("name_kind", Kind.CODE, NameKind)
    IS_NEEDED = Field("is_needed", Kind.CODE, YesNo)
    """Whether an import was refused for want of it; the others were passed over."""
    PROPOSAL = Field("proposal")
    MEANS = Field("means")
    """What the user chose: a centre, a measure by its title, a period, or a word of ``NameRole``."""
    NOTE = Field("note")
    TIMES = Field("times", Kind.WHOLE)
    FILE = Field("file")
    SHEET = Field("sheet")
    FIRST_PLACE = Field("first_place")
    NOTED_ON = Field("noted_on", Kind.DATE)


class TranslationChoices(Table, name="translation_choices"):
    """What a name may mean in this workbook, for the list to choose from."""

    CHOICE = Field("choice")
