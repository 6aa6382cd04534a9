"""The doctor: each check with a machine that is fine and one that is not."""

import json
import string
import sys
import tomllib
from pathlib import Path

import pytest

from macros.commands.doctor import run_doctor
from macros.setup import places
from macros.setup.check_result import CheckResult, Status
from macros.setup.checks_place import check_console, check_long_paths, check_office, check_onedrive
from macros.setup.checks_policy import (
    ASR_CHILD,
    ASR_LOCAL,
    ASR_MANAGER,
    ASR_POLICY,
    ASR_RULES,
    ASR_WIN32,
    asr_value,
    check_asr,
    check_excel,
    check_macros,
    check_trust,
)
from macros.setup.checks_python import check_licence, check_packages, check_python, check_settings
from macros.setup.doctor import examine, exit_code, finding_lines, findings_json
from macros.setup.install import install
from macros.setup.machine import ThisMachine, pinned_xlwings
from macros.setup.settings import merged, our_settings
from schemas.words.vocabulary import entries, words
from tests.hosts.fake_machine import GOOD_REGISTRY

XLWINGS = "0.37.8"
POLICY = places.EXCEL_POLICY
OWN = places.EXCEL_OWN


def statuses(findings):
    findings = list(findings)
    for language in ("da", "en"):
        assert "{" not in "".join(finding_lines(findings, words(language)))  # whatever is found can be said
    return {finding.check: (finding.status.value, finding.found) for finding in findings}


def put(machine, path, content=b""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def installed(machine):
    """A machine on which everything was installed."""
    put(machine, machine.executable)
    put(machine, machine.executable.parents[1] / f"xlwings64-{XLWINGS}.dll")
    put(machine, places.config_file(machine), merged(b"", our_settings(machine), machine.ansi))
    folder = places.trusted_folder(machine)
    folder.mkdir(parents=True)
    machine.keys[places.TRUSTED_OURS, "Path"] = f"{folder}/"
    return machine


def test_a_machine_in_good_order(machine):
    findings = examine(installed(machine()), XLWINGS)
    assert {finding.check for finding in findings if finding.status is Status.WARNING} == set()
    assert {finding.check for finding in findings if finding.status is Status.UNKNOWN} == set(ASR_RULES)
    assert exit_code(findings) == 0


@pytest.mark.parametrize(
    ("changes", "check", "status", "found"),
    [
        ({}, "python", "ok", "python"),
        ({"python": (3, 10, 9)}, "python", "bad", "python"),
        ({"python": (3, 11, 0)}, "python", "ok", "python"),
        ({}, "bits", "ok", "bits"),
        ({"bits": 32}, "bits", "warning", "bits"),
        ({"keys": {}}, "bits", "unknown", "bits_unknown"),
        ({"base": Path("C:/Program Files/WindowsApps/Python.3.12")}, "python_origin", "warning", "python_store"),
    ],
)
def test_python(machine, changes, check, status, found):
    assert statuses(check_python(machine(**changes)))[check] == (status, found)


def test_bits_are_asked_of_windows_only(machine):
    assert set(statuses(check_python(machine("linux")))) == {"python"}


@pytest.mark.parametrize(
    ("platform", "keys", "status", "found"),
    [
        ("win32", GOOD_REGISTRY, "ok", "excel"),
        ("win32", {(r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe", ""): "x"}, "ok", "excel"),
        ("win32", {}, "warning", "excel_missing"),
        ("darwin", {}, "warning", "excel_missing"),
        ("linux", {}, "ok", "excel_never"),
    ],
)
def test_excel(machine, platform, keys, status, found):
    assert statuses(check_excel(machine(platform, keys=keys)))["excel"] == (status, found)


def test_excel_on_a_mac(machine):
    there = {Path("/Applications/Microsoft Excel.app")}
    assert statuses(check_excel(machine("darwin", there=there)))["excel"] == ("ok", "excel")


@pytest.mark.parametrize(
    ("changes", "wanted", "check", "status", "found"),
    [
        ({}, XLWINGS, "pywin32", "ok", "pywin32"),
        ({"modules": set()}, XLWINGS, "pywin32", "bad", "pywin32_missing"),
        ({}, XLWINGS, "xlwings", "ok", "xlwings"),
        ({"packages": {"xlwings": "0.33.0"}}, XLWINGS, "xlwings", "bad", "xlwings_other"),
        ({"packages": {}}, XLWINGS, "xlwings", "bad", "xlwings_other"),
        ({}, None, "xlwings", "unknown", "xlwings_unpinned"),
        ({}, XLWINGS, "dll", "bad", "file_missing"),
    ],
)
def test_packages(machine, changes, wanted, check, status, found):
    assert statuses(check_packages(machine(**changes), wanted))[check] == (status, found)


@pytest.mark.parametrize("above", [0, 1])
@pytest.mark.parametrize(("platform_value", "name"), [("x64", "xlwings64"), ("x86", "xlwings32")])
def test_the_dll_is_excels_and_stands_where_vba_looks(machine, above, platform_value, name):
    key = (r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration", "Platform")
    asked = machine(keys={key: platform_value})
    put(asked, asked.executable.parents[above] / f"{name}-{XLWINGS}.dll")
    assert statuses(check_packages(asked, XLWINGS))["dll"] == ("ok", "file")


def test_the_script_on_a_mac(machine):
    asked = machine("darwin")
    assert statuses(check_packages(asked, XLWINGS))["mac_script"] == ("bad", "file_missing")
    folder = asked.home / "Library" / "Application Scripts" / "com.microsoft.Excel"
    put(asked, folder / f"xlwings-{XLWINGS}.applescript")
    assert statuses(check_packages(asked, XLWINGS))["mac_script"] == ("ok", "file")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_settings_that_are_right(machine, platform):
    asked = machine(platform)
    put(asked, asked.executable)
    put(asked, places.config_file(asked), merged(b"", our_settings(asked), asked.ansi))
    assert set(statuses(check_settings(asked)).values()) == {("ok", "interpreter"), ("ok", "setting")}


@pytest.mark.parametrize(
    ("lines", "check", "status", "found"),
    [
        ('"INTERPRETER_WIN","C:/gone/python.exe"', "interpreter", "bad", "interpreter_gone"),
        ('"UDF MODULES","udfs.excel"', "interpreter", "bad", "interpreter_none"),
        ('"interpreter_win","{other}"', "interpreter", "warning", "interpreter_other"),
        ('"INTERPRETER_WIN","%USERPROFILE%/mit miljø/Scripts/PYTHON.exe"', "interpreter", "ok", "interpreter"),
        ('"INTERPRETER_WIN","{ours}"\r\n"INTERPRETER_WIN","x"', "interpreter", "ok", "interpreter"),
        ('"ADD_WORKBOOK_TO_PYTHONPATH","true"', "workbook_path", "bad", "setting_other"),
        ('"ADD_WORKBOOK_TO_PYTHONPATH","False"', "workbook_path", "ok", "setting"),
        ('"A","b"', "workbook_path", "bad", "setting_other"),
        ('"UDF MODULES","mine;udfs"', "udf_modules", "bad", "setting_other"),
        ('"UDF MODULES","udfs.excel;"', "udf_modules", "ok", "setting"),
    ],
)
def test_settings(machine, lines, check, status, found):
    asked = machine()
    other = asked.home / "anden" / "python.exe"
    for path in (asked.executable, other, asked.executable.with_name("PYTHON.exe")):
        put(asked, path)
    text = lines.format(other=other, ours=asked.executable)
    put(asked, places.config_file(asked), text.encode("cp1252"))
    assert statuses(check_settings(asked))[check] == (status, found)


def test_settings_in_another_encoding_are_no_traceback(machine):
    asked = machine()
    put(asked, places.config_file(asked), b'\xff\xfe"\x81","\x90"\nnonsense\n"KEY"\n')
    assert statuses(check_settings(asked))["interpreter"] == ("bad", "interpreter_none")


def test_no_settings_yet(machine):
    assert statuses(check_settings(machine()))["settings"] == ("warning", "file_missing")
    assert not list(check_settings(machine("linux")))


def test_pythonw_stands_for_python(machine):
    asked = machine()
    asked.executable = asked.executable.with_name("pythonw.exe")
    assert our_settings(asked)["INTERPRETER_WIN"].endswith("python.exe")


@pytest.mark.parametrize("rule", [ASR_CHILD, ASR_WIN32])
@pytest.mark.parametrize(
    ("value", "status"),
    [("0", "ok"), ("5", "ok"), ("1", "bad"), ("2", "warning"), ("6", "warning"), (None, "unknown"), ("9", "unknown")],
)
@pytest.mark.parametrize("place", ["policy", "braces", "manager", "local"])
def test_defender(machine, rule, value, status, place):
    asked = machine()
    if value is not None:
        key, content = {
            "policy": ((ASR_POLICY, rule.upper()), value),
            "braces": ((ASR_POLICY, f"{{{rule}}}"), value),
            "manager": ((ASR_MANAGER, "ASRRules"), f"be9ba2d9-53ea-4cdc-84e5-9b1eeee46550=1| {rule.upper()} = {value}"),
            "local": ((ASR_LOCAL, rule), int(value)),
        }[place]
        asked.keys[key] = content
    check = next(check for check, each in ASR_RULES.items() if each == rule)
    found = next(finding for finding in check_asr(asked) if finding.check == check)
    assert found.status.value == status
    assert asr_value(asked, rule) == (value or "")
    if status == "bad":
        assert "attach" in found.remedy_text(words()) and "serve" in found.remedy_text(words())


def test_group_policy_goes_before_intune(machine):
    asked = machine(keys={(ASR_POLICY, ASR_CHILD): "0", (ASR_MANAGER, "ASRRules"): f"{ASR_CHILD}=1"})
    assert asr_value(asked, ASR_CHILD) == "0"


@pytest.mark.parametrize(
    ("keys", "trusted", "status", "found"),
    [
        ({}, False, "ok", "macros_ask"),
        ({(POLICY, "VBAWarnings"): 1}, False, "ok", "macros_all"),
        ({(POLICY, "VBAWarnings"): 2}, False, "ok", "macros_ask"),
        ({(POLICY, "VBAWarnings"): 3}, False, "bad", "macros_signed"),
        ({(POLICY, "VBAWarnings"): 3}, True, "warning", "macros_signed"),
        ({(POLICY, "VBAWarnings"): 4}, False, "bad", "macros_none"),
        ({(OWN, "VBAWarnings"): 4}, True, "warning", "macros_none"),
        ({(POLICY, "VBAWarnings"): 2, (OWN, "VBAWarnings"): 4}, False, "ok", "macros_ask"),
        ({(POLICY, "VBAWarnings"): "x"}, False, "ok", "macros_ask"),
    ],
)
def test_macros(machine, keys, trusted, status, found):
    asked = installed(machine()) if trusted else machine()
    asked.keys |= keys
    assert statuses(check_macros(asked))["macros"] == (status, found)


@pytest.mark.parametrize(("value", "status"), [(1, "warning"), (0, "ok"), (None, "ok")])
def test_macros_from_outside(machine, value, status):
    asked = machine(keys={(POLICY, "BlockContentExecutionFromInternet"): value})
    assert statuses(check_macros(asked))["internet"][0] == status


@pytest.mark.parametrize(
    ("key", "value", "status", "found"),
    [
        ((places.TRUSTED_POLICY, "AllLocationsDisabled"), 1, "warning", "trust_all"),
        ((places.TRUSTED_POLICY, "AllLocationsDisabled"), 0, "ok", "trust_allowed"),
        ((places.TRUSTED_COMMON_POLICY, "allow user locations"), 0, "warning", "trust_own"),
        ((places.TRUSTED_COMMON_POLICY, "Allow User Locations"), 1, "ok", "trust_allowed"),
    ],
)
def test_policy_of_trusted_folders(machine, key, value, status, found):
    assert statuses(check_trust(machine(keys={key: value})))["trust_policy"] == (status, found)


def test_our_folder(machine):
    asked = machine()
    assert statuses(check_trust(asked))["trust"] == ("warning", "trust_none")
    asked.keys[places.TRUSTED_OURS, "Path"] = "/væk/"
    assert statuses(check_trust(asked))["trust"] == ("bad", "trust_gone")
    asked.there = {Path("/væk")}
    assert statuses(check_trust(asked))["trust"] == ("ok", "trust")


@pytest.mark.parametrize(
    ("above", "subfolders", "forbidden", "status"),
    [(0, 0, "own", "ok"), (1, 1, "own", "ok"), (1, 0, "own", "warning"), (0, 1, "all", "warning"), (0, 1, "", "ok")],
)
def test_a_folder_that_it_has_named(machine, above, subfolders, forbidden, status):
    asked = machine()
    folder = [places.trusted_folder(asked), *places.trusted_folder(asked).parents][above]
    key = rf"{places.TRUSTED_POLICY}\Location7"
    asked.keys |= {(key, "Path"): f"{folder}\\", (key, "AllowSubfolders"): subfolders, (POLICY, "VBAWarnings"): 4}
    if forbidden == "all":
        asked.keys[places.TRUSTED_POLICY, "AllLocationsDisabled"] = 1
    elif forbidden:
        asked.keys[places.TRUSTED_COMMON_POLICY, "Allow User Locations"] = 0
    assert statuses(check_trust(asked))["trust"][0] == status
    assert statuses(check_macros(asked))["macros"][0] == ("warning" if status == "ok" else "bad")
    report = install(asked, words(), lambda path: path.write_bytes(b"x") and None)
    assert report.entries[-1].key == ("trust_kept" if status == "ok" else "trust_forbidden")


def test_our_folder_on_a_server(machine):
    server = "\\\\server\\drev\\resultatkontrakt"
    asked = machine(keys={(places.TRUSTED_OURS, "Path"): server}, there={Path(server)})
    assert statuses(check_trust(asked))["trust"] == ("warning", "trust_network")
    asked.keys[places.TRUSTED_POLICY, "AllowNetworkLocations"] = 1
    assert statuses(check_trust(asked))["trust"] == ("ok", "trust")


@pytest.mark.parametrize(
    ("variable", "status"),
    [("OneDrive", "warning"), ("OneDriveCommercial", "warning"), ("Andet", "ok")],
)
def test_onedrive(machine, variable, status):
    asked = machine()
    asked.environ[variable] = str(asked.current)
    assert statuses(check_onedrive(asked))["onedrive"][0] == status


def test_documents_that_windows_moved_into_onedrive(machine):
    asked = machine()
    asked.environ["OneDrive"] = str(asked.home / "OneDrive - Kommunen")
    assert statuses(check_onedrive(asked))["onedrive"][0] == "ok"
    shell = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    asked.keys[shell, "Personal"] = "%UserProfile%\\OneDrive - Kommunen\\Dokumenter"
    assert statuses(check_onedrive(asked))["onedrive"][0] == "warning"


def test_a_folder_beside_onedrive_is_not_in_it(machine):
    asked = machine()
    asked.environ["OneDrive"] = str(asked.current)[:-1]
    assert statuses(check_onedrive(asked))["onedrive"][0] == "ok"


@pytest.mark.parametrize(("value", "status"), [(1, "ok"), (0, "warning"), (None, "unknown")])
def test_long_paths(machine, value, status):
    keys = {(r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem", "LongPathsEnabled"): value}
    assert statuses(check_long_paths(machine(keys=keys)))["long_paths"][0] == status
    assert not list(check_long_paths(machine("linux")))


@pytest.mark.parametrize(
    ("packages", "environ", "config", "status", "found"),
    [
        ({}, {}, b"", "ok", "licence_not_needed"),
        ({"xlwings-server": "1.20.0"}, {}, b"", "warning", "licence_missing"),
        ({"xlwings-server": "1.20.0"}, {"XLWINGS_LICENSE_KEY": ""}, b"", "warning", "licence_missing"),
        ({"xlwings-server": "1.20.0"}, {"XLWINGS_LICENSE_KEY": "hemmelig"}, b"", "ok", "licence"),
        ({"xlwings-server": "1.20.0"}, {}, b'"LICENSE_KEY","hemmelig"\r\n', "warning", "licence_missing"),
    ],
)
def test_licence(machine, packages, environ, config, status, found):
    asked = machine(packages=packages, environ=dict(environ))
    put(asked, places.config_file(asked), config)
    [finding] = check_licence(asked)
    assert (finding.status.value, finding.found) == (status, found)
    assert "hemmelig" not in "".join(finding_lines([finding], words()))  # a key is never shown
    if status == "warning":
        for language in ("da", "en"):
            text = finding.remedy_text(words(language))
            assert "Noncommercial Organizations" in text and "XLWINGS_LICENSE_KEY=noncommercial" in text
    assert asked.environ == environ  # nor set


def test_console_and_libreoffice_are_only_told(machine):
    for encoding in ("cp850", "cp1252", "utf-8"):
        [finding] = check_console(machine(console=encoding))
        assert finding.status is Status.OK and encoding in finding.found_text(words())
    for programs in ({}, {"soffice": "/usr/bin/soffice"}, {"libreoffice": "/usr/bin/libreoffice"}):
        [finding] = check_office(machine(programs=programs))
        assert finding.status is Status.OK


@pytest.mark.parametrize("language", ["da", "en"])
def test_lines(machine, language):
    findings = examine(machine(bits=32), XLWINGS)
    lines = finding_lines(findings, words(language))
    remedies = sum(bool(finding.remedy) for finding in findings)
    assert len(lines) == len(findings) + remedies + 2
    heads = [line for line in lines[:-2] if not line.startswith(" ")]
    assert {line[0] for line in heads} == set("●▲◆○")
    assert not any("{" in line for line in lines)


def test_json(machine):
    findings = examine(machine(), XLWINGS)
    checks = json.loads(findings_json(findings, words()))["checks"]
    assert [set(check) for check in checks] == [{"check", "status", "found", "remedy"}] * len(findings)
    assert {check["status"] for check in checks} <= {"ok", "warning", "bad", "unknown"}
    for finding, check in zip(findings, checks, strict=True):
        assert (check["remedy"] is None) == (finding.remedy == "")
        assert finding.status is Status.OK or finding.remedy or finding.status is Status.UNKNOWN


def test_exit_code():
    assert exit_code([CheckResult(Status.WARNING, "x", "x"), CheckResult(Status.UNKNOWN, "x", "x")]) == 0
    assert exit_code([CheckResult(Status.OK, "x", "x"), CheckResult(Status.BAD, "x", "x")]) == 1


def test_every_text_of_the_doctor_is_of_use():
    """Each check, finding and remedy that the sources name is worded, and no other is."""
    import re

    source = "".join(path.read_text(encoding="utf-8") for path in Path(places.__file__).parent.glob("check*.py"))
    named = set(re.findall(r"\"(\w+)\"", source))
    for key in data_texts():
        for family in ("doctor_check_", "doctor_found_", "doctor_remedy_"):
            if key.startswith(family):
                assert key.removeprefix(family) in named, key


def data_texts():
    here = Path(__file__).parent / "words.toml"
    texts = tomllib.loads(here.read_text(encoding="utf-8")) if here.exists() else entries()["texts"]
    return {key: entry for key, entry in texts.items() if key.startswith(("doctor_", "install_"))}


def test_both_languages_ask_for_the_same_details():
    for key, entry in data_texts().items():
        names = [
            {name for _, name, _, _ in string.Formatter().parse(entry[language]) if name} for language in ("da", "en")
        ]
        assert names[0] == names[1], key


def test_this_machine(capsys):
    code = run_doctor(True, words())
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert {"python", "xlwings", "console"} <= {check["check"] for check in checks}
    assert code == int(any(check["status"] == "bad" for check in checks))
    run_doctor(False, words("en"))
    assert "● Fine" in capsys.readouterr().out


def test_this_machine_answers_without_a_traceback(tmp_path):
    real = ThisMachine(sys.platform)
    assert real.version_of("no-such-package") is None
    assert not real.importable("no_such_module") and real.importable("json")
    assert real.content(tmp_path) is None and real.content(tmp_path / "x") is None
    assert not real.exists(Path("x" * 5000))
    assert real.which("no-such-program") is None
    assert pinned_xlwings() == real.version_of("xlwings")
    if sys.platform != "win32":
        assert real.registry(places.TRUSTED_OURS, "Path") is None
        with pytest.raises(OSError):
            real.set_registry(places.TRUSTED_OURS, "Path", "x")


def test_a_console_without_the_shapes(machine, monkeypatch):
    import io

    from macros.terminal import console

    out = io.TextIOWrapper(io.BytesIO(), encoding="cp850")
    monkeypatch.setattr(sys, "stdout", out)
    for line in finding_lines(examine(machine(), XLWINGS), words()):
        console.say(line)
    out.flush()
    assert "* I orden" in out.buffer.getvalue().decode("cp850")
