"""The VBA project: read back with olevba, olefile and pyOpenVBA, none of which made it."""

import io
import os
import random
import struct
import subprocess
import sys
import zipfile
from importlib.resources import files

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oletools.olevba import VBA_Parser, decompress_stream
from pyopenvba.cfb import CFB
from pyopenvba.vba import parse_projectwm, parse_vba_project

from tests import ROOT
from tests.drawing import examples
from workbook.builder.finishing import RIBBON_PART, RIBBON_TYPE, add_part
from workbook.vba.compound import compound_file
from workbook.vba.compression import CHUNK, IncompressibleError, compressed
from workbook.vba.project import vba_project
from workbook.vba.protection import encrypted, project_id

BUTTONS = """Option Explicit

' Hver knap kalder Python: »æøå ÆØÅ«
Public Sub ImportExports()
    RunPython "import macros.buttons.classic as k; k.import_exports()"
End Sub

Public Sub OpdaterMaal()
    RunPython "import macros.buttons.classic as k; k.update_målinger('»æøåÆØÅ«')"
End Sub

Public Sub RibbonImport(control As IRibbonControl)
    ImportExports
End Sub
"""
RIBBON = """<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs>
<tab id="rk" label="Mål"><group id="rkData" label="Data"><button id="rkImport" label="Indlæs"
 size="large" imageMso="RefreshAll" onAction="RkButtons.RibbonImport"/></group></tab></tabs></ribbon></customUI>"""
DANISH = '\' »æøåÆØÅ« – € …\r\nPublic Const Hilsen = "Blåbærgrød, Ærø, Ølgod, Åse"\r\n'
DOCUMENTS = ["ThisWorkbook", *(f"Ark{number}" for number in range(1, 15))]
XLWINGS = files("xlwings").joinpath("xlwings.bas").read_bytes().decode("cp1252")
DICTIONARY = files("xlwings").joinpath("addin/Dictionary.cls").read_bytes().decode("cp1252")
MODULES = {"RkButtons": BUTTONS, "Dansk": DANISH, "xlwings": XLWINGS, "Dictionary": DICTIONARY}
PROJECT = vba_project(MODULES, DOCUMENTS)


def opened(project=PROJECT):
    """Read with olefile, which raises for every oddity in the compound file."""
    return olefile.OleFileIO(io.BytesIO(project), raise_defects=olefile.DEFECT_UNSURE)


def stream(name, project=PROJECT):
    return opened(project).openstream(name).read()


def sources(project):
    """The modules as olevba reads them, with LF."""
    parser = VBA_Parser("vbaProject.bin", data=project)
    return {name: code.replace("\r\n", "\n") for _, _, name, code in parser.extract_macros()}


def lines(text):
    return text.replace("\r\n", "\n")


def records(project=PROJECT):
    """The dir stream's records."""
    raw, at, found = bytes(decompress_stream(bytearray(stream("VBA/dir", project)))), 0, []
    while at < len(raw):
        number, size = struct.unpack_from("<HI", raw, at)
        size = 6 if number == 0x09 else size  # the version's size leaves out two bytes
        found.append((number, raw[at + 6 : at + 6 + size]))
        at += 6 + size
    return found


def test_twice_the_same_bytes():
    assert vba_project(MODULES, DOCUMENTS) == PROJECT


@pytest.mark.slow
def test_the_same_bytes_in_another_process_on_another_day():
    program = (
        "import hashlib, sys, time; time.time = lambda: 2e9\n"
        "from tests.unit.workbook.vba.test_vba_project import vba_project, MODULES, DOCUMENTS\n"
        "sys.stdout.write(hashlib.sha256(vba_project(MODULES, DOCUMENTS)).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    ]  # fmt: skip
    assert runs[0] == runs[1] and len(runs[0]) == 64


def test_olevba_reads_every_module_back():
    read = sources(PROJECT)
    assert list(read) == [
        *(f"{name}.cls" for name in DOCUMENTS),
        "RkButtons.bas",
        "Dansk.bas",
        "xlwings.bas",
        "Dictionary.cls",
    ]
    assert read["xlwings.bas"] == lines(XLWINGS)
    assert read["RkButtons.bas"] == f'Attribute VB_Name = "RkButtons"\n{BUTTONS}'
    assert read["Dansk.bas"] == f'Attribute VB_Name = "Dansk"\n{lines(DANISH)}'


def test_xlwings_own_module_is_large():
    assert len(XLWINGS) > 46_000 and XLWINGS.isascii()


def test_document_modules():
    attributes = [
        "VB_GlobalNameSpace = False", "VB_Creatable = False", "VB_PredeclaredId = True", "VB_Exposed = True",
        "VB_TemplateDerived = False", "VB_Customizable = True",
    ]  # fmt: skip
    read = sources(PROJECT)
    for name in DOCUMENTS:
        base = "00020819" if name == "ThisWorkbook" else "00020820"
        first = [f'VB_Name = "{name}"', f'VB_Base = "0{{{base}-0000-0000-C000-000000000046}}"']
        assert read[f"{name}.cls"].splitlines() == [f"Attribute {line}" for line in first + attributes]


def test_a_class_has_the_attributes_that_excel_gave_xlwings_own():
    package = zipfile.ZipFile(io.BytesIO(files("xlwings").joinpath("quickstart_standalone.xlsm").read_bytes()))
    excels = sources(package.read("xl/vbaProject.bin"))["Dictionary.cls"]
    ours = sources(PROJECT)["Dictionary.cls"]
    assert ours.splitlines()[:10] == excels.splitlines()[:10]
    assert DICTIONARY.replace("\r\n", "\n").endswith(ours.partition("VB_Description")[2])


def test_pyopenvba_finds_no_inconsistency():
    cfb = CFB.from_bytes(PROJECT)
    project = parse_vba_project(cfb)
    assert project.validate(cfb) == []
    assert project.module_names() == [*DOCUMENTS, *MODULES]
    assert {module.text_offset for module in project.modules} == {0}
    assert lines(project.get_module("Dansk").source).endswith(lines(DANISH))


def test_streams():
    names = {"/".join(path) for path in opened().listdir()}
    assert names == {
        "PROJECT",
        "PROJECTwm",
        "VBA/dir",
        "VBA/_VBA_PROJECT",
        *(f"VBA/{name}" for name in (*DOCUMENTS, *MODULES)),
    }
    assert opened().parsing_issues == []


def test_nothing_is_compiled():
    assert stream("VBA/_VBA_PROJECT") == bytes.fromhex("CC61FFFF000000")
    assert {content for number, content in records() if number == 0x31} == {bytes(4)}


def test_project_stream():
    text = stream("PROJECT").decode("cp1252")
    declared = [line for line in text.split("\r\n") if line.startswith(("Document=", "Module=", "Class="))]
    modules = ["Module=RkButtons", "Module=Dansk", "Module=xlwings", "Class=Dictionary"]
    assert declared == [*(f"Document={name}/&H00000000" for name in DOCUMENTS), *modules]
    assert 'Name="VBAProject"\r\n' in text


def test_names_stream_lists_every_module():
    assert parse_projectwm(stream("PROJECTwm")) == [(name, name) for name in (*DOCUMENTS, *MODULES)]


def test_references_lead_to_no_disk_of_a_developer():
    found = [content.decode("latin-1") for number, content in records() if number in {0x0D, 0x0E, 0x2F, 0x30, 0x33}]
    assert len(found) == 2 and "stdole2.tlb" in found[0] and "MSO.DLL" in found[1]
    assert not any(number in {0x0E, 0x2F, 0x30, 0x33} for number, _ in records())
    raw = bytes(decompress_stream(bytearray(stream("VBA/dir"))))
    assert b"xlam" not in raw.lower() and b"Users" not in raw and b"xlwings" in raw  # the module, not a reference


def test_code_page_and_language():
    first = dict(reversed(records()))
    assert first[0x03] == struct.pack("<H", 1252) and first[0x02] == first[0x14] == struct.pack("<I", 0x0409)


def test_another_project_name():
    project = vba_project({"A": ""}, ["ThisWorkbook"], "Resultatkontrakt")
    assert b'Name="Resultatkontrakt"' in stream("PROJECT", project)
    assert (0x04, b"Resultatkontrakt") in records(project)


@pytest.mark.parametrize(
    ("modules", "documents", "name"),
    [
        ({"Ark1": ""}, DOCUMENTS, "VBAProject"),
        ({"ARK1": ""}, DOCUMENTS, "VBAProject"),
        ({"VBAProject": ""}, DOCUMENTS, "VBAProject"),
        ({"office": ""}, DOCUMENTS, "VBAProject"),
        ({"Mål": ""}, DOCUMENTS, "VBAProject"),
        ({"1A": ""}, DOCUMENTS, "VBAProject"),
        ({"A" * 32: ""}, DOCUMENTS, "VBAProject"),
        ({"A": 'Attribute VB_Name = "B"\n'}, DOCUMENTS, "VBAProject"),
        ({"A": "' \u2192\n"}, DOCUMENTS, "VBAProject"),
        ({"A": "VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1\nEND\n"}, DOCUMENTS, "VBAProject"),
        ({"A": ""}, ["ThisWorkbook", "Ark1", "Ark1"], "VBAProject"),
        ({"A": ""}, [], "VBAProject"),
        ({"A": ""}, DOCUMENTS, "Mit projekt"),
    ],
)
def test_refused(modules, documents, name):
    with pytest.raises(ValueError):
        vba_project(modules, documents, name)


# What Excel itself wrote: identifier, seed (the first byte), filling bytes, content
@pytest.mark.parametrize("member", ["quickstart.xlsm", "quickstart_standalone.xlsm"])
@pytest.mark.parametrize("key", ["CMG", "DPB", "GC"])
def test_encrypts_as_excel_does(member, key):
    package = zipfile.ZipFile(io.BytesIO(files("xlwings").joinpath(member).read_bytes()))
    text = stream("PROJECT", package.read("xl/vbaProject.bin")).decode()
    values = dict(line.split("=", 1) for line in text.split("\r\n") if "=" in line)
    identifier, wanted = values["ID"].strip('"'), values[key].strip('"')
    plain = decrypted(wanted, identifier)
    filling = (plain[0] & 6) // 2
    assert plain[2 + filling : 6 + filling] == struct.pack("<I", {"CMG": 4, "DPB": 1, "GC": 1}[key])
    assert encrypted(plain[6 + filling :], identifier, plain[0], plain[2 : 2 + filling]) == wanted
    assert plain[6 + filling :] == {"CMG": bytes(4), "DPB": b"\0", "GC": b"\xff"}[key]


def test_our_own_lines_say_unprotected_and_visible():
    values = dict(line.split("=", 1) for line in stream("PROJECT").decode().split("\r\n") if "=" in line)
    identifier = values["ID"].strip('"')
    assert identifier == project_id("VBAProject")
    for key, content in {"CMG": bytes(4), "DPB": b"\0", "GC": b"\xff"}.items():
        plain = decrypted(values[key].strip('"'), identifier)
        assert plain[1] == 2 and plain[2:] == struct.pack("<I", len(content)) + content


def decrypted(digits, identifier):
    """Seed, version, then the plain bytes (MS-OVBA 2.4.3.3)."""
    raw = bytes.fromhex(digits)
    plain = sum(identifier.encode()) & 0xFF
    assert raw[0] ^ raw[2] == plain
    out = [raw[0], raw[0] ^ raw[1]]
    for place in range(3, len(raw)):
        plain = raw[place] ^ ((raw[place - 2] + plain) & 0xFF)
        out.append(plain)
    return bytes(out)


def unpacked(data):
    return bytes(decompress_stream(bytearray(data)))


WORDS = st.sampled_from(["Dim ", "Public Sub ", "RunPython ", "æøå", "\r\n", "    ", "End Sub", "»", "x", "1"])
TEXTS = st.lists(WORDS | st.text(st.characters(codec="cp1252"), max_size=20), max_size=2500).map("".join)


@settings(deadline=None, max_examples=examples(150))
@given(TEXTS | st.text("ab", max_size=9000) | st.text(st.characters(codec="cp1252"), max_size=3000))
def test_compression_round_trip(text):
    data = text.encode("cp1252")
    assert unpacked(compressed(data)) == data


@settings(deadline=None)
@given(st.binary(max_size=3600))
def test_compression_round_trip_of_any_short_bytes(data):
    assert unpacked(compressed(data)) == data


SIZES = [0, 1, 2, 3, 8, 9, 15, 16, 17, 18, 19, 33, 4094, 4095, 4096, 4097, 8191, 8192, 8193, 12288, 20480, 40961]


@pytest.mark.parametrize("size", SIZES)
def test_compression_at_the_edges(size):
    for data in (b"a" * size, (XLWINGS.encode() * 2)[:size], bytes(range(97, 123)) * (size // 26)):
        packed = compressed(data)
        assert unpacked(packed) == data
        assert len(packed) < len(data) + 20


def test_every_chunk_of_text_is_tokens():
    packed, at, chunks = compressed(XLWINGS.encode()), 1, 0
    while at < len(packed):
        (header,) = struct.unpack_from("<H", packed, at)
        assert header & 0xF000 == 0xB000
        at, chunks = at + (header & 0x0FFF) + 3, chunks + 1
    assert chunks == -(-len(XLWINGS) // CHUNK)


def test_noise_is_raw_in_full_chunks_and_refused_in_the_last():
    noise = random.Random(1).randbytes(CHUNK)
    assert unpacked(compressed(noise + b"end")) == noise + b"end"
    with pytest.raises(IncompressibleError):
        compressed(noise[:4000])


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 4095, 4096, 4097, 511, 512, 513, 65_024, 65_025, 200_000])
def test_compound_sizes(size):
    content = random.Random(size).randbytes(size)
    streams = {"PROJECT": b"p" * 700, "VBA/dir": content, "VBA/small": b"s", "VBA/large": b"l" * 5000}
    read = opened(compound_file(streams))
    assert {name: read.openstream(name).read() for name in streams} == streams
    assert read.parsing_issues == [] and len(compound_file(streams)) % 512 == 0


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8, 15, 16, 31, 100, 500])
def test_directory_is_a_red_black_tree(count):
    streams = {f"VBA/{'m' * (number % 5)}{number}": bytes([number & 0xFF]) * 70 for number in range(count)}
    read = opened(compound_file(streams))
    entries = [entry for entry in read.direntries if entry]
    assert len(entries) == count + 2
    assert entries[0].color == 1
    for storage in entries[:2]:
        assert blacks(entries, storage.sid_child, parent_red=True) > 0  # a root may not be red either
        assert in_order(entries, storage.sid_child) == sorted(in_order(entries, storage.sid_child))
    assert len(in_order(entries, entries[1].sid_child)) == count


def blacks(entries, sid, parent_red):
    """The blacks on every way down, the same on all."""
    if sid == 0xFFFFFFFF:
        return 1
    red = entries[sid].color == 0
    assert not (red and parent_red)
    left, right = (blacks(entries, side, red) for side in (entries[sid].sid_left, entries[sid].sid_right))
    assert left == right
    return left + (not red)


def in_order(entries, sid):
    if sid == 0xFFFFFFFF:
        return []
    entry = entries[sid]
    return [
        *in_order(entries, entry.sid_left),
        (len(entry.name), entry.name.upper()),
        *in_order(entries, entry.sid_right),
    ]


@pytest.mark.parametrize("sectors", [125, 126, 127, 128, 253, 254, 255, 380])
def test_compound_where_the_table_grows(sectors):
    streams = {"A": b"a" * 512 * sectors}
    assert opened(compound_file(streams)).openstream("A").read() == streams["A"]


def test_compound_refuses():
    for streams in ({"A": b"", "a": b""}, {"A" * 32: b""}, {"A": bytes(8_000_000)}):
        with pytest.raises(ValueError):
            compound_file(streams)


def test_ribbon_part():
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().insert_button("A1", {"macro": "A.B"})
    book.close()
    before = out.getvalue()
    after = add_part(before, RIBBON_PART, RIBBON.encode(), RIBBON_TYPE)
    old, new = zipfile.ZipFile(io.BytesIO(before)), zipfile.ZipFile(io.BytesIO(after))
    assert new.namelist() == [*old.namelist(), RIBBON_PART] and new.testzip() is None
    assert all(new.read(name) == old.read(name) for name in old.namelist() if name != "_rels/.rels")
    assert [member.date_time for member in new.infolist()] == [
        *(member.date_time for member in old.infolist()),
        (1980, 1, 1, 0, 0, 0),
    ]
    assert f'Type="{RIBBON_TYPE}" Target="customUI/customUI14.xml"/></Relationships>'.encode() in new.read(
        "_rels/.rels"
    )
    assert after == add_part(before, RIBBON_PART, RIBBON.encode(), RIBBON_TYPE)
    with pytest.raises(ValueError, match="already"):
        add_part(after, RIBBON_PART, b"", RIBBON_TYPE)
    with pytest.raises(ValueError, match="content type"):
        add_part(before, "customUI/a.gif", b"", RIBBON_TYPE)
