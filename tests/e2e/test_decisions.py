"""Accepted findings, revisions, releases and restatements, through the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from lsreport.app.demo import samples
from support.cli import Lsreport
from support.submissions import fill

TAKEN_AS_TEXT = "LS221-HLHPN-a3ec4782"
"""TT02 of the Women's Union, typed as the text 5.588."""
SAID = ("--who", "Vi Thị B", "--why", "đã đối chiếu bản giấy")


@pytest.fixture
def office(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo workspace that the test may change."""
    return Path(shutil.copytree(demo, tmp_path / "office"))


def revised(folder: Path, unit: str, contents: Mapping[str, object]) -> Path:
    """The unit's sample of 2025-H1 with other contents, sent a second time."""
    (original,) = (samples() / "2025-H1").rglob(f"2025-H1-{unit}.xlsx")
    workbook = load_workbook(original)
    fill({"@sending": 2, **contents})(workbook)
    path = folder / f"{unit}-lan-2.xlsx"
    workbook.save(path)
    return path


def ingest_again(
    lsreport: Lsreport, office: Path, unit: str, contents: Mapping[str, object]
) -> None:
    path = revised(office, unit, contents)
    ran = lsreport("--workspace", office, "ingest", path, "--received", "2025-07-20")
    assert "revision 2" in ran.out


def named(lsreport: Lsreport, office: Path) -> list[str]:
    """The lines of `check` that name findings of the Women's Union."""
    ran = lsreport("--workspace", office, "check", "2025-H1")
    return [line for line in ran.lines if line.startswith("  # ") and "HLHPN" in line]


def annex_four(office: Path) -> tuple[list[str], list[list[str]]]:
    """Paragraphs behind the last caption but one of the report, and its last table."""
    report = Document(str(office / "out/2025-H1/lsreport-187-2025-H1-province.docx"))
    texts = [paragraph.text for paragraph in report.paragraphs]
    start = texts.index("2. Số liệu được chấp nhận, báo cáo gửi lại")
    rows = [[cell.text for cell in row.cells] for row in report.tables[-1].rows]
    return texts[start + 1 :], rows


def test_a_waived_finding_is_listed_and_lapses_when_the_figure_changes(
    office: Path, lsreport: Lsreport
) -> None:
    assert f"  # {TAKEN_AS_TEXT}" in named(lsreport, office)
    waived = lsreport("--workspace", office, "waive", TAKEN_AS_TEXT, *SAID, "--until", "2025")
    assert (waived.code, waived.out) == (0, "")
    assert waived.err == (
        f"{TAKEN_AS_TEXT} is accepted from 2025-H1 to 2025, as long as TT02 reads “5.588”.\n"
    )
    accepted = f"  # {TAKEN_AS_TEXT}, accepted until 2025 (Vi Thị B: đã đối chiếu bản giấy)"
    assert accepted in named(lsreport, office)

    assert lsreport("--workspace", office, "render", "2025-H1").code == 0
    assert (
        "- Hội Liên hiệp Phụ nữ tỉnh: Chấp nhận số liệu Lượt người dự truyền thông trực tiếp: "
        "5.588 (lý do: đã đối chiếu bản giấy; người chấp nhận: Vi Thị B; đến hết kỳ báo cáo năm "
        "2025)."
    ) in annex_four(office)[0]

    ingest_again(lsreport, office, "HLHPN", {"TT02": "5.589"})
    assert not any("accepted until" in line for line in named(lsreport, office))


def test_an_ended_waiver_holds_no_longer_and_stays_listed(office: Path, lsreport: Lsreport) -> None:
    def waive(*arguments: str) -> tuple[int, str]:
        ran = lsreport("--workspace", office, "waive", *arguments)
        return ran.code, ran.err

    assert waive(TAKEN_AS_TEXT, *SAID, "--until", "2025")[0] == 0
    assert waive("--end", TAKEN_AS_TEXT, "--who", "Lan", "--why", "đã sửa") == (
        0,
        f"{TAKEN_AS_TEXT} is accepted no longer; the waiver stays on record.\n",
    )
    assert f"  # {TAKEN_AS_TEXT}" in named(lsreport, office)
    assert waive("--end", TAKEN_AS_TEXT, "--who", "Lan", "--why", "đã sửa") == (
        3,
        f"lsreport: No waiver of {TAKEN_AS_TEXT} holds. `lsreport waive --list` lists them.\n",
    )
    (line,) = lsreport("--workspace", office, "waive", "--list").lines
    *columns, ended = line.split("\t")
    assert columns == [
        TAKEN_AS_TEXT, "TT02", "5.588", "2025-H1", "2025", "Vi Thị B", "đã đối chiếu bản giấy",
    ]  # fmt: skip
    assert ended.endswith(", Lan: đã sửa")
    listed = json.loads(lsreport("--workspace", office, "waive", "--list", "--json").out)
    (one,) = listed["waivers"]
    assert (one["finding"], one["until"], one["ended"]["who"]) == (TAKEN_AS_TEXT, "2025", "Lan")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ["LS301-187-9fec01d5", *SAID, "--until", "2025"],
            2,
            (
                "LS301-187-9fec01d5 cannot be accepted: rule LS301 admits no exception. Ask the "
                "unit to correct the figure and to send the return again."
            ),
        ),
        (
            ["LS501-184-8e31f29f", *SAID, "--until", "2025"],
            2,
            (
                "LS501-184-8e31f29f cannot be accepted: it is about no figure in a cell of a "
                "return. Read what to do about it with `lsreport check`."
            ),
        ),
        (
            ["LS221-HLHPN-00000000", *SAID, "--until", "2025"],
            3,
            (
                "No check makes the finding LS221-HLHPN-00000000 now. `lsreport check PERIOD` "
                "prints the names of its findings; a name changes when the figure changes."
            ),
        ),
        (
            [TAKEN_AS_TEXT, *SAID, "--until", "2024"],
            2,
            (
                "--until 2024 is before 2025-H1, the period of the finding. Name 2025-H1 or a "
                "later period."
            ),
        ),
        (
            [TAKEN_AS_TEXT, "--who", " ", "--why", "đúng", "--until", "2025"],
            2,
            "--who is blank. Say who decided, and why.",
        ),
        (
            [TAKEN_AS_TEXT, "--who", "Lan", "--why", "đúng"],
            2,
            "--until is missing: a decision names who took it, why, and until when.",
        ),
        ([], 2, "Name a finding to accept, or use --end FINDING or --list."),
    ],
)
def test_a_waiver_is_refused(
    office: Path, lsreport: Lsreport, arguments: list[str], code: int, said: str
) -> None:
    before = (office / "store/journal.jsonl").read_bytes()
    ran = lsreport("--workspace", office, "waive", *arguments)
    assert (ran.code, ran.out, ran.err) == (code, "", f"lsreport: {said}\n")
    assert (office / "store/journal.jsonl").read_bytes() == before


def test_history_tells_revisions_and_what_changed(office: Path, lsreport: Lsreport) -> None:
    ingest_again(lsreport, office, "178", {"TE615.reached": 8000, "TE615.basis": None})
    told = json.loads(lsreport("--workspace", office, "history", "2025-H1", "178", "--json").out)
    first, second = told["revisions"]
    assert (told["period"], told["unit"]) == ("2025-H1", "178")
    assert (first["revision"], first["status"], first["changes"]) == (1, "older", [])
    assert (second["revision"], second["status"], second["sending"]) == (2, "current", 2)
    assert second["received"] == "2025-07-20T23:59:59.999999+07:00"
    assert [(one["element"], one["was"], one["now"]) for one in second["changes"]] == [
        ("TE615.reached", "8889", "8000"),
        ("TE615.basis", "1 - Danh sách", None),
    ]
    lines = lsreport("--workspace", office, "history", "2025-H1", "178").lines
    assert lines[0].startswith("Revision 1 (older): received 2025-06-20 23:59, recorded ")
    assert lines[2].startswith("  TE615.reached · TE615 Trẻ em từ đủ 6 đến dưới 16 tuổi ")
    assert lines[2].endswith("column “reached this year”: 8889 → 8000")
    assert lsreport("--workspace", office, "history", "2025-H1", "184").err == (
        "Nothing was accepted from this unit for this period.\n"
    )
    stranger = lsreport("--workspace", office, "history", "2025-H1", "999")
    assert (stranger.code, stranger.err) == (
        3,
        (
            "lsreport: Unit 999 is not expected in 2025-H1. The units expected are listed by "
            "`lsreport units 2025-H1`.\n"
        ),
    )


def heads(office: Path) -> set[str]:
    """What the head of the report and of its annexes say of its number and day."""
    report = Document(str(office / "out/2025-H1/lsreport-187-2025-H1-province.docx"))
    head = {cell.text for cell in report.tables[0].rows[1].cells}
    return head | {one.text for one in report.paragraphs if one.text.startswith("(Kèm theo")}


def last_release(office: Path) -> dict[str, object]:
    lines = (office / "store/journal.jsonl").read_text(encoding="utf-8").splitlines()
    release: dict[str, object] = json.loads(lines[-1])
    assert release["decision"] == "released"
    return release


def test_a_later_revision_of_a_released_period_is_restated(
    office: Path, lsreport: Lsreport
) -> None:
    scan = office / "45-BC-SYT.pdf"
    scan.write_bytes(b"%PDF signed")
    issued = ("--number", "45/BC-SYT", "--date", "2025-07-10", "--scan", scan)
    final = lsreport("--workspace", office, "render", "2025-H1", "--final", *issued)
    assert (final.code, len(final.lines), final.err) == (0, 3, "")
    release = last_release(office)
    assert (release["period"], release["number"], release["dated"]) == (
        "2025-H1",
        "45/BC-SYT",
        "2025-07-10",
    )
    name, digest = release["scan"]
    assert name == "45-BC-SYT.pdf"
    assert (office / "store/archive" / digest[:2] / digest).read_bytes() == b"%PDF signed"
    nothing = "Chưa có số liệu nào của báo cáo đã phát hành thay đổi."
    assert annex_four(office)[0][-1] == nothing
    assert heads(office) == {
        "Số: 45/BC-SYT",
        "Lạng Sơn, ngày 10 tháng 7 năm 2025",
        "(Kèm theo Báo cáo số 45/BC-SYT ngày 10 tháng 7 năm 2025 của Sở Y tế)",
    }

    ingest_again(lsreport, office, "178", {"TE615.reached": 8000})
    assert lsreport("--workspace", office, "render", "2025-H1").code == 0
    assert annex_four(office)[1][1:] == [
        [
            "UBND thành phố Lạng Sơn (6 tháng đầu năm 2025)",
            (
                "TE615 Trẻ em từ đủ 6 đến dưới 16 tuổi được cung cấp thông tin (trừ học sinh "
                "trường thuộc Sở Giáo dục và Đào tạo), cột “số trong năm”"
            ),
            "8.889",
            "8.000",
            "Gửi lại lần 2",
            "2.2: không đổi",
        ]
    ]
    manifest = json.loads(
        (office / "out/2025-H1/lsreport-187-2025-H1-province.docx.manifest.json").read_text()
    )
    told = [one for one in manifest["figures"] if one["of"].startswith("restated was")]
    assert [(one["value"], len(one["cells"])) for one in told] == [(8889, 1)]

    # As of the release nothing had changed, and once it is told finally it is not told again.
    asked = ("render", "2025-H1", "--as-of", release["recorded"])
    assert lsreport("--workspace", office, *asked).code == 0
    assert annex_four(office)[0][-1] == nothing
    assert lsreport("--workspace", office, "render", "2025-H1", "--final").code == 0
    assert annex_four(office)[1][1][3] == "8.000"
    assert lsreport("--workspace", office, "render", "2025-H1").code == 0
    assert annex_four(office)[0][-1] == nothing


def test_a_final_report_that_cannot_be_whole_records_nothing(
    office: Path, lsreport: Lsreport
) -> None:
    before = (office / "store/journal.jsonl").read_bytes()
    scan = office / "none.pdf"
    lost = lsreport("--workspace", office, "render", "2025-H1", "--final", "--scan", scan)
    assert (lost.code, lost.err) == (
        3,
        (
            f"lsreport: The scan {scan} cannot be read (No such file or directory). Name the file "
            "of the signed document.\n"
        ),
    )
    draft = lsreport("--workspace", office, "render", "2025-H1", "--number", "45")
    assert (draft.code, draft.err) == (
        2,
        "lsreport: --number, --date and --scan belong to a report that is --final.\n",
    )
    day = lsreport("--workspace", office, "render", "2025-H1", "--final", "--date", "10/7/2025")
    assert (day.code, day.err) == (
        2,
        "lsreport: 10/7/2025 is no date. Write it as 2025-07-05.\n",
    )
    assert (office / "store/journal.jsonl").read_bytes() == before
