"""A VBA project (``vbaProject.bin``) from the text of its modules, after MS-OVBA: the same bytes every time.

Nothing is compiled. ``_VBA_PROJECT`` has the version that no Office has, so every Office compiles the source when it
opens the file, and no compiled code can say something else than the source does.
"""

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from workbook.vba.compound import compound_file
from workbook.vba.compression import compressed
from workbook.vba.protection import project_id, protection_lines

ENCODING = "cp1252"
_CODE_PAGE = 1252
_LCID = 0x0409  # MS-OVBA 2.3.4.2.1.3 wants en-US, whatever language the workbook has; the texts go by the code page
_COMPILE_FROM_SOURCE = bytes.fromhex("CC61FFFF000000")
_WORKBOOK_BASE = "0{00020819-0000-0000-C000-000000000046}"
_SHEET_BASE = "0{00020820-0000-0000-C000-000000000046}"
_CLASS_BASE = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
_CLASS_HEAD = re.compile(r"VERSION 1\.0 CLASS\nBEGIN\n.*?^END\n", re.MULTILINE | re.DOTALL)
_EXPOSED_LINE = re.compile(r"^Attribute VB_Exposed = \w+\n", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_NAME_LINE = re.compile(r'^Attribute VB_Name = "([^"]*)"$', re.MULTILINE)
# Those of a new workbook in Excel. Excel adds VBA and its own library itself, and finds all by their identifiers:
# the paths are the words of Windows, and on a Mac or in another folder nobody looks there.
_REFERENCES = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared"
    r"\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
}
_LIBRARIES = ("vba", "excel", *(name.casefold() for name in _REFERENCES))


class _Kind(Enum):
    """What a module is; the value is its line in the stream PROJECT."""

    STANDARD = "Module={}"
    CLASS = "Class={}"
    DOCUMENT = "Document={}/&H00000000"  # of the workbook or a sheet


@dataclass(frozen=True, slots=True)
class _Module:
    """One module.

    Args:
        name: Its name.
        source: Its text with the attribute lines, CRLF at the line ends.
        kind: What it is.
    """

    name: str
    source: str
    kind: _Kind


def vba_project(modules: Mapping[str, str], documents: Sequence[str], name: str = "VBAProject") -> bytes:
    """A project of standard modules, class modules and document modules without code.

    Args:
        modules: The texts by the modules' names, as in a ``.bas`` file, or as in a ``.cls`` file with its head.
        documents: The code names: the workbook's first, then each sheet's.
        name: The project's name.

    Raises:
        ValueError: A name that VBA refuses or that is there twice, a text whose name is another, or a character that
            Windows-1252 has not.
    """
    first, *sheets = documents
    listed = [
        _Module(first, _document(first, _WORKBOOK_BASE), _Kind.DOCUMENT),
        *(_Module(sheet, _document(sheet, _SHEET_BASE), _Kind.DOCUMENT) for sheet in sheets),
        *(_module(module, text) for module, text in modules.items()),
    ]
    _check_names(name, [module.name for module in listed])
    streams = {
        "PROJECT": _project_stream(name, listed),
        "PROJECTwm": _names_stream(listed),
        "VBA/dir": compressed(_dir_stream(name, listed)),
        "VBA/_VBA_PROJECT": _COMPILE_FROM_SOURCE,
    }
    streams |= {f"VBA/{module.name}": compressed(module.source.encode(ENCODING)) for module in listed}
    return compound_file(streams)


def _check_names(project: str, names: list[str]) -> None:
    """Refuse what the editor refuses: no identifier, one name twice, a library's or the project's own name."""
    taken = {*_LIBRARIES, project.casefold()}
    for name in (project, *names):
        if not _NAME.fullmatch(name):
            raise ValueError(f"Not a name for a VBA project or module: {name!r}")
    for name in names:
        if name.casefold() in taken:
            raise ValueError(f"The name {name!r} is taken.")
        taken.add(name.casefold())


def _document(name: str, base: str) -> str:
    """The text of a document module: attributes only."""
    attributes = {
        "VB_Name": f'"{name}"',
        "VB_Base": f'"{base}"',
        "VB_GlobalNameSpace": "False",
        "VB_Creatable": "False",
        "VB_PredeclaredId": "True",
        "VB_Exposed": "True",
        "VB_TemplateDerived": "False",
        "VB_Customizable": "True",
    }
    return "".join(f"Attribute {key} = {value}\r\n" for key, value in attributes.items())


def _module(name: str, text: str) -> _Module:
    """A standard or class module from the text of its file, with its name line and with CRLF.

    Raises:
        ValueError: The text's own name line says another name.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = f"{text.removesuffix(chr(10))}\n"
    head = _CLASS_HEAD.match(text)
    text = _class_text(name, text[head.end() :]) if head else text
    found = _NAME_LINE.search(text)
    if found and found[1] != name:
        raise ValueError(f"The module {name!r} calls itself {found[1]!r}.")
    if not found:
        text = f'Attribute VB_Name = "{name}"\n{text}'
    return _Module(name, text.replace("\n", "\r\n"), _Kind.CLASS if head else _Kind.STANDARD)


def _class_text(name: str, text: str) -> str:
    """A class without its file's head, and with the three attributes that the editor leaves out of a file.

    Raises:
        ValueError: An attribute that every exported class has is missing.
    """
    name_line = f'Attribute VB_Name = "{name}"\n'
    exposed = _EXPOSED_LINE.search(text)
    if not exposed:
        raise ValueError(f"The class {name!r} has no line Attribute VB_Exposed.")
    more = "Attribute VB_TemplateDerived = False\nAttribute VB_Customizable = False\n"
    text = text[: exposed.end()] + more + text[exposed.end() :]
    return text.replace(name_line, f'{name_line}Attribute VB_Base = "{_CLASS_BASE}"\n', 1)


def _record(number: int, content: bytes = b"") -> bytes:
    """A record of the dir stream."""
    return struct.pack("<HI", number, len(content)) + content


def _twice(number: int, unicode_number: int, text: str) -> bytes:
    """A text in the code page and, in a record of its own, in UTF-16."""
    return _record(number, text.encode(ENCODING)) + _record(unicode_number, text.encode("utf-16-le"))


def _dir_stream(name: str, modules: Sequence[_Module]) -> bytes:
    """The dir stream (MS-OVBA 2.3.4.2), not compressed yet."""
    system = 3  # 64-bit Windows, as Excel writes today; no reader minds
    information = [
        _record(0x01, struct.pack("<I", system)),
        _record(0x02, struct.pack("<I", _LCID)),
        _record(0x14, struct.pack("<I", _LCID)),
        _record(0x03, struct.pack("<H", _CODE_PAGE)),
        _record(0x04, name.encode(ENCODING)),
        _twice(0x05, 0x40, ""),  # description
        _record(0x06) + _record(0x3D),  # help files
        _record(0x07, bytes(4)),  # help context
        _record(0x08, bytes(4)),  # flags
        struct.pack("<HIIH", 0x09, 4, 1, 0),  # version 1.0; the size counts the major number only
        _twice(0x0C, 0x3C, ""),  # constants
    ]
    references = [_twice(0x16, 0x3E, library) + _registered(libid) for library, libid in _REFERENCES.items()]
    listed = [_record(0x0F, struct.pack("<H", len(modules))), _record(0x13, b"\xff\xff")]
    return b"".join([*information, *references, *listed, *map(_module_records, modules), _record(0x10)])


def _registered(libid: str) -> bytes:
    """A reference to a registered library."""
    text = libid.encode(ENCODING)
    return _record(0x0D, struct.pack("<I", len(text)) + text + bytes(6))


def _module_records(module: _Module) -> bytes:
    """The records of one module; its source starts at offset 0, for nothing compiled stands before it."""
    records = [
        _twice(0x19, 0x47, module.name),
        _twice(0x1A, 0x32, module.name),  # the stream's name
        _twice(0x1C, 0x48, ""),  # description
        _record(0x31, bytes(4)),  # offset
        _record(0x1E, bytes(4)),  # help context
        _record(0x2C, b"\xff\xff"),  # cookie
        _record(0x21 if module.kind is _Kind.STANDARD else 0x22),
        _record(0x2B),
    ]
    return b"".join(records)


def _project_stream(name: str, modules: Sequence[_Module]) -> bytes:
    """The stream PROJECT (MS-OVBA 2.3.1): lines of text."""
    identifier = project_id(name)
    lines = [
        f'ID="{identifier}"',
        *(module.kind.value.format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        *protection_lines(identifier),
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),  # every editor window closed
    ]
    return "".join(f"{line}\r\n" for line in lines).encode(ENCODING)


def _names_stream(modules: Sequence[_Module]) -> bytes:
    """The stream PROJECTwm (MS-OVBA 2.3.3): each name in the code page and in UTF-16, never compressed."""
    pairs = (module.name.encode(ENCODING) + b"\0" + f"{module.name}\0".encode("utf-16-le") for module in modules)
    return b"".join(pairs) + b"\0\0"
