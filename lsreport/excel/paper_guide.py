"""How the import sheet of the paper years is filled in, as printed on its first sheet."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.domain.period import Period
from lsreport.excel.wording import day_in_words, window_in_words
from lsreport.indicators.calendar import window
from lsreport.indicators.plan import Plan


def instructions(plan: Plan, figures: str, sources: str) -> Iterator[str]:
    """Yield how the sheet is filled in; the arguments name its sheets."""
    windows = {year: window(plan, Period(year, annual=True)) for year in plan.calendar.paper_years}
    spans = "; ".join(f"năm {year}: {window_in_words(days)}" for year, days in windows.items())
    yield (
        "Tệp này dùng một lần cho các năm chỉ có báo cáo giấy. Cán bộ tổng hợp nhập số liệu theo "
        f"báo cáo giấy đã nhận, không hỏi lại đơn vị. Kỳ số liệu: {spans}."
    )
    yield (
        f"Trang “{figures}”: mỗi dòng là một chỉ tiêu của một đơn vị, mỗi cột màu vàng là một "
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
        f"Trang “{sources}”: mỗi đơn vị, mỗi năm có số liệu phải ghi tên, số, ngày của báo cáo "
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
    yield (
        "Chỉ ghi tổng hợp, không ghi họ tên, ngày sinh, số định danh, địa chỉ, trường, điện thoại "
        "của trẻ em ở bất kỳ ô nào (Luật Trẻ em Điều 6, Điều 21)."
    )
