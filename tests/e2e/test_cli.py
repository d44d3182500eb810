"""The contract of the command line: what is printed where, and the exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lsreport.app.demo import samples
from support.cli import Lsreport
from support.letters import paragraphs

REPORTS = [
    "lsreport-187-2025-H1-province.docx",
    "lsreport-187-2025-H1-province.xlsx",
    "lsreport-187-2025-H1-working-annex.docx",
]

OVER_TIME = ("LS411", "LS413", "LS414", "LS415")
"""Rules that need an earlier return, which the agencies renamed in 2025 do not have."""


def fresh(lsreport: Lsreport, folder: Path, *periods: str) -> Path:
    """Make a workspace whose inbox holds the sample cycles of `periods`."""
    assert lsreport("init", folder).code == 0
    for period in periods:
        shutil.copytree(samples() / period, folder / "inbox" / period)
    shutil.copyfile(samples() / "reference.csv", folder / "reference.csv")
    return folder


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()}


def test_demo_prints_the_paths_of_the_reports(demo: Path, lsreport: Lsreport) -> None:
    before = written(demo / "out" / "2025-H1")
    again = lsreport("demo", demo)
    assert (again.code, again.lines) == (
        0,
        [str(demo / "out" / "2025-H1" / name) for name in REPORTS],
    )
    assert written(demo / "out" / "2025-H1") == before
    # Other tests may have asked for other copies of the report.
    assert set(before) >= {*REPORTS, *(f"{name}.manifest.json" for name in REPORTS)}


def test_demo_refuses_a_folder_of_somebody_else(tmp_path: Path, lsreport: Lsreport) -> None:
    (tmp_path / "letter.txt").write_text("ours")
    refused = lsreport("demo", tmp_path)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        f"lsreport: {tmp_path} is not empty and is no demo. Name an empty or a new folder.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_run_tells_what_needs_a_person(demo: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "run", "2025-H1")
    assert ran.code == 1
    assert ran.lines == [str(demo / "out" / "2025-H1" / name) for name in REPORTS]
    assert ran.err.splitlines() == [
        "Rejected files: Du toan hoi nghi so ket 6 thang.xlsx. Run `lsreport ingest` to read why.",
        "5 open errors in 2025-H1. Read them with `lsreport check 2025-H1`.",
        "Missing past the due date of 2025-H1: UBND huyện Văn Quan.",
    ]
    quiet = lsreport("--workspace", demo, "-q", "run", "2025-H1")
    assert (quiet.code, quiet.err) == (1, "")


def test_run_is_quiet_when_nothing_is_wanting(tmp_path: Path, lsreport: Lsreport) -> None:
    folder = fresh(lsreport, tmp_path / "w", "2024-H1", "2024")
    inbox = {path: path.stat().st_mtime_ns for path in (folder / "inbox").rglob("*")}
    ran = lsreport("--workspace", folder, "run", "2024")
    assert (ran.code, ran.err, len(ran.lines)) == (0, "", 3)
    first = written(folder / "out" / "2024")
    assert lsreport("--workspace", folder, "run", "2024").code == 0
    assert written(folder / "out" / "2024") == first
    assert {path: path.stat().st_mtime_ns for path in (folder / "inbox").rglob("*")} == inbox


def test_ingest_says_what_became_of_each_file(demo: Path, lsreport: Lsreport) -> None:
    again = lsreport("--workspace", demo, "ingest", "--json")
    document = json.loads(again.out)
    statuses = [one["status"] for one in document["files"]]
    assert (again.code, statuses.count("unchanged"), statuses.count("rejected")) == (1, 168, 1)
    rejected = next(one for one in document["files"] if one["status"] == "rejected")
    assert (rejected["file"], rejected["unit"], rejected["period"], rejected["revision"]) == (
        "Du toan hoi nghi so ket 6 thang.xlsx",
        None,
        None,
        None,
    )
    assert [one["rule"] for one in rejected["findings"]] == ["LS120"]
    assert document["completeness"]["units"] is document["completeness"]["indicators"] is None
    # The three periods of the samples together.
    assert document["completeness"]["cells"]["missing"] == 4
    lines = lsreport("--workspace", demo, "ingest").lines
    assert len(lines) == 169
    assert any(line.startswith(f"{rejected['file']}: rejected · LS120 ") for line in lines)
    wrong = (
        "2025-H1-180.xlsx: unchanged · 180 · 2025-H1 · revision 1 · errors 4, queries 0, notes 0"
    )
    assert wrong in lines


def test_status_as_json(demo: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "status", "2025-H1", "--json")
    document = json.loads(ran.out)
    assert ran.code == 1
    assert document["due"] == {"written": "2025-07-05", "moved": "2025-07-07"}
    totals = document["totals"]
    assert {name: totals[name] for name in ("expected", "received", "late", "missing")} == {
        "expected": 29,
        "received": 27,
        "late": 1,
        "missing": 1,
    }
    assert totals["must"] == {
        "expected": 21,
        "received": 20,
        "on_time": 19,
        "late": 1,
        "missing": ["184"],
        "not_due": 0,
        "on_behalf": 0,
        "errors": 5,
        "queries": sum(one["queries"] for one in document["units"] if one["standing"] == "must"),
    }
    typed = [one["code"] for one in document["units"] if one["on_behalf"]]
    assert (totals["requested"]["on_behalf"], typed) == (1, ["HBTNKT"])
    states = {one["code"]: one["state"] for one in document["units"]}
    assert (states["181"], states["184"], states["188"]) == ("late", "missing", "received")
    assert next(one for one in document["units"] if one["code"] == "SCT")["revision"] == 2


def test_status_as_a_table(demo: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "status", "2025-H1")
    assert ran.lines[2] == "SGDDT\tmust\ton time\t2025-06-20\t1\t0\t0\tSở Giáo dục và Đào tạo"
    assert "184\tmust\tmissing\t\t\t\t\tUBND huyện Văn Quan" in ran.lines
    assert "181\tmust\tlate\t2025-07-09\t1\t0\t0\tUBND huyện Bình Gia" in ran.lines
    vietnamese = lsreport("--workspace", demo, "status", "2025-H1", lang="vi")
    assert "184\tphải gửi\tchưa gửi\t\t\t\t\tUBND huyện Văn Quan" in vietnamese.lines


def test_the_call_list_begins_with_the_silent_district(demo: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "status", "2025-H1", "--calls")
    assert ran.code == 1
    assert ran.lines[:2] == [
        "1. UBND huyện Văn Quan (184, must)",
        "   No return yet, past its due date (2025-07-07).",
    ]
    assert max(map(len, ran.lines)) <= 80
    # Its last return is that of the year before.
    assert "(return for 2024)" in next(line for line in ran.lines if "Contact: " in line)
    vietnamese = lsreport("--workspace", demo, "status", "2025-H1", "--calls", lang="vi")
    assert max(map(len, vietnamese.lines)) <= 80
    calls = json.loads(lsreport("--workspace", demo, "status", "2025-H1", "--json").out)["calls"]
    assert (calls[0]["code"], calls[0]["contact"]["period"]) == ("184", "2024")
    asked = {one["code"] for one in calls}
    units = json.loads(lsreport("--workspace", demo, "status", "2025-H1", "--json").out)["units"]
    waiting = {one["code"] for one in units if not one["received"]}
    assert waiting | {one["code"] for one in units if one["errors"] + one["queries"]} <= asked


@pytest.mark.parametrize("period", ["2021", "2022-H1", "2022", "2023-H1", "2023"])
def test_status_of_every_period_back_to_2021(period: str, demo: Path, lsreport: Lsreport) -> None:
    document = json.loads(lsreport("--workspace", demo, "status", period, "--json").out)
    assert (document["totals"]["expected"], document["totals"]["missing"]) == (29, 29)


def test_a_file_received_later_than_now_is_not_taken(
    demo: Path, tmp_path: Path, lsreport: Lsreport
) -> None:
    (tmp_path / "2999-01-01").mkdir()
    shutil.copy(next(demo.rglob("2025-H1-178.xlsx")), tmp_path / "2999-01-01")
    ran = lsreport("--workspace", demo, "ingest", tmp_path)
    assert (ran.code, len(ran.lines)) == (1, 1)
    assert ran.lines[0].startswith(
        "2025-H1-178.xlsx: rejected · LS114 2025-H1-178.xlsx lies in the folder of 2999-01-01, "
    )
    refused = lsreport("--workspace", demo, "ingest", tmp_path, "--received", "2999-01-01")
    assert (refused.code, refused.out) == (2, "")
    assert "--received 2999-01-01 23:59 is yet to come" in refused.err


def test_a_unit_finds_itself_what_the_office_finds_in_its_workbook(
    demo: Path, lsreport: Lsreport
) -> None:
    office = json.loads(lsreport("--workspace", demo, "check", "2025-H1", "--json").out)
    for file in office["files"]:
        (path,) = (demo / "inbox").rglob(file["file"])
        alone = json.loads(lsreport("validate", path, "--json").out)
        untested = {one["rule"] for one in alone["not_testable"]}
        found = [one["id"] for one in alone["files"][0]["findings"]]
        theirs = [one for one in file["findings"] if one["rule"] not in untested]
        assert found == [one["id"] for one in theirs], file["file"]


def test_as_of_sees_only_what_was_recorded(demo: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "status", "2025-H1", "--json", "--as-of", "2025-07-01")
    assert json.loads(ran.out)["totals"]["not_due"] == 29
    assert json.loads(ran.out)["as_of"] == "2025-07-01T23:59:59.999999+07:00"
    computed = lsreport(
        "--workspace", demo, "compute", "2025-H1", "--format", "json", "--as-of", "2025-07-01"
    )
    for one in json.loads(computed.out)["indicators"]:
        assert one["numerator"] is None, one["code"]


def test_check_prints_findings_then_completeness(demo: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "check", "2025-H1")
    assert ran.code == 1
    assert "error LS206 · 2025-H1-180.xlsx · C. Hoạt động!D19" in ran.lines
    assert "Requested: 8/8 received, 8 on time, 0 late" in ran.lines
    document = json.loads(lsreport("--workspace", demo, "check", "2025-H1", "--json").out)
    assert document["completeness"]["units"]["must"] == {
        "expected": 21,
        "received": 20,
        "on_time": 19,
        "late": 1,
        "missing": ["184"],
    }
    assert [one["rule"] for one in document["findings"]] == ["LS501"]
    untested = {(one["rule"], one["unit"]) for one in document["not_testable"]}
    assert untested == {
        *(("LS401", "SYT"), ("LS401", "SNV")),
        *(("LS301", "180"), ("LS306", "180"), ("LS601", None)),
        *(("LS336", "SYT"), ("LS336", "SGDDT")),
        *((rule, unit) for rule in OVER_TIME for unit in ("SYT", "SNV")),
        *(("LS602", None), ("LS603", None), ("LS605", None)),
    }


def test_compute_as_csv_leaves_missing_figures_empty(demo: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "compute", "2025-H1", "--format", "csv", "--by", "unit")
    header, *rows = ran.lines
    assert header == "period,code,line,unit,numerator,denominator,ratio,state,reason"
    assert "2025-H1,2.2,6-15,184,,,,missing,not_received" in rows
    whole = lsreport("--workspace", demo, "compute", "2025-H1", "--format", "csv")
    assert "0.9" not in whole.lines[1]
    assert whole.lines[1] == "2025-H1,1.1,,1,,,not_met,,,,11,10"


def test_compute_shows_a_line_per_indicator(demo: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "compute", "2025-H1")
    assert ran.code == 0
    assert ran.lines[0] == "1.1\t1\t\t= 0\t10/11\tnot met"
    vietnamese = lsreport("--workspace", demo, "compute", "2025-H1", lang="vi")
    assert vietnamese.lines[0] == "1.1\t1\t\t= 0\t10/11\tChưa đạt"
    by_unit = lsreport("--workspace", demo, "compute", "2025-H1", "--by", "unit")
    assert "2.2\t6-15\t184\t…/…\t…\tno figure (not received)" in by_unit.lines


def test_a_span_computes_each_year(tmp_path: Path, lsreport: Lsreport) -> None:
    folder = fresh(lsreport, tmp_path / "w")
    ran = lsreport("--workspace", folder, "compute", "2022..2024", "--format", "json")
    document = json.loads(ran.out)
    assert document["period"] == "2022..2024"
    assert [one["period"] for one in document["periods"]] == ["2022", "2023", "2024"]
    assert lsreport("--workspace", folder, "compute", "2022..2023").lines[0] == "2022"


def test_render_writes_only_what_is_asked(demo: Path, tmp_path: Path, lsreport: Lsreport) -> None:
    ran = lsreport(
        "--workspace", demo, "render", "2025-H1", "--format", "xlsx", "--out", tmp_path / "new"
    )
    assert (ran.code, ran.lines) == (0, [str(tmp_path / "new" / REPORTS[1])])
    assert sorted(written(tmp_path / "new")) == [REPORTS[1], f"{REPORTS[1]}.manifest.json"]
    assert (tmp_path / "new" / REPORTS[1]).read_bytes() == (
        demo / "out" / "2025-H1" / REPORTS[1]
    ).read_bytes()


def test_validate_needs_no_workspace(
    tmp_path: Path, lsreport: Lsreport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cycle = samples() / "2025-H1"
    good, wrong = (next(cycle.rglob(f"2025-H1-{unit}.xlsx")) for unit in ("178", "187"))
    assert lsreport("validate", good).lines[0] == "2025-H1-178.xlsx: accepted · 178 · 2025-H1"
    ran = lsreport("validate", good, wrong, "--json")
    document = json.loads(ran.out)
    assert (ran.code, [one["status"] for one in document["files"]]) == (
        1,
        ["accepted", "accepted_with_errors"],
    )
    assert document["completeness"]["units"] is document["completeness"]["indicators"] is None
    other = lsreport("validate", good, "--unit", "180", "--json")
    assert [one["rule"] for one in json.loads(other.out)["files"][0]["findings"]] == ["LS131"]
    assert list(tmp_path.iterdir()) == []


def test_forms_print_a_path_per_line(tmp_path: Path, lsreport: Lsreport) -> None:
    folder = fresh(lsreport, tmp_path / "w")
    ran = lsreport("--workspace", folder, "forms", "2025-H1", "--unit", "178", "--unit", "CAT")
    assert [Path(line).name for line in ran.lines] == [
        "2025-H1-CAT.xlsx",
        "2025-H1-178.xlsx",
    ]
    assert all(Path(line).is_file() for line in ran.lines)


def test_forms_with_the_letter_that_asks_for_them(tmp_path: Path, lsreport: Lsreport) -> None:
    folder = fresh(lsreport, tmp_path / "w")
    ran = lsreport("--workspace", folder, "forms", "2024-H1", "--unit", "HND", "--letter")
    assert (ran.code, ran.err) == (0, "")
    assert [
        Path(line).relative_to(folder / "out" / "2024-H1").as_posix() for line in ran.lines
    ] == [
        "forms/2024-H1-HND.xlsx",
        "forms/lsreport-187-2024-H1-opening.docx",
    ]
    letter = Path(ran.lines[1]).read_bytes()
    assert "Kính gửi: Hội Nông dân tỉnh." in paragraphs(letter)
    again = lsreport("--workspace", folder, "forms", "2024-H1", "--unit", "HND", "--letter")
    assert Path(again.lines[1]).read_bytes() == letter


def test_a_letter_that_cannot_be_made_stops_the_forms(tmp_path: Path, lsreport: Lsreport) -> None:
    folder = fresh(lsreport, tmp_path / "w")
    (folder / "templates").mkdir()
    (folder / "templates" / "opening.docx").write_bytes(b"no document")
    ran = lsreport("--workspace", folder, "forms", "2024-H1", "--letter")
    assert (ran.code, ran.out) == (4, "")
    assert "opening.docx" in ran.err
    assert list((folder / "out").iterdir()) == list((folder / "texts").iterdir()) == []


def test_remind_names_the_one_district_that_is_missing(
    demo: Path, tmp_path: Path, lsreport: Lsreport
) -> None:
    out = ("--out", tmp_path / "letters")
    ran = lsreport("--workspace", demo, "remind", "2025-H1", *out)
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines == [str(tmp_path / "letters" / "lsreport-187-2025-H1-reminder.docx")]
    each = lsreport("--workspace", demo, "remind", "2025-H1", "--each", *out)
    assert (each.code, each.err) == (0, "")
    assert each.lines == [str(tmp_path / "letters" / "lsreport-187-2025-H1-reminder-184.docx")]
    told = paragraphs(Path(ran.lines[0]).read_bytes())
    assert told[0] == "SỐ LIỆU MÔ PHỎNG, KHÔNG PHẢI SỐ LIỆU THẬT"
    assert "Kính gửi: UBND huyện Văn Quan." in told
    assert (
        "Sở Y tế yêu cầu UBND huyện Văn Quan gửi báo cáo ngay sau khi nhận được văn bản này."
    ) in told
    # One unit alone is told the same whether it is named for all or for itself.
    assert Path(ran.lines[0]).read_bytes() == Path(each.lines[0]).read_bytes()


def test_remind_says_why_it_writes_nothing(demo: Path, tmp_path: Path, lsreport: Lsreport) -> None:
    out = ("--out", tmp_path / "letters")
    complete = lsreport("--workspace", demo, "remind", "2024", *out)
    assert (complete.code, complete.out) == (0, "")
    assert complete.err == "No reminder: every return of 2024 has come.\n"
    early = lsreport("--workspace", demo, "remind", "2025-H1", "--as-of", "2025-07-07", *out)
    assert (early.code, early.out) == (0, "")
    assert early.err == (
        "No reminder yet: the returns of 2025-H1 are due by the end of 07/7/2025; 29 of them have "
        "not come.\n"
    )
    assert lsreport("--workspace", demo, "-q", "remind", "2024", *out).err == ""
    assert not (tmp_path / "letters").exists()


def test_units_and_indicators_need_no_workspace(
    tmp_path: Path, lsreport: Lsreport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(lsreport("units", "2024").lines) == len(lsreport("units", "2025-H1").lines) == 29
    assert [line.split("\t")[0] for line in lsreport("indicators").lines] == [
        *("1.1", "1.2", "1.3", "2.1a", "2.1b", "2.2", "2.3"),
        *("3.1", "3.2a", "3.2b", "P1", "P2", "O1", "O2"),
    ]
    definition = lsreport("indicators", "2.2").out
    assert "6-15" in definition
    assert "(TE615.reached + HS16.reached) ÷ (TE615.total + HS16.total)" in definition
    exported = lsreport("indicators", "--export", tmp_path / "plan")
    assert exported.lines == [str(tmp_path / "plan")]
    assert (tmp_path / "plan" / "indicators.toml").is_file()


def test_an_exported_plan_is_used_when_the_configuration_names_it(
    tmp_path: Path, lsreport: Lsreport
) -> None:
    folder = fresh(lsreport, tmp_path / "w")
    lsreport("indicators", "--export", folder / "plan-187b")
    units = folder / "plan-187b" / "units.toml"
    units.write_text(units.read_text("utf-8").replace("Báo Lạng Sơn", "Báo và Đài"), "utf-8")
    configuration = folder / "lsreport.toml"
    text = configuration.read_text("utf-8").replace('plan = "187"', 'plan = "plan-187b"')
    configuration.write_text(text, "utf-8")
    assert "Báo và Đài" in lsreport("--workspace", folder, "units", "2025-H1").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("status", "2025-H3"), 2),
        (("compute", "2025..2024"), 2),
        (("status", "2025-H1", "--as-of", "yesterday"), 2),
        (("-q", "-v", "units"), 2),
        (("no-such-command",), 2),
        (("render", "2025-H1", "--format", "odt"), 2),
        (("status", "2020"), 3),
        (("status", "2021-H1"), 3),
        (("forms", "2025-H1", "--unit", "179"), 3),
        (("indicators", "9.9"), 3),
        (("ingest", "no-such-file.xlsx"), 3),
        (("validate", "no-such-file.xlsx"), 3),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_exit_codes(demo: Path, lsreport: Lsreport, arguments: tuple[str, ...], code: int) -> None:
    ran = lsreport("--workspace", demo, *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_a_wrong_language_is_named(lsreport: Lsreport) -> None:
    ran = lsreport("units", lang="fr")
    assert ran.code == 2
    assert "fr" in ran.err


def test_no_workspace(tmp_path: Path, lsreport: Lsreport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert lsreport("status", "2025-H1").code == 3
    assert lsreport("--workspace", tmp_path / "none", "status", "2025-H1").code == 3
    monkeypatch.setenv("LSREPORT_WORKSPACE", str(tmp_path / "other"))
    assert str(tmp_path / "other") in lsreport("status", "2025-H1").err


def test_the_nearest_workspace_upward_is_used(
    demo: Path, lsreport: Lsreport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo / "inbox" / "2024")
    assert lsreport("status", "2025-H1").code == 1


def test_a_broken_configuration_and_a_broken_template(tmp_path: Path, lsreport: Lsreport) -> None:
    folder = fresh(lsreport, tmp_path / "w")
    (folder / "templates").mkdir()
    (folder / "templates" / "report.docx").write_bytes(b"no document")
    broken = lsreport("--workspace", folder, "render", "2025-H1")
    assert broken.code == 4
    assert "report.docx" in broken.err
    assert not (folder / "out" / "2025-H1").exists()
    (folder / "lsreport.toml").write_text('plan = "187"\nplam = "188"\n', "utf-8")
    ran = lsreport("--workspace", folder, "status", "2025-H1")
    assert ran.code == 4
    assert "lsreport.toml" in ran.err


def test_an_output_that_cannot_be_written(demo: Path, tmp_path: Path, lsreport: Lsreport) -> None:
    (tmp_path / "file").write_text("in the way")
    ran = lsreport("--workspace", demo, "render", "2025-H1", "--out", tmp_path / "file")
    assert ran.code == 5
    assert str(tmp_path / "file") in ran.err


def test_a_damaged_store(tmp_path: Path, lsreport: Lsreport) -> None:
    folder = fresh(lsreport, tmp_path / "w")
    (folder / "store" / "lsreport.sqlite3").write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    assert lsreport("--workspace", folder, "status", "2025-H1").code == 5


def test_init_keeps_what_is_there(tmp_path: Path, lsreport: Lsreport) -> None:
    folder = fresh(lsreport, tmp_path / "w")
    (folder / "lsreport.toml").write_text("ours")
    ran = lsreport("init", folder, "--templates")
    assert (ran.code, ran.lines) == (0, [str(folder)])
    assert (folder / "lsreport.toml").read_text() == "ours"
    assert sorted(path.name for path in (folder / "templates").iterdir()) == [
        "opening.docx",
        "receipt.docx",
        "reminder.docx",
        "report.docx",
        "report.xlsx",
        "review.docx",
        "review.xlsx",
        "working-annex.docx",
    ]


def test_a_reader_that_goes_away_is_no_error(demo: Path) -> None:
    script = (
        "import sys; from lsreport.cli import invoke;"
        "sys.exit(invoke(['--workspace', sys.argv[1], 'compute', '2025-H1', '--by', 'unit']))"
    )
    done = subprocess.run(  # noqa: S602  the pipe is what is tested
        f'"{sys.executable}" -c "{script}" "{demo}" | head -n 1',
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
