"""What the user has said names of exports mean: claims that are laid over whatever a sheet is read by.

They say what labels mean and nothing of how a sheet is checked, so they switch no check off as a profile may.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import FigureRole
from schemas.lexicon.match import label_key
from schemas.profiles.export_profile import LEFT_OUT, ExportProfile
from schemas.text.periods import Period, parse_period
from schemas.translation_codes import PARTS, NameKind, NameRole
from schemas.words.vocabulary import text_key


class Target(StrEnum):
    """What a name was said to mean."""

    CENTRE = "centre"
    MEASURE = "measure"
    PERIOD = "period"
    ROLE = "role"


@dataclass(frozen=True)
class Translation:
    """What one name means.

    Args:
        name: As it stands in exports.
        target: What it is.
        value: The centre, the measure's code, the period as it is written, or the role.
        place: Where the user said so.
        kind: What the name looked like; None where the user wrote the line.
        said: What the user chose, as it stands there.
    """

    name: str
    target: Target
    value: str
    place: Place = field(default_factory=Place)
    kind: NameKind | None = None
    said: str = ""

    @property
    def key(self) -> str:
        """The name as labels are compared."""
        return label_key(self.name)

    @property
    def is_skip(self) -> bool:
        """Whether it is to be passed over."""
        return self.target is Target.ROLE and self.value == NameRole.SKIP


@dataclass(frozen=True)
class Translations:
    """What names of exports mean, each name once.

    Args:
        lines: What the user has said.
    """

    lines: tuple[Translation, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Translation]:
        """The lines by their names as labels are compared."""
        return {line.key: line for line in self.lines}

    @cached_property
    def centres(self) -> dict[str, str]:
        """Label -> centre; an empty one is passed over."""
        return self._names(Target.CENTRE)

    @cached_property
    def measures(self) -> dict[str, str]:
        """Label -> measure; an empty one is passed over."""
        return self._names(Target.MEASURE)

    def _names(self, target: Target) -> dict[str, str]:
        return {
            line.key: "" if line.is_skip else line.value for line in self.lines if line.is_skip or line.target is target
        }

    @cached_property
    def periods(self) -> dict[str, Period]:
        """Label -> period."""
        return {line.key: parse_period(line.value) for line in self.lines if line.target is Target.PERIOD}

    @cached_property
    def parts(self) -> dict[str, str]:
        """Label -> the part of a figure. A heading or a period that is passed over is a column that is left out."""
        of = {line.key: line.value for line in self.lines if line.target is Target.ROLE and line.value in PARTS}
        columns = {NameKind.HEADING, NameKind.PERIOD}
        return of | {line.key: FigureRole.IGNORE.value for line in self.lines if line.is_skip and line.kind in columns}

    @cached_property
    def columns(self) -> dict[str, str]:
        """Header of a list -> its field."""
        of = {line.name: line.value for line in self.lines if line.target is Target.ROLE and not line.is_skip}
        out = {line.name: LEFT_OUT for line in self.lines if line.is_skip and line.kind in {None, NameKind.HEADING}}
        return {text_key(name): meant for name, meant in (of | out).items()}

    @cached_property
    def skipped(self) -> frozenset[str]:
        """The labels that are passed over."""
        return frozenset(line.key for line in self.lines if line.is_skip)

    def beside(self, profile: ExportProfile) -> "Translations":
        """The same without the names that a profile speaks of: there it wins."""
        spoken = profile_words(profile) if self.lines else {}
        return self if not spoken else Translations(tuple(line for line in self.lines if line.key not in spoken))

    def found_in(self, texts: Iterable[str]) -> frozenset[str]:
        """Which of the names stand among some texts, as labels are compared."""
        if not self.lines:
            return frozenset()
        return frozenset(key for text in texts if (key := label_key(text)) in self.by_key)

    def of(self, keys: Iterable[str]) -> list[Translation]:
        """The lines of some names, in the order in which they stand."""
        wanted = set(keys)
        return [line for line in self.lines if line.key in wanted]


NONE_SAID = Translations()


def with_translations(profile: ExportProfile, said: Translations) -> ExportProfile:
    """A proposed profile that says what a workbook's sheet of names says too; periods by other words no profile can.

    Args:
        profile: The proposal.
        said: What names mean.
    """
    centres = {line.name: line.value for line in said.lines if line.target is Target.CENTRE}
    measures = {line.name: line.value for line in said.lines if line.target is Target.MEASURE}
    parts = {line.name: line.value for line in said.lines if line.target is Target.ROLE and line.value in PARTS}
    roles = [line for line in said.lines if line.target is Target.ROLE]
    columns = {line.name: LEFT_OUT if line.is_skip else line.value for line in roles if _is_heading(line)}
    out = [line.name for line in said.lines if line.is_skip and not _is_heading(line)]
    return replace(
        profile,
        centres={**profile.centres, **centres},
        measures={**profile.measures, **measures},
        parts={**profile.parts, **parts},
        columns={**profile.columns, **columns},
        not_mine=(*profile.not_mine, *out),
    )


def _is_heading(line: Translation) -> bool:
    """Whether a name stands over a column of a list."""
    return line.kind is NameKind.HEADING or (
        line.target is Target.ROLE and not line.is_skip and line.value not in PARTS
    )


def profile_words(profile: ExportProfile) -> dict[str, set[tuple[Target, str]]]:
    """What a profile says of names, by the names as labels are compared."""
    out = (Target.ROLE, NameRole.SKIP.value)
    found: dict[str, set[tuple[Target, str]]] = {}
    pairs = [(name, out) for name in profile.not_mine]
    pairs += [(name, (Target.CENTRE, centre) if centre else out) for name, centre in profile.centres.items()]
    pairs += [(name, (Target.MEASURE, code) if code else out) for name, code in profile.measures.items()]
    roles = (*profile.parts.items(), *profile.columns.items())
    pairs += [(name, out if role in {FigureRole.IGNORE, LEFT_OUT} else (Target.ROLE, role)) for name, role in roles]
    for name, meant in pairs:
        found.setdefault(label_key(name), set()).add(meant)
    return found


@dataclass(frozen=True)
class Own:
    """One workbook's translations, with what it has, for joining several.

    Args:
        translations: What it says.
        holders: The centres whose goals stand in it.
        measures: The measures of its goals.
    """

    translations: Translations
    holders: frozenset[str]
    measures: frozenset[str]


def joined(workbooks: Sequence[Own]) -> tuple[Translations, list[Issue]]:
    """The translations of several workbooks that one export is read for.

    Args:
        workbooks: Each workbook's own.

    Returns:
        Each name once; and an error for each name that two of them say differently. That one passes over what another
        has is no contradiction unless it is its own centre or measure.
    """
    kept: dict[str, tuple[Translation, Own]] = {}
    issues: list[Issue] = []
    for own in workbooks:
        for line in own.translations.lines:
            before, of = kept.setdefault(line.key, (line, own))
            if before is line or (before.target, before.value) == (line.target, line.value):
                continue
            skip, other = (before, line) if before.is_skip else (line, before)
            skipping = of if skip is before else own
            if skip.is_skip and not _has(skipping, other):
                kept[line.key] = (other, own if other is line else of)
                continue
            about = {"said": line.said, "other": before.said, "place": before.place.text}
            issues.append(Issue("translations_disagree", line.place, line.name, about))
    return Translations(tuple(line for line, _ in kept.values())), issues


def _has(own: Own, line: Translation) -> bool:
    """Whether a workbook has what a name was said to mean."""
    if line.target is Target.CENTRE:
        return line.value in own.holders
    return line.target is not Target.MEASURE or line.value in own.measures
