"""The matrix of lights and the counts of a consolidated workbook."""

import pandas as pd

from macros.steps.printed import goal_counts
from schemas.codes import GoalType, Light
from schemas.frames import records
from schemas.tables import Goals, Results
from schemas.words.vocabulary import Words
from workbook.documents.prose.assessments import assessed_otherwise, light_text


def light_matrix(results: pd.DataFrame, groups: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Measures down, centres across, each cell the light in force, with the computed one where that is another.

    A doubled measure keeps its worst light.

    Args:
        results: The results of all centres.
        groups: Those of groups and the total.
        words: The language.
    """
    order = {Light.RED: 0, Light.YELLOW: 1, Light.NONE: 2, Light.GREEN: 3}
    both = pd.concat([results, groups], ignore_index=True) if len(groups) else results
    centres = list(dict.fromkeys(both[Results.CENTRE]))
    rows = []
    for measure, group in both.groupby(Results.MEASURE, sort=False):
        worst = group.assign(rank=group[Results.LIGHT].map(order)).sort_values("rank").drop_duplicates(Results.CENTRE)
        lights = {each[Results.CENTRE]: light_text(each, words, gap="\n") for each in records(worst)}
        row = {"title": group[Results.TITLE].iloc[0]}
        rows.append(row | {centre: lights.get(centre) for centre in centres} | {"measure": measure})
    return pd.DataFrame(rows, dtype=object)


def counts(goals: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """Goals by parameter: of each type, with each light in force, and assessed otherwise than computed.

    Args:
        goals: The goals in force of all centres.
        results: Their results, row by row the same goals.
    """
    types = goal_counts(goals.assign(**{Goals.PARAMETER: goals[Goals.PARAMETER].fillna("–")}))
    lights = pd.crosstab(goals[Goals.PARAMETER].fillna("–").to_numpy(), results[Results.LIGHT].astype(str).to_numpy())
    lights = lights.reindex(index=types.index, columns=[light.value for light in Light], fill_value=0)
    table = pd.DataFrame({"parameter": types.index, **{kind.value: types[kind.value].to_numpy() for kind in GoalType}})
    table["goals"] = types.sum(axis=1).to_numpy()
    table = table.assign(**{light.value: lights[light.value].to_numpy() for light in Light})
    otherwise = results.index.isin(assessed_otherwise(results).index)
    by_parameter = pd.Series(otherwise, dtype=int).groupby(goals[Goals.PARAMETER].fillna("–").to_numpy()).sum()
    return table.assign(assessed_otherwise=by_parameter.reindex(types.index, fill_value=0).to_numpy())
