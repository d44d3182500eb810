from __future__ import annotations

from lsreport.console.tree import branch, drawn

TREE = branch(
    "a root that says so much that it takes two lines",
    [
        branch("first, which is long enough to be wrapped too", [branch("below the first")]),
        branch("last, with a file-name-that-is-longer-than-the-whole-width.xlsx"),
    ],
)


def test_a_pipe_gets_one_line_a_branch() -> None:
    assert list(drawn(TREE, None)) == [
        "a root that says so much that it takes two lines",
        "├─ first, which is long enough to be wrapped too",
        "│  └─ below the first",
        "└─ last, with a file-name-that-is-longer-than-the-whole-width.xlsx",
    ]


def test_a_person_gets_lines_that_fit_and_hang_together() -> None:
    lines = list(drawn(TREE, 32))
    assert lines == [
        "a root that says so much that it",
        "│  takes two lines",
        "├─ first, which is long enough",
        "│  │  to be wrapped too",
        "│  └─ below the first",
        "└─ last, with a file-name-that-i",
        "      s-longer-than-the-whole-wi",
        "      dth.xlsx",
    ]
    assert max(map(len, lines)) <= 32
