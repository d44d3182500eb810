"""Files made to exhaust, confuse or crash a reader: each is read or refused, fast and small."""

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lsreport.ooxml.workbook import LIMITS, Fault, Limits, Refused, Workbook, read_bytes
from unit.ooxml import builders as make

SHEET = "xl/worksheets/sheet1.xml"


def refusal(data: bytes, limits: Limits = LIMITS) -> Refused:
    with pytest.raises(Refused) as caught:
        read_bytes(data, limits=limits)
    return caught.value


def with_part(name: str, content: str | bytes) -> bytes:
    return make.zipped({**make.parts(make.sheet()), name: content})


def row_of(count: int) -> str:
    return "<row>" + "<c><v>1</v></c>" * count + "</row>"


def many_properties(count: int, text: str = "x") -> bytes:
    inner = (
        f'<property name="p{n}"><vt:lpwstr>{text}</vt:lpwstr></property>' for n in range(count)
    )
    return with_part("docProps/custom.xml", make.properties("".join(inner)))


def merged(*references: str) -> bytes:
    cells = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return make.book(after=f"<mergeCells>{cells}</mergeCells>")


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("data", "words", "limits"),
    [
        pytest.param(
            with_part(SHEET, f'<!DOCTYPE a [<!ENTITY e0 "x">{ENTITIES}]><a b="&e11;">&e11;</a>'),
            "document type",
            LIMITS,
            id="entity bomb",
        ),
        pytest.param(
            with_part(SHEET, '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'),
            "document type",
            LIMITS,
            id="external entity",
        ),
        pytest.param(
            with_part("xl/sharedStrings.xml", '<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><a/>'),
            "document type",
            LIMITS,
            id="external dtd",
        ),
        pytest.param(
            make.book(f'<row spans="{random.Random(1).randbytes(5 << 19).hex()}"/>'),
            "tag of over",
            LIMITS,
            id="huge attribute",
        ),
        pytest.param(
            make.book(f"<!--{random.Random(1).randbytes(5 << 19).hex()}-->"),
            "tag of over",
            LIMITS,
            id="huge comment",
        ),
        pytest.param(make.book("<a>" * 1000), "nested", LIMITS, id="deep"),
        pytest.param(
            make.book("".join(f"<n{n:x}/>" for n in range(40_000))),
            "distinct names",
            LIMITS,
            id="names",
        ),
        pytest.param(
            make.book("".join(f'<a xmlns:n{n:x}="u"/>' for n in range(20_001))),
            "namespaces",
            LIMITS,
            id="namespaces",
        ),
        pytest.param(
            make.book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
            "XFD1048576",
            LIMITS,
            id="stray cell",
        ),
        pytest.param(
            make.book('<row r="9"><c r="SS9"><f>A1</f></c></row>'), "SS9", LIMITS, id="column"
        ),
        pytest.param(
            make.book('<row r="20001"><c r="A20001"><v>1</v></c></row>'),
            "A20001",
            LIMITS,
            id="row",
        ),
        pytest.param(
            make.zipped(make.parts(make.sheet(row_of(3)), make.sheet(row_of(3)))),
            "sheet 'S2', cell C1: over 5 cells",
            replace(LIMITS, cells=5),
            id="cells",
        ),
        pytest.param(merged("A1:XFD1048576"), "A1:XFD1048576", LIMITS, id="whole sheet merged"),
        pytest.param(merged("A1:A1048576"), "too large", LIMITS, id="whole column merged"),
        pytest.param(merged(*["A1:J2000"] * 11), "too large", LIMITS, id="merged area"),
        pytest.param(merged(*["A1"] * 20_001), "too many merged", LIMITS, id="merges"),
        pytest.param(
            make.book(
                before="<cols>" + '<col min="1" max="9999" hidden="1"/>' * 16_385 + "</cols>"
            ),
            "hidden columns",
            LIMITS,
            id="hidden columns",
        ),
        pytest.param(
            make.book(f'<row><c t="str"><v>{"x" * 32_768}</v></c></row>'),
            "characters",
            LIMITS,
            id="long text",
        ),
        pytest.param(
            make.book(f"<row><c><f>{'1+' * 16_384}</f><v>1</v></c></row>"),
            "characters",
            LIMITS,
            id="long formula",
        ),
        pytest.param(
            make.book(f'<row><c t="str"><v>{"x" * 229_370}</v></c></row>'),
            "characters",
            LIMITS,
            id="very long text",
        ),
        pytest.param(
            make.book('<row><c t="inlineStr"><is>' + "<t>xxxx</t>" * 9000 + "</is></c></row>"),
            "characters",
            LIMITS,
            id="long inline text",
        ),
        pytest.param(
            with_part(
                "xl/sharedStrings.xml", make.strings(["<si>", "<t>0123456789</t>" * 8, "</si>"])
            ),
            "characters",
            replace(LIMITS, text=11),
            id="very long shared string",
        ),
        pytest.param(
            with_part("xl/sharedStrings.xml", make.strings(["<si/>"] * 11)),
            "over 10 shared strings",
            replace(LIMITS, strings=10),
            id="shared strings",
        ),
        pytest.param(
            with_part("xl/styles.xml", make.styles(range(11))),
            "over 10 cell styles",
            replace(LIMITS, styles=10),
            id="styles",
        ),
        pytest.param(
            with_part(
                "_rels/.rels",
                make.relationships(
                    "".join(make.relationship(f"r{n}", "x", "y") for n in range(11))
                ),
            ),
            "over 10 relationships",
            replace(LIMITS, relationships=10),
            id="relationships",
        ),
        pytest.param(many_properties(1001), "too many", LIMITS, id="properties"),
        pytest.param(many_properties(1, "x" * 32_768), "too long", LIMITS, id="long property"),
        pytest.param(
            make.zipped(make.parts(*[make.sheet()] * 257)), "too many", LIMITS, id="sheets"
        ),
        pytest.param(
            with_part("xl/workbook.xml", make.workbook(f'<sheet name="{"x" * 256}"/>')),
            "too long a name",
            LIMITS,
            id="sheet name",
        ),
        pytest.param(
            with_part("xl/workbook.xml", make.workbook("", f"<x>{'y' * 1000}</x>")),
            "too many bytes",
            replace(LIMITS, control_bytes=1000),
            id="control part",
        ),
    ],
)
def test_each_limit_refuses_what_goes_past_it(data: bytes, words: str, limits: Limits) -> None:
    refused = refusal(data, limits)
    assert refused.fault is Fault.UNSAFE
    assert words in refused.detail


def test_one_part_behind_many_sheets_is_counted_each_time() -> None:
    book = make.parts(make.sheet("<row/>" * 1000))
    tabs = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 51))
    book["xl/workbook.xml"] = make.workbook(tabs)
    refused = refusal(make.zipped(book), replace(LIMITS, total_bytes=200_000))
    assert refused.fault is Fault.UNSAFE


def test_what_only_styles_fill_is_passed_over() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>'
        for row in range(2, 60_001)
    )
    rows += '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    validation = '<dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations>'
    link = '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
    before = '<cols><col min="1" max="16384" style="1"/></cols>'
    workbook = read_bytes(make.book(rows, before=before, after=validation + link))
    assert [cell.address for cell in workbook.sheets[0].cells] == ["A1"]


def bomb(size: int) -> bytes:
    """A worksheet of 10 GiB of spaces that declares `size` bytes."""
    book = make.parts(make.sheet())
    del book[SHEET]
    start = f'<worksheet xmlns="{make.MAIN}"><sheetData>'.encode()
    return make.raw_part(make.zipped(book), SHEET, make.bomb(start, 10 << 10), size)


PADDING = random.Random(2).randbytes(200_000).hex()
WORST = {
    "10 GiB declared": (bomb(0xFFFF_FFFE), "unsafe"),
    "10 GiB forged": (bomb(60 << 20), "damaged"),
    # Padded, so that the ratio of a repeated element passes.
    "elements": (make.book(f"<!--{PADDING}-->" + "<row/>" * 8_000_000), "damaged"),
    "escapes": (
        make.book(f'<!--{PADDING}--><row><c t="str"><v>{"_x0041_" * 5_000_000}</v></c></row>'),
        "unsafe",
    ),
    "attribute": (make.book(f'<!--{PADDING}--><row spans="{"1:2 " * 10_000_000}"/>'), "unsafe"),
}
READ_IN_1_GIB = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from lsreport.ooxml.workbook import Refused, read_workbook
try:
    read_workbook(Path(sys.argv[1]))
except Refused as refused:
    print(refused.fault.value)
"""


@pytest.mark.parametrize("name", WORST)
def test_the_worst_files_stay_within_a_gibibyte_and_seconds(name: str, tmp_path: Path) -> None:
    data, fault = WORST[name]
    path = tmp_path / "worst.xlsx"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", READ_IN_1_GIB, path],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert (done.stdout.strip(), done.stderr) == (fault, "")


def good() -> bytes:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>{row % 7}</v></c><c r="B{row}"><v>{row}00</v></c>'
        f'<c r="C{row}" s="1"><v>{45_000 + row}</v></c><c r="D{row}"><f>B{row}*2</f></c></row>'
        for row in range(1, 60)
    )
    book = make.parts(make.sheet(rows, after='<mergeCells><mergeCell ref="F1:G2"/></mergeCells>'))
    book["xl/sharedStrings.xml"] = make.strings(f"<si><t>Xã {n}</t></si>" for n in range(7))
    book["xl/styles.xml"] = make.styles([0, 14])
    book["_rels/.rels"] = make.relationships(
        make.relationship("rId1", "officeDocument", "xl/workbook.xml")
        + make.relationship("rId2", "custom-properties", "docProps/custom.xml")
    )
    book["docProps/custom.xml"] = make.properties(
        '<property name="ls_unit"><vt:lpwstr>178</vt:lpwstr></property>'
    )
    return make.zipped(book)


def outcome(data: bytes) -> Workbook | Fault:
    try:
        return read_bytes(data)
    except Refused as refused:
        return refused.fault


def test_a_file_cut_anywhere_is_refused() -> None:
    data = good()
    assert isinstance(outcome(data), Workbook)
    cuts = [*range(0, len(data), 97), *range(len(data) - 120, len(data))]
    assert {outcome(data[:cut]) for cut in cuts} == {Fault.EMPTY, Fault.DAMAGED}


def test_a_flipped_byte_gives_a_refusal_or_the_same_workbook() -> None:
    data, chance = good(), random.Random(187)
    expected = read_bytes(data)
    for _ in range(600):
        changed = bytearray(data)
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        result = outcome(bytes(changed))
        assert isinstance(result, Fault) or result == expected


def test_broken_xml_gives_a_refusal_or_a_workbook_and_nothing_else() -> None:
    chance = random.Random(187)
    plain = {
        name: content.encode() if isinstance(content, str) else content
        for name, content in make.parts(
            make.sheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>5</v></c></row>')
        ).items()
    }
    plain["xl/sharedStrings.xml"] = make.strings(["<si><t>x</t></si>"]).encode()
    plain["xl/styles.xml"] = make.styles([0, 164], {164: "dd/mm"}).encode()
    outcomes = set()
    for _ in range(1500):
        name = chance.choice(sorted(plain))
        content = bytearray(plain[name])
        for _ in range(chance.randint(1, 3)):
            content[chance.randrange(len(content))] = chance.choice(b"<>\"'&; 019-xAZ/\x00\xff")
        result = outcome(make.zipped({**plain, name: bytes(content)}))
        outcomes.add(result if isinstance(result, Fault) else None)
    assert outcomes >= {None, Fault.DAMAGED}
