"""`verify`: the same from archive and journal alone, or exactly what was changed."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from lsreport.app.demo import samples
from lsreport.app.verify import Verification, verify
from lsreport.app.workspace import Workspace
from lsreport.cli import invoke
from support.cli import Lsreport
from support.tampering import rewrite_journal, rewrite_json, rezip

PERIOD = "2024-H1"
NAME = "lsreport-187-2024-H1"
ISSUED = ("--number", "45", "--date", "2024-07-12")
PROSE = "## V.2 Tồn tại, hạn chế\n\nCông tác phối hợp có lúc chưa kịp thời.\n"


@dataclass(frozen=True)
class Case:
    """A workspace with a report that the test may change."""

    root: Path

    @property
    def out(self) -> Path:
        return self.root / "out" / PERIOD

    @property
    def docx(self) -> Path:
        return self.out / f"{NAME}-province.docx"

    @property
    def xlsx(self) -> Path:
        return self.out / f"{NAME}-province.xlsx"

    @property
    def annex(self) -> Path:
        """The smallest document, for what is the same of each."""
        return self.out / f"{NAME}-working-annex.docx"

    @property
    def journal(self) -> Path:
        return self.root / "store" / "journal.jsonl"

    @property
    def database(self) -> Path:
        return self.root / "store" / "lsreport.sqlite3"

    def manifest(self, document: Path) -> Path:
        return document.with_name(f"{document.name}.manifest.json")

    def original(self, unit: str) -> Path:
        """The archived workbook of a unit."""
        manifest = json.loads(self.manifest(self.docx).read_bytes())
        (digest,) = {one["sha256"] for one in manifest["submissions"] if one["unit"] == unit}
        return self.root / "store" / "archive" / digest[:2] / digest

    def verify(self, document: Path | None = None) -> Verification:
        return verify(Workspace(self.root), document or self.docx)

    def told(self, document: Path | None = None) -> list[str]:
        return [f"{one.part}: {one.what}" for one in self.verify(document).differences]


@pytest.fixture(scope="module")
def draft_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the returns of 2024-H1 and its report."""
    folder = tmp_path_factory.mktemp("draft") / "office"
    assert invoke(["init", str(folder), "--templates"]) == 0
    shutil.copytree(samples() / PERIOD, folder / "inbox", dirs_exist_ok=True)
    shutil.copyfile(samples() / "reference.csv", folder / "reference.csv")
    (folder / "texts" / f"{PERIOD}.md").write_text(PROSE, "utf-8")
    assert invoke(["-q", "--workspace", str(folder), "ingest"]) in {0, 1}
    assert invoke(["--workspace", str(folder), "render", PERIOD]) == 0
    return folder


@pytest.fixture(scope="module")
def final_workspace(draft_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the report put on record as final."""
    folder = tmp_path_factory.mktemp("final") / "office"
    shutil.copytree(draft_workspace, folder)
    office = ["--workspace", str(folder), "render", PERIOD, "--format", "docx"]
    assert invoke([*office, "--final", *ISSUED]) == 0
    return folder


@pytest.fixture
def draft(draft_workspace: Path, tmp_path: Path) -> Case:
    return Case(shutil.copytree(draft_workspace, tmp_path / "office"))


@pytest.fixture
def final(final_workspace: Path, tmp_path: Path) -> Case:
    return Case(shutil.copytree(final_workspace, tmp_path / "office"))


def contents(root: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {
        str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files
    }


@pytest.mark.no_cover
def test_archive_and_journal_alone_make_the_same_report(draft: Case, lsreport: Lsreport) -> None:
    draft.database.unlink()
    shutil.rmtree(draft.root / "inbox")
    before = contents(draft.root)
    for document in (draft.docx, draft.xlsx, draft.annex):
        ran = lsreport("--workspace", draft.root, "verify", document)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == (f"{document.name}: same, made again from the journal and 29 originals\n")
    assert contents(draft.root) == before


@pytest.mark.no_cover
def test_a_damaged_database_is_not_looked_at(draft: Case) -> None:
    draft.database.write_bytes(b"no database")
    assert draft.told(draft.annex) == []


@pytest.mark.no_cover
def test_every_edition_is_made_again(draft: Case, lsreport: Lsreport) -> None:
    office = ("--workspace", draft.root)
    asked = ("--to", "ministry", "--public", "--format", "docx")
    (path,) = lsreport(*office, "render", PERIOD, *asked).lines
    assert path.endswith("-ministry-public.docx")
    assert lsreport(*office, "verify", path).code == 0


def test_a_review_is_made_again(draft: Case, lsreport: Lsreport) -> None:
    office = ("--workspace", draft.root)
    (path,) = lsreport(*office, "render", "2022..2024", "--format", "docx").lines
    assert draft.told(Path(path)) == []
    rewrite_json(draft.manifest(Path(path)), lambda one: one.update(period="2021..2024"))
    (line,) = draft.told(Path(path))
    assert line.endswith(
        f"names {Path(path).name}, and no report of its period and reader is called so"
    )


@pytest.mark.no_cover
def test_what_was_received_later_makes_no_difference(draft: Case, lsreport: Lsreport) -> None:
    (later,) = (samples() / "2024").rglob("2024-178.xlsx")
    assert lsreport("--workspace", draft.root, "ingest", later).code in {0, 1}
    assert draft.told(draft.annex) == []


def test_a_changed_sentence_is_told_with_its_paragraph(draft: Case, lsreport: Lsreport) -> None:
    rezip(draft.docx, "word/document.xml", "lúc chưa kịp thời", "lúc kịp thời")
    ran = lsreport("--workspace", draft.root, "verify", draft.docx)
    assert ran.code == 1
    (line,) = ran.lines
    assert line.startswith("word/document.xml: paragraph ")
    assert line.endswith(
        " reads “Công tác phối hợp có lúc kịp thời.” instead of “Công tác phối hợp có lúc chưa kịp "
        "thời.”"
    )
    assert ran.err == (
        f"{draft.docx.name} is not what the archive and the journal give (differences: 1).\n"
    )


@pytest.mark.no_cover
def test_a_changed_number_of_a_sheet_is_told_with_its_cell(draft: Case) -> None:
    manifest = json.loads(draft.manifest(draft.xlsx).read_bytes())
    figure = next(one for one in manifest["figures"] if one["of"] == "P1 numerator")
    value = figure["value"]
    rezip(draft.xlsx, "xl/worksheets/sheet4.xml", f"<v>{value}</v>", f"<v>{value + 1}</v>")
    told = draft.told(draft.xlsx)
    assert told
    for line in told:
        assert line.startswith("xl/worksheets/sheet4.xml: cell ")
        assert line.endswith(f" reads “{value + 1}” instead of “{value}”")


@pytest.mark.no_cover
def test_a_file_only_packed_again_is_told(draft: Case) -> None:
    rezip(draft.annex)
    again = "every part is as it was made, but the file was saved or packed again since"
    assert draft.told(draft.annex) == [f"{draft.annex.name}: {again}"]


def test_another_zlib_makes_no_difference(draft: Case) -> None:
    """What another build of zlib would have written: other bytes, the same parts."""
    rezip(draft.annex)
    digest = sha256(draft.annex.read_bytes()).hexdigest()
    rewrite_json(draft.manifest(draft.annex), lambda one: one.update(sha256=digest))
    assert draft.told(draft.annex) == []


def test_what_is_no_document_any_more_is_told(draft: Case) -> None:
    draft.annex.write_bytes(b"%PDF-1.7")
    assert draft.told(draft.annex) == [
        f"{draft.annex.name}: is damaged, or no longer a Word or Excel document"
    ]


CHANGES = {
    "figure": (lambda one: one["figures"][0].update(value=11), "entry figures[0] "),
    "cell": (lambda one: one["cells"][0].update(cell="Z!Z99"), "entry cells[0] "),
    "submission": (lambda one: one["submissions"].pop(), "entry submissions["),
    "digest": (lambda one: one.update(sha256="0" * 64), "entry sha256 reads "),
    "moment": (lambda one: one.update(as_of="2199-01-01T00:00:00+00:00"), "entry as_of reads "),
    "entry": (lambda one: one.update(approved=True), "entry approved was added: “true”"),
}


@pytest.mark.no_cover
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_manifest_is_told_entry_by_entry(draft: Case, change: str) -> None:
    manifest = draft.manifest(draft.annex)
    rewrite_json(manifest, CHANGES[change][0])
    (line,) = draft.told(draft.annex)
    assert line.startswith(f"{manifest.name}: {CHANGES[change][1]}")


def test_a_manifest_cannot_make_another_report_its_own(draft: Case) -> None:
    manifest = draft.manifest(draft.docx)
    rewrite_json(manifest, lambda one: one.update(audience="ministry"))
    unknown = f"names {draft.docx.name}, and no report of its period and reader is called so"
    assert draft.told() == [f"{manifest.name}: {unknown}"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "Expecting property name enclosed in double quotes"),
        ('{"document": "a", "document": "b"}', "a key stands twice"),
        ("{}", "Object missing required field `document`"),
        ("[" * 100_000, "maximum recursion depth exceeded"),
    ],
)
def test_what_is_no_manifest_is_told(draft: Case, content: str, why: str) -> None:
    draft.manifest(draft.docx).write_text(content, "utf-8")
    (line,) = draft.told()
    assert line.startswith(f"{draft.docx.name}.manifest.json: cannot be read as a manifest ({why}")


def test_without_file_or_manifest_nothing_is_done(draft: Case, lsreport: Lsreport) -> None:
    office = ("--workspace", draft.root, "verify")
    draft.manifest(draft.docx).unlink()
    ran = lsreport(*office, draft.docx)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        f"lsreport: {draft.docx.name}.manifest.json is not beside {draft.docx}, and only it tells "
        "what the report was made from. Put back the one that `lsreport render` wrote with it.\n"
    )
    assert lsreport(*office, draft.root / "none.docx").code == 3
    assert lsreport(*office, draft.root).code == 3


def test_a_changed_original_is_told(draft: Case, lsreport: Lsreport) -> None:
    original = draft.original("178")
    content = bytearray(original.read_bytes())
    content[1000] ^= 1
    original.chmod(0o600)
    original.write_bytes(content)
    ran = lsreport("--workspace", draft.root, "verify", draft.annex)
    assert ran.code == 1
    lost = f"The archived original {original} is missing or is not what was received. Restore it"
    assert ran.lines == [
        f"archive: {lost} from a backup; `lsreport doctor` tells which file it is."
    ]
    original.unlink()
    assert draft.told(draft.annex) == ran.lines


def test_a_changed_line_of_the_journal_stops_it(draft: Case, lsreport: Lsreport) -> None:
    lines = draft.journal.read_bytes().split(b"\n")
    lines[4] = lines[4].replace(b'"revision":1', b'"revision":2')
    draft.journal.write_bytes(b"\n".join(lines))
    ran = lsreport("--workspace", draft.root, "verify", draft.docx)
    assert (ran.code, ran.out) == (5, "")
    assert "was changed or damaged at line 5" in ran.err


def test_a_journal_written_anew_does_not_agree_with_the_archive(draft: Case) -> None:
    def change(entries: list[Any]) -> None:
        entry = next(one for one in entries if one.get("unit") == "178")
        raw = next(one for one in entry["raws"] if one[0] == "CTV.total")
        raw[4] = "999"

    rewrite_journal(draft.journal, change)
    told = draft.told(draft.annex)
    archived = [line for line in told if line.startswith("archive: ")]
    assert len(archived) == 1
    assert archived[0].startswith("archive: 2024-H1-178.xlsx (178, 2024-H1): A. Độ bao phủ!")
    assert " (CTV.total) is “999” in the journal, “" in archived[0]


def test_a_journal_cut_short_is_told(final: Case) -> None:
    rewrite_journal(final.journal, lambda entries: entries.pop())
    assert final.told(final.annex) == [
        "release: no release on record has this number or day; `render --final` records it"
    ]


INPUTS = ("lsreport.toml", "reference.csv", f"texts/{PERIOD}.md", "templates/report.docx")


def _edit_inputs(case: Case) -> None:
    configuration = case.root / "lsreport.toml"
    configuration.write_text(
        configuration.read_text("utf-8").replace("Lạng Sơn", "Lạng Giang"), "utf-8"
    )
    (case.root / "reference.csv").unlink()
    (case.root / f"texts/{PERIOD}.md").write_text("## V.2\n\nKhác.\n", "utf-8")
    rezip(case.root / "templates/report.docx", "word/document.xml", "BÁO CÁO", "BÁO CÁO SỬA")


def test_inputs_that_changed_after_a_draft_are_named(draft: Case) -> None:
    _edit_inputs(draft)
    told = draft.told()
    changed = (
        "has changed since the report was made, or the manifest has; no release kept it as it was, "
        "so the one in the workspace was used"
    )
    assert [line for line in told if line.partition(": ")[0] in INPUTS] == [
        f"lsreport.toml: {changed}",
        "reference.csv: is named in the manifest, but was not found",
        f"templates/report.docx: {changed}",
        f"texts/{PERIOD}.md: {changed}",
    ]
    assert any("“BÁO CÁO” instead of “BÁO CÁO SỬA”" in line for line in told)


def test_a_release_is_the_same_after_the_office_edits_its_inputs(
    final: Case, lsreport: Lsreport
) -> None:
    _edit_inputs(final)
    ran = lsreport("--workspace", final.root, "verify", final.docx)
    assert (ran.code, ran.lines) == (
        0,
        [f"{final.docx.name}: same, made again from the journal and 29 originals"],
    )
    assert ran.err.splitlines()[:-1] == [
        f"{name} has changed since; it was taken as it was when the report was made."
        for name in sorted(INPUTS)
    ]
    assert ran.err.splitlines()[-1].startswith("Recorded as final on 20")
    assert ran.err.endswith(", number 45.\n")


@pytest.mark.no_cover
def test_a_file_that_came_later_is_no_input(draft: Case) -> None:
    (draft.root / f"texts/{PERIOD}.md").rename(draft.root / "texts/kept.md")
    assert invoke(["--workspace", str(draft.root), "render", PERIOD, "--format", "docx"]) == 0
    (draft.root / "texts/kept.md").rename(draft.root / f"texts/{PERIOD}.md")
    verification = draft.verify()
    assert (verification.differences, [str(one) for one in verification.notes]) == (
        (),
        [f"texts/{PERIOD}.md has changed since; it was taken as it was when the report was made."],
    )


def test_a_release_does_not_take_another_manifest(final: Case) -> None:
    manifest = final.manifest(final.docx)
    rewrite_json(manifest, lambda one: one.update(package="0.0.1"))
    verification = final.verify()
    (line,) = [f"{one.part}: {one.what}" for one in verification.differences]
    assert line.startswith(f"{manifest.name}: is not the file that the release recorded on 20")
    assert str(verification.notes[0]).startswith("Made by lsreport 0.0.1, and made again by ")


def test_a_plan_of_the_office_is_kept_with_a_release(draft: Case, lsreport: Lsreport) -> None:
    office = ("--workspace", draft.root)
    assert lsreport(*office, "indicators", "--export", draft.root / "sua").code == 0
    configuration = draft.root / "lsreport.toml"
    configuration.write_text(
        configuration.read_text("utf-8").replace('plan = "187"', 'plan = "sua"'), "utf-8"
    )
    assert lsreport(*office, "render", PERIOD, "--format", "docx").code == 0
    calendar = draft.root / "sua" / "calendar.toml"
    original = calendar.read_text("utf-8")
    calendar.write_text(f"{original}\n# sửa\n", "utf-8")
    told = draft.told(draft.annex)
    assert [line.partition(": ")[0] for line in told] == ["plan/calendar.toml", "plan"]
    assert told[1].startswith("plan: made with plan ")

    calendar.write_text(original, "utf-8")
    assert lsreport(*office, "render", PERIOD, "--format", "docx", "--final").code == 0
    calendar.unlink()
    assert draft.told(draft.annex) == []
