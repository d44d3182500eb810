"""The words of an import sheet, and how it is filled in, as printed on its first sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lsreport.excel.paper_scope import Scope
from lsreport.excel.paper_tables import HANDOVER
from lsreport.excel.wording import day_in_words, period_in_words, window_in_words
from lsreport.indicators.calendar import window
from lsreport.indicators.handover import handed_periods
from lsreport.indicators.plan import Plan

FIGURES, SOURCES = "Số liệu", "Nguồn số liệu"
"""Names of the sheets of the two tables."""

_NO_NAMES = (
    "Chỉ ghi tổng hợp, không ghi họ tên, ngày sinh, số định danh, địa chỉ, trường, điện thoại "
    "của trẻ em ở bất kỳ ô nào (Luật Trẻ em Điều 6, Điều 21)."
)


@dataclass(frozen=True, slots=True)
class Words:
    """What an import sheet says around its figures."""

    title: str
    heading: str
    figures: str
    """Title of the table of figures."""
    document: str
    """What its figures stand in."""
    instructions: tuple[str, ...]


def words_of(plan: Plan, scope: Scope) -> Words:
    """Return the words of an import sheet of the plan."""
    if scope.kind == HANDOVER:
        return Words(
            title="Số liệu bàn giao cho xã, phường",
            heading="Số liệu huyện, thành phố bàn giao cho xã, phường",
            figures="Số liệu bàn giao theo xã, phường (ô trống: không biết)",
            document="Văn bản bàn giao",
            instructions=tuple(_on_handover(plan)),
        )
    years = [period.year for period in scope.periods]
    span = f"{min(years)}–{max(years)}" if years else ""
    return Words(
        title="Số liệu từ báo cáo giấy",
        heading=f"Số liệu các năm báo cáo giấy {span}",
        figures="Số liệu theo báo cáo giấy (ô trống: không biết)",
        document="Báo cáo giấy",
        instructions=tuple(_on_paper(plan, scope)),
    )


def _on_handover(plan: Plan) -> Iterator[str]:
    """Yield how the sheet of a hand-over is filled in."""
    yield (
        "Tệp này dùng một lần, khi huyện, thành phố kết thúc và xã, phường mới bắt đầu báo cáo. "
        "Cán bộ tổng hợp nhập số liệu theo văn bản bàn giao, đã chia theo xã cũ và cộng lại theo "
        "xã, phường mới."
    )
    for handover in plan.calendar.handovers:
        reached, closing = handed_periods(handover)
        last = window(plan, closing)[1]
        yield (
            f"Cột {period_in_words(closing)}: số tại ngày {day_in_words(last)}, "
            "ngày chốt cuối cùng của huyện, thành phố: tổng số, lũy kế và số lao động trẻ em còn "
            f"lại. Cột {period_in_words(reached)}: số người, hộ khác nhau đã được tiếp cận trong "
            "năm đó. Ô xám không phải ghi."
        )
    yield (
        "Số bàn giao là “lũy kế kỳ trước”, số đầu kỳ điền sẵn vào biểu đầu tiên của xã, phường; "
        "không cộng vào kết quả của kỳ huyện, thành phố đã báo cáo. Cộng các xã, phường phải bằng "
        "đúng số huyện, thành phố đã báo cáo; lệch thì máy hỏi lại khi kiểm tra kỳ đầu tiên của xã."
    )
    yield (
        "Ô trống nghĩa là không biết, không phải là số không. Chỉ ghi 0 khi văn bản bàn giao nói "
        "rõ là không có."
    )
    yield (
        "Số nguyên ghi 1234 hoặc 1.234. Xã, phường không có đối tượng thuộc diện thì ghi “không áp "
        "dụng” ở dòng tổng số."
    )
    yield (
        f"Trang “{SOURCES}”: mỗi xã, phường, mỗi cột có số liệu phải ghi tên, số, ngày của văn bản "
        "bàn giao và ngày cơ quan nhận được. Số liệu không có nguồn thì không được dùng."
    )
    yield (
        "Ghi xong, đưa tệp vào máy bằng lệnh `lsreport ingest TỆP`. Dòng nào sai thì chỉ đơn vị và "
        "cột đó chưa được dùng; máy báo rõ trang, ô và cách sửa. Sửa ngay trong tệp này rồi đưa "
        "vào lại. Được sắp xếp, lọc dòng; không sửa, không xóa các mã màu xám."
    )
    yield _NO_NAMES


def _on_paper(plan: Plan, scope: Scope) -> Iterator[str]:
    """Yield how the sheet of the paper years is filled in."""
    spans = "; ".join(
        f"{period_in_words(one)}: {window_in_words(window(plan, one))}" for one in scope.periods
    )
    yield (
        "Tệp này dùng một lần cho các năm chỉ có báo cáo giấy. Cán bộ tổng hợp nhập số liệu theo "
        f"báo cáo giấy đã nhận, không hỏi lại đơn vị. Kỳ số liệu: {spans}."
    )
    yield (
        f"Trang “{FIGURES}”: mỗi dòng là một chỉ tiêu của một đơn vị, mỗi cột màu vàng là một "
        "năm. Báo cáo giấy có số nào thì ghi số đó; không phải ghi đủ. Ô xám là năm đơn vị không "
        "phải báo cáo chỉ tiêu đó."
    )
    yield (
        "Ô trống nghĩa là không biết, không phải là số không. Chỉ ghi 0 khi báo cáo giấy nói rõ là "
        "không có hoặc không phát sinh."
    )
    yield (
        "Số nguyên ghi 1234 hoặc 1.234; tiền ghi theo triệu đồng, phần lẻ sau dấu phẩy (12,5). "
        "Đơn vị không có đối tượng thuộc diện thì ghi “không áp dụng” ở dòng tổng số."
    )
    yield (
        "Dòng lũy kế ghi số khác nhau còn trong diện, cộng dồn từ ngày "
        f"{day_in_words(plan.dated)} đến ngày chốt của năm. Số này là “lũy kế kỳ trước” điền "
        "sẵn vào biểu của năm sau."
    )
    yield (
        f"Trang “{SOURCES}”: mỗi đơn vị, mỗi năm có số liệu phải ghi tên, số, ngày của báo cáo "
        "giấy và ngày cơ quan nhận được. Số liệu không có nguồn thì không được dùng."
    )
    yield (
        "Ghi xong, đưa tệp vào máy bằng lệnh `lsreport ingest TỆP`. Dòng nào sai thì chỉ đơn vị và "
        "năm đó chưa được dùng; máy báo rõ trang, ô và cách sửa. Sửa ngay trong tệp này rồi đưa "
        "vào lại: đơn vị nào không đổi thì giữ nguyên. Muốn rút số đã nhập nhầm thì xóa số nhưng "
        "vẫn để nguyên dòng nguồn."
    )
    yield (
        "Được sắp xếp, lọc dòng; không sửa, không xóa các mã màu xám. Báo cáo bằng biểu điện tử "
        "của chính đơn vị, nếu có, luôn được dùng thay cho số liệu nhập từ giấy."
    )
    yield _NO_NAMES
