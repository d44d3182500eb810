"""When a target was first met, and after: every course it can take, in the words of the review."""

from __future__ import annotations

import pytest

from lsreport.indicators.outcome import Verdict
from lsreport.report.milestones import first_text, milestone, since_text, told

YEARS = ("2021", "2022", "2023", "2024", "2025")
COURSES = {"m": Verdict.MET, "n": Verdict.NOT_MET, "u": Verdict.UNDETERMINED, ".": None}
COURSES |= {"0": Verdict.NO_CASES, "-": Verdict.NO_TARGET}
NEVER = "Trong các năm có số liệu chưa ghi nhận đạt."


@pytest.mark.parametrize(
    ("course", "first", "since", "sentence"),
    [
        (".....", "…", "-", ""),
        ("nnnnn", "Chưa", "-", NEVER),
        ("..n.u", "Chưa", "-", NEVER),
        ("nnnnm", "Năm 2025", "-", "Lần đầu ghi nhận đạt: năm 2025."),
        (
            "...mm",
            "Năm 2024",
            "Giữ được đến năm 2025",
            "Ghi nhận đạt từ năm 2024, giữ được đến năm 2025.",
        ),
        # A year without anybody to support leaves a target standing.
        (
            "nnm0m",
            "Năm 2023",
            "Giữ được đến năm 2025",
            "Ghi nhận đạt từ năm 2023, giữ được đến năm 2025.",
        ),
        (
            "uummn",
            "Năm 2023",
            "Không đạt năm 2025",
            "Lần đầu ghi nhận đạt năm 2023; năm 2025 không đạt.",
        ),
        # What nobody knows is neither kept nor lost.
        (
            "nnm.u",
            "Năm 2023",
            "Chưa đủ cơ sở năm 2024, 2025",
            "Lần đầu ghi nhận đạt năm 2023; năm 2024, 2025 chưa đủ cơ sở kết luận.",
        ),
        (
            "nmnum",
            "Năm 2022",
            "Không đạt năm 2023; Chưa đủ cơ sở năm 2024; Đạt lại năm 2025",
            (
                "Lần đầu ghi nhận đạt năm 2022; năm 2023 không đạt; năm 2024 chưa đủ cơ sở kết "
                "luận; năm 2025 đạt lại."
            ),
        ),
        (
            "nnmnu",
            "Năm 2023",
            "Không đạt năm 2024; Chưa đủ cơ sở năm 2025",
            "Lần đầu ghi nhận đạt năm 2023; năm 2024 không đạt; năm 2025 chưa đủ cơ sở kết luận.",
        ),
        # The level ended with 2023: the years after are none of its history.
        (
            "nmm--",
            "Năm 2022",
            "Giữ được đến năm 2023",
            "Ghi nhận đạt từ năm 2022, giữ được đến năm 2023.",
        ),
    ],
)
def test_courses(course: str, first: str, since: str, sentence: str) -> None:
    found = milestone([COURSES[sign] for sign in course])
    assert (first_text(found, YEARS), since_text(found, YEARS), told(found, YEARS)) == (
        first,
        since,
        sentence,
    )
