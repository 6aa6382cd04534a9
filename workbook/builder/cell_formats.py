"""Cell formats: one typeface, one dark heading colour, input cells that look like input, lights by word and colour."""

from typing import Any

from schemas.codes import Light, Unit
from schemas.fields import Field, Kind
from schemas.tables import Accounts, Changes, ForecastAccuracy, Observations, Parameters, Services, ServiceVariances
from schemas.words.vocabulary import Words
from workbook.builder.data_states import is_month_state
from workbook.layout import TryOut, font, wraps

HEADING = "#1F3864"
INPUT_FILL = "#EAF1FB"
INPUT_TEXT = "#1F3864"
LINE = "#D0D5DD"
MUTED = "#595959"
EXAMPLE = "#8E0F1F"
LIGHT_FILL = {Light.GREEN: "#CDEFE8", Light.YELLOW: "#FFE9A8", Light.RED: "#F1A59B"}
LIGHT_COLOUR = {Light.GREEN: "#008272", Light.YELLOW: "#F2A900", Light.RED: "#8E0F1F", Light.NONE: "#7B7D7D"}
OUTLINE = "#5C4400"
LINK = "#0B5394"
FIGURE = "#,##0.0_ _%"
PER_CENT = '#,##0.0" %"'
TEXT_FIGURE = "@_ _%"
SIGNED = '+#,##0.0_ _%;"\u2212"#,##0.0_ _%;0.0_ _%'
WHOLE = "#,##0_,_0_ _%"  # a count, with the room of a decimal, so that it stands under the others
SIGNED_WHOLE = '+#,##0_,_0_ _%;"\u2212"#,##0_,_0_ _%;0_,_0_ _%'
YES_NO = '"Ja"_ _%;;"Nej"_ _%'
YES_NO_ENGLISH = '"Yes"_ _%;;"No"_ _%'
CHANCE = '[>0.995]"> 99 %";[<0.005]"< 1 %";0 %'
"""A chance is never certain."""
AHEAD = '+0.0 %;"\u2212"0.0 %;0.0 %'
"""A share of the target: better or worse than it."""
KRONER = "#,##0"
SHARE = "0.00"
FINE_SHARE = "0.0000"
WHOLE_PARAMETER = "#,##0_,_0_0"  # with the room of two decimals, so that it stands under the others
PRICE = "#,##0.00"
ACTIVITY = "#,##0.0"
FREE_FIGURE = "#,##0.0##_ _%"
FINE_PER_CENT = '#,##0.00" %"'
FREE_PER_CENT = '#,##0.0##" %"'
FREE_SIGNED = '+#,##0.0##_ _%;"\u2212"#,##0.0##_ _%;"\u2013"_ _%'
DATE = "dd-mm-yyyy"
_PRICES = frozenset({"unit_price", "unit_cost", "average_unit_cost", "average_price"})
"""Amounts of one unit, whose ``øre`` tell."""
_PER_CENTS = frozenset(
    {"use", "year_use", "forecast_use", "floor", "ceiling", "use_original", "use_moved", "deviation",
     "activity_share", "average_share", "purchase_use", "operating_use", "activation", "on_time"}
)  # fmt: skip
_TWELFTHS = "0.0##"
_SERVICES = frozenset({Services.name, ServiceVariances.name})
_ACTIVITY_FIELDS = frozenset({Services.BUDGETED_ACTIVITY, Services.ACTUAL_ACTIVITY})
_TO_THE_ORE = frozenset({"reward"})
"""Tables whose amounts are told to the last decimal."""
_AS_PER_CENT = frozenset({"attainment", "share_of_year", "balanced_attainment", "bonus_share"})
"""Fractions that are shown in per cent."""
RIGHT = frozenset(
    {"shown_target", "shown_result", "shown_between", "target_whole", "year_target_whole", "required_whole"}
)  # figures as text
_WHOLE = frozenset({"target_whole", "year_target_whole", "required_whole"})
"""Levels as text, which may be a band: they end where the figures beside them do."""
LINKS = frozenset({("issues", "cell"), ("issue_groups", "first_place"), ("translations", "first_place")})
"""Columns of links: not text cells, in which an open Excel shows a formula as it is written."""
_FREE_FIGURES = frozenset({"target", "target_max", "baseline", "value", "numerator", "denominator"})


class Formats:
    """The formats of one workbook, each made once.

    Args:
        book: The XlsxWriter workbook.
        words: Its language.
    """

    def __init__(self, book: Any, words: Words) -> None:
        self._book = book
        self._words = words
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def make(self, **properties: object) -> Any:
        """A format with these properties and the typeface."""
        full = {"font_name": font(), "font_size": 10, "valign": "top", **properties}
        key = tuple(sorted(full.items(), key=lambda item: item[0]))
        if key not in self._made:
            self._made[key] = self._book.add_format(full)
        return self._made[key]

    @property
    def title(self) -> Any:
        """A sheet's title."""
        return self.make(bold=True, font_size=16, font_color=HEADING, valign="vcenter")

    def small_title(self, size: int) -> Any:
        """A title that has less room, in points."""
        return self.make(bold=True, font_size=size, font_color=HEADING, valign="vcenter")

    @property
    def hint(self) -> Any:
        """The line below the title."""
        return self.make(font_color=MUTED, italic=True)

    @property
    def long_hint(self) -> Any:
        """The same, over several lines."""
        return self.make(font_color=MUTED, italic=True, text_wrap=True)

    @property
    def example(self) -> Any:
        """The mark of made-up figures."""
        return self.make(bold=True, font_color=EXAMPLE)

    def header(self, numeric: bool) -> Any:
        """A column's header."""
        align = "right" if numeric else "left"
        heading = {"bold": True, "font_color": "#FFFFFF", "bg_color": HEADING, "text_wrap": True, "valign": "vcenter"}
        return self.make(**heading, align=align, indent=0 if numeric else 1)

    def upright_header(self, degrees: int) -> Any:
        """A column's header that is read from below."""
        heading = {"bold": True, "font_color": "#FFFFFF", "bg_color": HEADING, "valign": "bottom", "align": "center"}
        return self.make(**heading, rotation=degrees)

    def total(self, is_text: bool = False) -> Any:
        """A cell of a line of totals."""
        side = {"align": "left", "indent": 1} if is_text else {"align": "right", "num_format": "0"}
        return self.make(bold=True, top=1, top_color=HEADING, **side)

    def cell(self, field: Field, table: str, is_input: bool) -> Any:
        """A cell of a column.

        Args:
            field: The column's field.
            table: Its table.
            is_input: Whether the user fills it in.
        """
        properties: dict[str, object] = {"bottom": 1, "bottom_color": LINE, "locked": not is_input}
        if is_input:
            properties |= {"bg_color": INPUT_FILL, "font_color": INPUT_TEXT}
        return self.make(**properties, **_of_kind(field, table))

    def marked(self, field: Field, table: str, fill: str) -> Any:
        """A cell of a column that somebody must look at."""
        looks = {"bottom": 1, "bottom_color": LINE, "locked": False, "bg_color": fill, "font_color": INPUT_TEXT}
        return self.make(**looks, **_of_kind(field, table))

    def below(self, field: Field, table: str) -> Any:
        """A blank cell of a column below its table, where people go on writing."""
        return self.make(**_of_kind(field, table))

    def input_cell(self, number_format: str = "@") -> Any:
        """A single cell that the user fills in."""
        side: dict[str, object] = (
            {"align": "left", "indent": 1, "text_wrap": True} if number_format == "@" else {"align": "right"}
        )
        looks = {"bottom": 1, "bottom_color": LINE, "bg_color": INPUT_FILL, "font_color": INPUT_TEXT}
        return self.make(**looks, **side, locked=False, num_format=number_format)

    def light(self, light: Light) -> Any:
        """What a light's word does to its cell."""
        if light is Light.NONE:
            return self._book.add_format({"font_color": MUTED})
        return self._book.add_format({"bg_color": LIGHT_FILL[light], "font_color": "#000000"})

    def link(self) -> Any:
        """What a cell that leads somewhere looks like."""
        return self._book.add_format({"font_color": LINK, "underline": 1})

    def asked(self) -> Any:
        """What a cell looks like that must be filled in before anything goes on."""
        return self._book.add_format({"bg_color": LIGHT_FILL[Light.YELLOW]})

    def bold(self) -> Any:
        """What a line of totals looks like."""
        return self._book.add_format({"bold": True})

    def rule(self, **look: object) -> Any:
        """A conditional format."""
        return self._book.add_format(look)

    def number_format(self, code: str) -> Any:
        """A conditional number format."""
        return self._book.add_format({"num_format": code})

    def unit_formats(self, free: bool = False) -> dict[Unit, str]:
        """The number formats of the units that are not shown as plain figures.

        Args:
            free: Show as many decimals as were written (a contract's 3.43 per cent).
        """
        return {
            Unit.PCT: FREE_PER_CENT if free else PER_CENT,
            Unit.YES_NO: YES_NO if self._words.language == "da" else YES_NO_ENGLISH,
        }


LISTED = "#,##0.0??"
WHOLE_LISTED = "#,##0_,_0_0_0"
LISTED_WITH_DECIMALS = "#,##0.00?"
"""Figures of a long list, as they were written, their decimal signs under each other."""


def with_decimals(code: str, count: int) -> str:
    """A number format with more decimals than one."""
    return code.replace("0.0", f"0.{'0' * count}")


_WRAPPED_FIGURES = frozenset({Changes.name, TryOut.name})
"""Tables in which a figure may be said in words."""


def _of_figure(field: Field, table: str) -> str:
    """The number format of a figure."""
    if table == Changes.name:
        return FREE_FIGURE if field in {Changes.BEFORE, Changes.AFTER} else FREE_SIGNED
    if field in _DIFFERENCES:
        return SIGNED
    if table == ForecastAccuracy.name:
        return FINE_PER_CENT  # 3.06 is not the 3 that it is held against
    if field in _PER_CENTS:
        return PER_CENT
    if table == Accounts.name:
        return _TWELFTHS
    if table == Observations.name:
        return LISTED
    free = table == "goals" and field in _FREE_FIGURES
    if free or table == TryOut.name or (table in _SERVICES and field in _ACTIVITY_FIELDS):
        return FREE_FIGURE
    return ACTIVITY if table in _SERVICES else FIGURE


def _of_kind(field: Field, table: str) -> dict[str, object]:
    if field.kind is Kind.DATE:
        return {"num_format": DATE, "align": "left", "indent": 1}
    if field.kind is Kind.WHOLE:
        return {"num_format": "0", "align": "right"}
    if field.kind is Kind.SHARE:
        usual = "0.0 %" if field in _AS_PER_CENT else SHARE if table == Parameters.name else "0.00##"
        of_target = AHEAD if field == "ahead" or field.endswith("_ahead") or field.startswith("ahead_") else usual
        return {"num_format": CHANCE if field == "chance" else of_target, "align": "right"}
    if field.kind is Kind.AMOUNT:
        return {"num_format": PRICE if field in _PRICES or table in _TO_THE_ORE else KRONER, "align": "right"}
    if field.kind is Kind.FIGURE:
        wrap = {"text_wrap": True} if table in _WRAPPED_FIGURES else {}
        return {"num_format": _of_figure(field, table), "align": "right", **wrap}
    if is_month_state(table, field):
        return {"align": "center", "text_wrap": True, "font_size": 9}
    if field.kind is Kind.CODE or (table, field) in LINKS:
        return {"align": "left", "indent": 1, "text_wrap": field.kind is Kind.CODE}
    # Text cells are text to the spreadsheet too: 1.1 must not become a date, nor =1+1 a formula.
    side = {"align": "right"} if field in RIGHT else {"align": "left", "indent": 1}
    return {"num_format": TEXT_FIGURE if field in _WHOLE else "@", "text_wrap": wraps(field), **side}


_DIFFERENCES = frozenset({"difference", "shown_difference", "earlier_difference", "shown_earlier_difference"})
NUMERIC = frozenset({Kind.FIGURE, Kind.AMOUNT, Kind.SHARE, Kind.WHOLE})
