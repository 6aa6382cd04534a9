"""What a profile claims of every figure of a sheet."""

from schemas.lexicon.labels import Labels
from schemas.profiles.export_profile import ExportProfile
from schemas.text.periods import parse_period
from workbook.exports.meaning.claims import Claims


def given_by(profile: ExportProfile, labels: Labels) -> Claims:
    """What a profile says of a whole sheet."""
    return Claims(
        centre=profile.centre or None,
        measure=profile.measure or None,
        period=parse_period(profile.period, profile.year or labels.year) if profile.period else None,
        year=profile.year,
    )
