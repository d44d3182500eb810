from __future__ import annotations

import pytest

from lsreport.checks.questionnaire import amount
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import Observation, Place, RawKind, State
from lsreport.domain.period import Period
from lsreport.i18n import Message
from support.checks import Content, Told, aside, findings, judged, the_plan

WITHHELD = "what is typed there (not shown, because it may be personal)"

ERRORS: dict[str, tuple[str, Content, Told]] = {
    "text": (
        "TT01",
        "khoảng 20",
        ("LS201", "TT01", "khoảng 20", None, "…: “khoảng 20” is not a number this form can read."),
    ),
    "an English thousand": (
        "TT01",
        "1,234",
        ("LS201", "TT01", "1,234", None, "…: “1,234” is not a number this form can read."),
    ),
    "a word for none of a population": (
        "GV.gains",
        "không",
        ("LS201", "GV.gains", "không", None, "…: “không” is not a number this form can read."),
    ),
    "a ticked box": (
        "TT01",
        (RawKind.BOOLEAN, "1"),
        ("LS201", "TT01", "1", None, "…: “1” is not a number this form can read."),
    ),
    "an identity number": (
        "TT01",
        "038201001234",
        ("LS201", "TT01", None, None, f"…: {WITHHELD} is not a number this form can read."),
    ),
    "an identity number without its zero": (
        "TT01",
        (RawKind.NUMBER, "38201001234"),
        (
            "LS205",
            "TT01",
            None,
            None,
            f"…: {WITHHELD} is above 1,000,000,000, the most this form takes.",
        ),
    ),
    "a broken reference": (
        "TT01",
        (RawKind.ERROR, "#REF!"),
        ("LS202", "TT01", "#REF!", None, "…: the cell shows the spreadsheet error “#REF!”."),
    ),
    "below zero": (
        "GV.losses",
        -3,
        ("LS203", "GV.losses", "-3", None, "…: “-3” is below zero."),
    ),
    "a share": (
        "TE615.reached",
        (RawKind.NUMBER, "0.85"),
        (
            "LS204",
            "TE615.reached",
            "0.85",
            None,
            "…: “0.85” has more decimals than it may have (0).",
        ),
    ),
    "an amount in dong": (
        "KP01",
        (RawKind.NUMBER, "12.3456"),
        ("LS204", "KP01", "12.3456", None, "…: “12.3456” has more decimals than it may have (3)."),
    ),
    "too many": (
        "NL18.total",
        1_000_000_001,
        (
            "LS205",
            "NL18.total",
            "1000000001",
            None,
            "…: “1000000001” is above 1,000,000,000, the most this form takes.",
        ),
    ),
    "too much": (
        "KP01",
        1_000_001,
        (
            "LS205",
            "KP01",
            "1000001",
            None,
            "…: “1000001” is above 1,000,000 million đồng, the most this form takes.",
        ),
    ),
    "an unclear tick": (
        "KPS_III1",
        "không",
        ("LS209", "KPS_III1", "không", None, "…: “không” is neither a tick nor an empty box."),
    ),
    "no answer": (
        "KH01",
        "đang làm",
        (
            "LS210",
            "KH01",
            "đang làm",
            None,
            (
                "…: “đang làm” is none of the answers: 1. Đã ban hành kế hoạch riêng · "
                "2. Lồng ghép trong kế hoạch khác · 3. Chưa có kế hoạch."
            ),
        ),
    ),
    "no way of counting": (
        "NL18.basis",
        4,
        (
            "LS210",
            "NL18.basis",
            "4",
            None,
            "…: “4” is none of the answers: 1. Danh sách · 2. Hồ sơ từng buổi · 3. Ước tính.",
        ),
    ),
    "no date": (
        "KH02N",
        "quý I",
        ("LS211", "KH02N", "quý I", None, "…: “quý I” is not a date."),
    ),
}


@pytest.mark.parametrize(("key", "content", "expected"), ERRORS.values(), ids=ERRORS)
def test_an_error_puts_its_cell_aside(key: str, content: Content, expected: Told) -> None:
    judgement = judged({key: content})
    derived = {"GV.covered"} if key.startswith("GV.") else set()
    assert findings(judgement) == [expected]
    assert aside(judgement) == {key} | derived


QUERIES: dict[str, tuple[str, Content, int | None, Told]] = {
    "a number as text": (
        "TT02",
        "1.234",
        1234,
        ("LS221", "TT02", "1.234", None, "…: “1.234” is stored as text; it was read as 1,234."),
    ),
    "an amount as text": (
        "KP01",
        "12,5",
        12_500,
        (
            "LS221",
            "KP01",
            "12,5",
            None,
            "…: “12,5” is stored as text; it was read as 12.5 million đồng.",
        ),
    ),
    "a word in an activity": (
        "TT01",
        "Không phát sinh",
        0,
        ("LS222", "TT01", "Không phát sinh", None, "…: “Không phát sinh” was read as 0."),
    ),
    "a formula nobody calculated": (
        "TT01",
        (RawKind.UNCACHED, ""),
        None,
        (
            "LS223",
            "TT01",
            "",
            None,
            "…: the cell holds a formula without a stored value, so there is no figure.",
        ),
    ),
}


@pytest.mark.parametrize(("key", "content", "figure", "expected"), QUERIES.values(), ids=QUERIES)
def test_a_query_leaves_the_figure_as_read(
    key: str, content: Content, figure: int | None, expected: Told
) -> None:
    judgement = judged({key: content})
    assert findings(judgement) == [expected]
    assert judgement.observations[key].figure == figure
    assert aside(judgement) == set()


@pytest.mark.parametrize(
    ("key", "content", "figure"),
    [
        ("NL18.total", 1_000_000_000, 1_000_000_000),
        ("KP01", (RawKind.NUMBER, "12.345"), 12_345),
        ("KP01", 1_000_000, 1_000_000_000),
        ("RS_THON", 0, 0),
        ("KH01", "2. Lồng ghép trong kế hoạch khác", 2),
        ("NL18.basis", "ước tính", 3),
    ],
)
def test_what_is_typed_as_asked_is_not_remarked(key: str, content: Content, figure: int) -> None:
    judgement = judged({key: content})
    assert [one for one in findings(judgement) if one[0] < "LS3"] == []
    assert judgement.observations[key].figure == figure


@pytest.mark.parametrize("word", ["không", "Không có", "không phát sinh", "Chưa phát hiện"])
def test_a_word_for_none_in_a_case_cell_is_an_explicit_zero(word: str) -> None:
    cells = ("NC_CK", "HOC_NC", "HIEU_NC", "TB_NC", "HT_NC", "CH_NC")
    judgement = judged({"G_NC": None} | dict.fromkeys(cells, word))
    assert findings(judgement) == []
    assert [judgement.observations[key].state for key in cells] == [State.ZERO] * 6


def test_a_finding_names_everything_but_its_words() -> None:
    (finding,) = judged({"GV.gains": "12 người"}).findings
    row = f"GV {the_plan().elements['GV'].label}"
    column = Message("gains in the period")
    assert finding == Finding(
        rule="LS201",
        severity=Severity.ERROR,
        unit="178",
        period=Period(2024, annual=False),
        key="GV.gains",
        place=Place("178.xlsx", "Biểu", "GV.gains"),
        file="178.xlsx",
        seen="12 người",
        expected=None,
        facts={
            "label": Message("{row}, column “{column}”", {"row": row, "column": column}),
            "content": "“12 người”",
            "how": Message("a whole number such as 1234 or 1.234; 0 for none"),
        },
    )


def test_long_content_is_shortened() -> None:
    (finding,) = judged({"TT01": "rất nhiều " * 40}).findings
    assert finding.seen == "rất nhiều " * 6 + "…"


def test_text_that_looks_personal_is_neither_shown_nor_used() -> None:
    judgement = judged({"D2": "Cháu Nông Văn An, 12/3/2010 bỏ học", "GV.reason": "chuyển công tác"})
    assert findings(judgement) == [
        (
            "LS224",
            "D2",
            None,
            None,
            "…: the text seems to say who somebody is. It is not shown and not used.",
        )
    ]
    assert judgement.observations["D2"] == Observation(
        "D2", State.VALUE, None, Place("178.xlsx", "Biểu", "D2")
    )
    assert judgement.observations["GV.reason"].text == "chuyển công tác"
    assert "Nông Văn An" not in repr(judgement.findings)


def test_a_date_of_a_plan_is_not_personal() -> None:
    judgement = judged({"KH02N": "13/9/2021", "D1": "Theo Kế hoạch số 187 ngày 13/9/2021"})
    assert findings(judgement) == []
    assert judgement.observations["KH02N"].text == "2021-09-13"


@pytest.mark.parametrize(
    ("thousand", "words"),
    [
        (12_500, "12.5 million đồng"),
        (12_050, "12.05 million đồng"),
        (5_000_000, "5,000 million đồng"),
        (500, "0.5 million đồng"),
        (0, "0 million đồng"),
        (-1_001, "-1.001 million đồng"),
    ],
)
def test_an_amount_is_said_in_million_as_it_is_typed(thousand: int, words: str) -> None:
    assert str(amount(the_plan().elements["KP01"], thousand)) == words


def test_a_count_is_said_as_it_is() -> None:
    assert amount(the_plan().elements["TT01"], 12_500) == 12_500
