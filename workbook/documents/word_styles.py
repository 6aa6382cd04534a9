"""The styles of a Word file: ours, defined once as data, or those that a user's own file has for the same things."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from workbook.builder.cell_formats import HEADING, LINE
from workbook.documents.word_xml import TWIPS_PER_CM, wrapped

LANGUAGES = {"da": "da-DK", "en": "en-GB"}
TABLE = "table"
"""The key of the tables' style."""
_POINT = 20  # twips
_SINGLE = 240  # a line's height as Word counts it
_HALF = 2  # letters are measured in half points
_OURS = "RK"
_TABLE_NAMES = {"da": "Resultatkontrakt tabel", "en": "Performance contract table"}
_HEAD_FILL = "F2F4F8"


@dataclass(frozen=True)
class Styles:
    """Which style a file has for what.

    Args:
        ids: Key -> the style's id in the file.
        sizes: Key -> its letters in points.
    """

    ids: dict[str, str]
    sizes: dict[str, float]

    def __getitem__(self, key: str) -> str:
        return self.ids[key]


@lru_cache(maxsize=1)
def defined() -> dict[str, Any]:
    """The styles as data: the typeface, and ``style``, a list."""
    text = files("workbook").joinpath("documents", "word_styles.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def only_ours(file: WordFile) -> None:
    """Take all styles out of a new file but those that every file has."""
    for style in list(file.styles.element):
        if style.tag == qn("w:latentStyles") or (
            style.tag == qn("w:style") and style.get(qn("w:styleId")) not in _NEEDED
        ):
            file.styles.element.remove(style)


_NEEDED = ("DefaultParagraphFont", "TableNormal", "NoList")


def joined_styles(file: WordFile, language: str) -> Styles:
    """Let a file have every style that our documents need.

    Args:
        file: The file; styles that it has stay as they are, missing ones are added.
        language: ``da`` or ``en``.
    """
    known = _known(file)
    ids, added = {}, []
    for style in [*defined()["style"], {"key": TABLE, "name": _TABLE_NAMES}]:
        names = style["name"] if isinstance(style["name"], dict) else {language: style["name"]}
        found = next((known[name.casefold()] for name in names.values() if name.casefold() in known), None)
        ids[style["key"]] = found or _OURS + style["key"].replace("_", " ").title().replace(" ", "")
        if found is None:
            added.append(style)
    _set_defaults(file, language)
    for style in added:
        name = style["name"] if isinstance(style["name"], str) else style["name"][language]
        text = _table_style(ids, name) if style["key"] == TABLE else _paragraph_style(style, name, ids)
        file.styles.element.append(parse_xml(wrapped(text))[0])
    sizes = {style["key"]: float(style.get("size", 0)) for style in defined()["style"]}
    return Styles(ids, sizes)


def _known(file: WordFile) -> dict[str, str]:
    """Names of a file's styles in small letters -> their ids."""
    found = {}
    for style in file.styles.element.iterchildren(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None:
            found[str(name.get(qn("w:val"))).casefold()] = str(style.get(qn("w:styleId")))
    return found


def _set_defaults(file: WordFile, language: str) -> None:
    """The language of every text that names none, in styles and settings."""
    styles = file.styles.element
    base = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    tag = LANGUAGES.get(language, LANGUAGES["da"])
    if base is None:
        made = parse_xml(wrapped("<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>"))[0]
        styles.insert(0, made)
        base = made[0][0]
    for old in base.findall(qn("w:lang")):
        base.remove(old)
    base.append(parse_xml(wrapped(f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/>'))[0])
    theme = file.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), tag)


def _paragraph_style(style: dict[str, Any], name: str, ids: dict[str, str]) -> str:
    own = "" if isinstance(style["name"], str) else ' w:customStyle="1"'
    default = ' w:default="1"' if style["key"] == "normal" else ""
    based = f'<w:basedOn w:val="{ids[style["base"]]}"/>' if "base" in style else ""
    follows = f'<w:next w:val="{ids[style["next"]]}"/>' if "next" in style else ""
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{ids[style["key"]]}"><w:name w:val="{name}"/>{based}'
        f'{follows}<w:uiPriority w:val="1"/><w:qFormat/><w:pPr>{_space(style)}</w:pPr>'
        f"<w:rPr>{_letters(style)}</w:rPr></w:style>"
    )


def _space(style: dict[str, Any]) -> str:
    """How a style's paragraphs stand, in the order in which the schema has it."""
    parts = []
    if "keep_next" in style:
        value = "" if style["keep_next"] else ' w:val="0"'
        parts.append(f"<w:keepNext{value}/><w:keepLines{value}/>")
    if "side_line" in style:
        side = f'w:val="single" w:sz="18" w:space="6" w:color="{style["side_line"][1:]}"'
        parts.append(f"<w:pBdr><w:left {side}/></w:pBdr>")
    if "fill" in style:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{style["fill"][1:]}"/>')
    spacing = "".join(f' w:{where}="{round(style[where] * _POINT)}"' for where in ("before", "after") if where in style)
    if "line" in style:
        spacing += f' w:line="{round(style["line"] * _SINGLE)}" w:lineRule="auto"'
    if spacing:
        parts.append(f"<w:spacing{spacing}/>")
    moved = {"left": "indent", "right": "right_room", "hanging": "hanging"}
    indents = "".join(f' w:{side}="{round(style[key] * TWIPS_PER_CM)}"' for side, key in moved.items() if key in style)
    if indents:
        parts.append(f"<w:ind{indents}/>")
    if "level" in style:
        parts.append(f'<w:outlineLvl w:val="{style["level"] - 1}"/>')
    return "".join(parts)


def _letters(style: dict[str, Any]) -> str:
    parts = []
    if "base" not in style:
        face = defined()["typeface"]
        parts.append(f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>')
    parts += [f"<w:{mark}/><w:{mark}Cs/>" for mark, key in (("b", "bold"), ("i", "italic")) if style.get(key)]
    if "colour" in style:
        colour = HEADING if style["colour"] == "heading" else style["colour"]
        parts.append(f'<w:color w:val="{colour[1:]}"/>')
    if "size" in style:
        half = round(style["size"] * _HALF)
        parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
    return "".join(parts)


def _table_style(ids: dict[str, str], name: str) -> str:
    """Few lines: a strong one below the head, weak ones between the rows."""
    weak, strong = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE[1:]}"', HEADING[1:]
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{ids[TABLE]}"><w:name w:val="{name}"/>'
        '<w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{strong}"/>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{strong}"/><w:insideH {weak}/></w:tblBorders>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/><w:color w:val="{strong}"/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{strong}"/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEAD_FILL}"/></w:tcPr></w:tblStylePr></w:style>'
    )
