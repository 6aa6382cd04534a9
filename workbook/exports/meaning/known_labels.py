"""Which labels an export may use for what the workbook knows: its own names, the shipped aliases, what the user said.

The user says it on the workbook's own sheet of names or in a profile; where both speak, a profile of the user's wins.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from schemas.codes import YesNo
from schemas.expected import Expected
from schemas.lexicon.labels import Labels
from schemas.lexicon.lexicon import cue_words
from schemas.lexicon.match import label_key
from schemas.profiles.export_profile import ExportProfile, Switch
from schemas.tables import Centres, Goals
from schemas.translations import NONE_SAID
from schemas.words.vocabulary import Words
from workbook.shipped import shipped_centres

_ALIASES = "aliases.csv"
_SHORT_SPELLINGS = (
    "{short}",
    "{name} ({short})",
    "{name}, {short}",
    "{name} {short}",
    "{short} {name}",
    "{short} - {name}",
)
"""How exports print a centre's short name, alone or beside its name."""


@cache
def shipped_aliases() -> tuple[tuple[str, str], ...]:
    """Spellings of centres in the sources, each with the centre's name."""
    text = files("workbook").joinpath("registers", _ALIASES).read_text(encoding="utf-8-sig")
    pairs = (line.split(";") for line in text.splitlines()[1:] if line.strip())
    return tuple((alias, name) for alias, name in pairs)


def labels_for(expected: Expected | None, profile: ExportProfile, words: Words, strict: bool = False) -> Labels:
    """The labels that an export may use.

    Args:
        expected: The contract; without one, labels that are not known are taken as they stand.
        profile: What the user has said.
        words: The user's language.
        strict: Whether names of others are asked about.
    """
    centres, groups = _centres(expected, words)
    said = expected.translations if expected else NONE_SAID
    if Switch.HOLD_TO_PROFILE in profile.on:
        said = said.beside(profile)
    centres |= _claims(profile, profile.centres)
    centres |= said.centres
    wider, rest = ({word: word.capitalize() for word in cue_words(key)} for key in ("wider_areas", "rest_of_centres"))
    beyond = {word: name for word, name in {**wider, **rest}.items() if word not in centres}
    return Labels(
        centres=centres | beyond,
        measures=_measures(expected) | _claims(profile, profile.measures) | said.measures,
        parts=_keyed(profile.parts) | said.parts,
        scales={label_key(label): factor for label, factor in profile.scales.items()},
        units=expected.units if expected else {},
        holders=frozenset(expected.holders) if expected else frozenset(),
        groups=groups | {name: frozenset() for word, name in wider.items() if word in beyond},
        beyond=frozenset(beyond.values()),
        year=profile.year or (expected.year if expected else None),
        words=words,
        open=expected is None,
        strict=strict,
        periods=said.periods,
        columns=said.columns,
        skipped=said.skipped,
        said=frozenset(expected.translations.by_key) if expected else frozenset(),
    )


def _claims(profile: ExportProfile, names: Mapping[str, str]) -> dict[str, str]:
    return _keyed(dict(_not_mine(profile)) | dict(names))


def _keyed(names: Mapping[str, str]) -> dict[str, str]:
    return {label_key(label): name for label, name in names.items()}


def _not_mine(profile: ExportProfile) -> list[tuple[str, str]]:
    """The names that the user has said are others', each with the empty name that leaves it out."""
    return [(name, "") for name in profile.not_mine]


def _centres(expected: Expected | None, words: Words) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Spelling -> centre, and group -> its centres."""
    if expected is None:
        frame = shipped_centres(words)
        names = {str(name) for column in (Centres.CENTRE, Centres.GROUP) for name in frame[column].dropna()}
        total = words.text("total_name")
    else:
        frame = expected.centres
        names = set(expected.names)
        total = expected.total
    known = {label_key(name): name for name in {*names, total}}
    short = {
        label_key(spelling.format(short=alias, name=name)): str(name)
        for alias, name in zip(frame[Centres.SHORT_NAME], frame[Centres.CENTRE], strict=True)
        if isinstance(alias, str) and alias
        for spelling in _SHORT_SPELLINGS
    }
    aliases = {label_key(alias): name for alias, name in shipped_aliases() if name in names}
    members: dict[str, set[str]] = {total: set()}
    columns = (frame[Centres.CENTRE], frame[Centres.GROUP], frame[Centres.IN_TOTAL])
    for name, group, counted in zip(*columns, strict=True):
        if isinstance(group, str) and group:
            members.setdefault(group, set()).add(str(name))
        if counted == YesNo.YES:
            members[total].add(str(name))
    return aliases | short | known, {group: frozenset(each) for group, each in members.items()}


def _measures(expected: Expected | None) -> dict[str, str]:
    """Spelling -> measure: codes, and the titles of goals that no other measure's goal bears."""
    found: dict[str, str] = {}
    if expected:
        goals = expected.goals
        pairs = {
            (label_key(str(title)), str(measure))
            for title, measure in zip(goals[Goals.TITLE], goals[Goals.MEASURE], strict=True)
        }
        often = Counter(title for title, _ in pairs)
        found = {title: measure for title, measure in pairs if often[title] == 1}
        found |= {label_key(measure): measure for measure in goals[Goals.MEASURE]}
    return found
