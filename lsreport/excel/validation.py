"""What each input cell accepts, and what it tells the clerk in Vietnamese when it is chosen.

Excel refuses a prompt whose title is over 32 or whose message is over 255 characters, and
XlsxWriter then leaves the whole rule out with a warning; here that is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lsreport.domain.numbers import NOT_APPLICABLE_WORD
from lsreport.excel.frame import FormRow, RowKind
from lsreport.indicators.plan import Choice, Element
from lsreport.indicators.thresholds import Thresholds

LONGEST_TITLE = 32
LONGEST_MESSAGE = 255
_MORE = " … (xem trang Hướng dẫn)"
_FIRST_DATE = date(2010, 1, 1)
_LAST_DATE = date(2099, 12, 31)

_COUNT_ERROR = (
    "Số chưa đúng",
    (
        "Chỉ ghi số nguyên từ 0 trở lên, không kèm chữ, dấu % hoặc phần lẻ. "
        "Không phát sinh thì ghi 0; chưa có số liệu thì để trống."
    ),
)
_MONEY_ERROR = (
    "Số tiền chưa đúng",
    (
        "Ghi số tiền theo triệu đồng, từ 0 trở lên, phần lẻ sau dấu phẩy (ví dụ 12,5). "
        "Không có thì ghi 0."
    ),
)
_DATE_ERROR = ("Ngày chưa đúng", "Ghi ngày/tháng/năm, ví dụ 05/3/2024.")
_SENDING_ERROR = ("Lần gửi chưa đúng", "Chỉ ghi số nguyên từ 1 trở lên.")
_FACET_TITLES = {
    "base": "Lũy kế kỳ trước",
    "gains": "Tăng mới trong kỳ",
    "losses": "Giảm (ra khỏi diện)",
    "reached": "Số trong năm",
    "basis": "Cách tính số trong năm",
    "case": "Trường hợp",
    "reason": "Lý do giảm",
    "male": "Số em nam",
    "female": "Số em nữ",
}
_COVER_PROMPTS = {
    "@sending": "Gửi lần đầu ghi 1. Gửi lại sau khi sửa số liệu ghi 2, 3 …",
    "@contact": "Họ tên cán bộ lập biểu và số điện thoại của cơ quan.",
    "@signer": "Họ tên, chức vụ người ký báo cáo giấy.",
    "@paper_number": "Số, ký hiệu báo cáo giấy gửi kèm, ví dụ 125/BC-UBND.",
    "@paper_date": "Ngày ghi trên báo cáo giấy, dạng ngày/tháng/năm.",
    "@on_behalf_by": "Chỉ ghi khi người khác nhập thay đơn vị: họ tên, cơ quan của người nhập.",
    "@on_behalf_from": "Chỉ ghi khi nhập thay: số, ngày văn bản đã dùng để nhập.",
}


@dataclass(frozen=True, slots=True)
class InputRule:
    """What a cell accepts; equal rules are written once for all their cells."""

    title: str
    message: str
    kind: str = "any"
    """`any`, `integer`, `decimal`, `date` or `list`."""
    least: int | date | None = None
    most: int | date | None = None
    source: tuple[str, ...] | str = ()
    """Answers of a list, or the range that holds them."""
    error_title: str = ""
    error: str = ""

    def __post_init__(self) -> None:
        for title in (self.title, self.error_title):
            if len(title) > LONGEST_TITLE:
                raise ValueError(title)
        for message in (self.message, self.error):
            if len(message) > LONGEST_MESSAGE:
                raise ValueError(message)

    @property
    def options(self) -> dict[str, Any]:
        """The rule as XlsxWriter takes it."""
        options: dict[str, Any] = {
            "validate": self.kind,
            "input_title": self.title,
            "input_message": self.message,
            "error_title": self.error_title,
            "error_message": self.error,
        }
        if self.kind == "list":
            options["source"] = self.source if isinstance(self.source, str) else list(self.source)
        elif self.kind != "any":
            options |= {"criteria": "between", "minimum": self.least, "maximum": self.most}
        return options


def input_rule(
    row: FormRow, facet: str, thresholds: Thresholds, lists: Mapping[tuple[Choice, ...], str]
) -> InputRule:
    """Return the rule of the input cell of `facet` in `row`.

    `lists` gives the range that holds the answers of each set of choices: labels may have commas,
    which a list written into the rule itself cannot.

    Raises:
        ValueError: a title or message is too long for Excel.
    """
    title, message = _prompt(row, facet)
    value = value_of(row, facet)
    if value == "tick":
        return _list(title, message, ("x",), "Chỉ ghi x hoặc để trống.")
    if value == "case":
        return _list(title, message, cases_of(row), "Chọn trong danh sách hoặc để trống.")
    if value == "choice":
        return _list(title, message, lists[row.choices], "Chọn một dòng trong danh sách.")
    if value == "text":
        return InputRule(title, message)
    least: int | date = 1 if row.kind is RowKind.COVER else 0
    if value == "date":
        return InputRule(title, message, value, _FIRST_DATE, _LAST_DATE, (), *_DATE_ERROR)
    if value == "money":
        most = thresholds.largest_count // 1000  # asked for in million, kept in thousand đồng
        return InputRule(title, message, "decimal", least, most, (), *_MONEY_ERROR)
    error = _SENDING_ERROR if row.kind is RowKind.COVER else _COUNT_ERROR
    return InputRule(title, message, "integer", least, thresholds.largest_count, (), *error)


def _list(title: str, message: str, source: tuple[str, ...] | str, error: str) -> InputRule:
    return InputRule(
        title, message, "list", source=source, error_title="Chưa có trong danh sách", error=error
    )


def answers(choices: tuple[Choice, ...]) -> list[str]:
    """Return the answers as a form shows them and readers know them: `1 - Danh sách`."""
    return [f"{choice.value} - {choice.label}" for choice in choices]


def first_sentence(definition: str) -> str:
    """Return what a definition says first, as printed beside its row."""
    sentence, stop, _rest = definition.partition(". ")
    return f"{sentence}." if stop else definition


def value_of(row: FormRow, facet: str) -> str:
    """Return what an input cell holds: count, money, date, choice, case, tick or text."""
    if row.kind is RowKind.TICK:
        return "tick"
    if row.kind is RowKind.COVER:
        return {"@sending": "count", "@paper_date": "date"}.get(row.code, "text")
    if facet in {"basis", "case", "reason"}:
        return {"basis": "choice", "case": "case", "reason": "text"}[facet]
    if facet == "value" and row.kind is RowKind.FIGURE and row.element is not None:
        return row.element.value_type
    return "count"


def cases_of(row: FormRow) -> tuple[str, ...]:
    """Return the words a row's case may be, besides blank."""
    element = row.element
    zero = ("không phát sinh",) if element is not None and element.may_be_zero else ()
    return (NOT_APPLICABLE_WORD, *zero)


def _prompt(row: FormRow, facet: str) -> tuple[str, str]:
    if row.kind is RowKind.COVER:
        return "Thông tin gửi báo cáo", _COVER_PROMPTS[row.code]
    if row.kind is RowKind.TICK:
        return "Đánh dấu không phát sinh", (
            "Ghi x khi cả phần này không phát sinh: mọi dòng được hiểu là 0, không phải ghi nữa. "
            "Có số lớn hơn 0 thì không đánh dấu."
        )
    if row.kind is RowKind.GRID:
        return _FACET_TITLES.get(facet, "Chia theo lĩnh vực"), (
            "Chỉ ghi khi có trường hợp; cộng các dòng phải bằng số ở phần trên."
        )
    code = f"{row.code}: tổng số" if facet == "total" else row.code
    return _FACET_TITLES.get(facet, code), _cut(_facet_words(row, facet))


def _facet_words(row: FormRow, facet: str) -> str:
    element = row.element
    if element is None:
        raise ValueError(row.code)
    counted = element.counted_in or "đối tượng"
    words = {
        "base": "Điền sẵn theo báo cáo được chấp nhận gần nhất trước kỳ; chưa đúng thì sửa. "
        f"Ô trống: ghi số {counted} đã được tính từ khi có Kế hoạch đến trước kỳ này.",
        "gains": f"Số {counted} mới được tính trong kỳ, chưa có trong lũy kế kỳ trước. "
        "Không có thì ghi 0.",
        "losses": f"Số {counted} có trong lũy kế nhưng trong kỳ đã ra khỏi diện (nghỉ việc, chuyển "
        "đi, giải thể …). Không có thì ghi 0.",
        "reached": f"Số {counted} khác nhau từ đầu năm báo cáo đến ngày chốt, không ghi lượt. "
        "Không có thì ghi 0.",
        "basis": "Số trong năm được tính từ đâu: danh sách, hồ sơ từng buổi hay ước tính.",
        "case": f"Chỉ chọn khi trên địa bàn không có {counted} nào thuộc diện: cả dòng không phải "
        "ghi.",
        "reason": "Ghi ngắn khi số lũy kế giảm, ví dụ: sáp nhập trường, giải thể, nghỉ hưu.",
    }.get(facet)
    return words or _value_words(element)


def _value_words(element: Element) -> str:
    zero = "" if element.value_type in {"text", "date", "choice"} else " Không có thì ghi 0."
    definition = element.definition or f"{element.label}."
    if element.optional:
        zero = ""
    return definition + zero if len(definition + zero) <= LONGEST_MESSAGE else definition


def _cut(text: str) -> str:
    """Return text that fits a prompt, cut between words and told where the rest stands."""
    if len(text) <= LONGEST_MESSAGE:
        return text
    return text[: LONGEST_MESSAGE - len(_MORE)].rpartition(" ")[0].rstrip(" ,;:.") + _MORE
