"""What is computed of goals."""

from schemas.codes import Basis, Light, Rule, Summary, Unit, YearProfile, YesNo
from schemas.fields import Field, Kind, Table


class Results(Table, name="results"):
    """One line a goal, computed. Figures in the goal's unit; ``attainment`` is a fraction (1 is met)."""

    NUMBER = Field("number", nullable=False)
    CENTRE = Field("centre", nullable=False)
    MEASURE = Field("measure", nullable=False)
    UNIT = Field("unit", Kind.CODE, Unit, nullable=False)
    RULE = Field("rule", Kind.CODE, Rule, nullable=False)
    TARGET = Field("target", Kind.FIGURE)
    TARGET_MAX = Field("target_max", Kind.FIGURE)
    TARGET_TO_DATE = Field("target_to_date", Kind.FIGURE)
    RESULT = Field("result", Kind.FIGURE)
    DIFFERENCE = Field("difference", Kind.FIGURE)
    ATTAINMENT = Field("attainment", Kind.SHARE)
    FORECAST = Field("forecast", Kind.FIGURE)
    FORECAST_ALTERNATIVE = Field("forecast_alternative", Kind.FIGURE)
    REQUIRED = Field("required", Kind.FIGURE)
    REQUIRED_MAX = Field("required_max", Kind.FIGURE)
    LIGHT = Field("light", Kind.CODE, Light, nullable=False)
    COMPUTED_LIGHT = Field("computed_light", Kind.CODE, Light, nullable=False)
    ASSESSMENT = Field("assessment", Kind.CODE, Light)
    REASON = Field("reason")
    AS_OF = Field("as_of", Kind.DATE, nullable=False)
    SHOWN_UNIT = Field("shown_unit", Kind.CODE, Unit)
    SHOWN_TARGET = Field("shown_target", Kind.FIGURE)
    SHOWN_RESULT = Field("shown_result", Kind.FIGURE)
    SHOWN_DIFFERENCE = Field("shown_difference", Kind.FIGURE)
    # Beyond the design's list: what sections 5 and 6 ask to be said beside the figures.
    TITLE = Field("title")
    TARGET_TO_DATE_MAX = Field("target_to_date_max", Kind.FIGURE)
    FAVOURABLE = Field("favourable", Kind.CODE, YesNo)
    SHARE_OF_YEAR = Field("share_of_year", Kind.SHARE)
    MONTHS = Field("months", Kind.WHOLE)
    NOTE = Field("note")
    ASSESSMENT_REASON = Field("assessment_reason")
    ASSESSED_BY = Field("assessed_by")
    ASSESSED_ON = Field("assessed_on", Kind.DATE)
    # What the figures were computed from, so that each can be computed again beside them.
    BASIS = Field("basis", Kind.CODE, Basis)
    SUMMARY = Field("summary", Kind.CODE, Summary)
    PROFILE = Field("profile", Kind.CODE, YearProfile)
    STATED = Field("stated", Kind.FIGURE)
    BASELINE = Field("baseline", Kind.FIGURE)
    BASELINE_TO_DATE = Field("baseline_to_date", Kind.FIGURE)
    LAST_YEAR_TO_DATE = Field("last_year_to_date", Kind.FIGURE)
    LAST_YEAR = Field("last_year", Kind.FIGURE)
    LAST_YEAR_REST = Field("last_year_rest", Kind.FIGURE)
    LOWEST = Field("lowest", Kind.FIGURE)
    HIGHEST = Field("highest", Kind.FIGURE)
    TOLERANCE = Field("tolerance", Kind.SHARE)
    IMPOSSIBLE = Field("impossible", Kind.CODE, YesNo)
