"""The numbered notes of the report's workbook."""

from __future__ import annotations

from collections.abc import Mapping

from workbook_tables import numbered, reference

# Numbered in this order; the heads of columns refer to the numbers.
_NOTES: Mapping[str, tuple[str, str]] = {
    "ratio": (
        "Tỷ lệ",
        (
            "Tỷ lệ toàn tỉnh bằng tổng tử số chia tổng mẫu số của các đơn vị có đủ cả hai số, "
            "không phải bình quân tỷ lệ của các đơn vị. Mỗi đơn vị báo cáo phần đối tượng riêng "
            "của mình."
        ),
    ),
    "line": (
        "Dòng",
        (
            "Dòng Chung là mục tiêu nói chung. Mục tiêu đánh giá theo từng dòng không có tử số, "
            "mẫu số, tỷ lệ chung (ghi x) và chỉ đạt khi mọi dòng có đối tượng đều đạt. Dòng Tham "
            "khảo không đánh giá."
        ),
    ),
    "bounds": (
        "Cận dưới, cận trên",
        (
            "Khi còn đơn vị chưa có số liệu, tỷ lệ toàn tỉnh nằm trong khoảng từ cận dưới (coi "
            "như các đơn vị đó chưa thực hiện cho đối tượng nào) đến cận trên (coi như đã thực "
            "hiện cho mọi đối tượng). Cận dưới làm tròn xuống, cận trên làm tròn lên."
        ),
    ),
    "assumed": (
        "Mẫu số giả định",
        (
            "Mẫu số của đơn vị chưa có số liệu lấy theo thứ tự: số đơn vị báo cáo trong kỳ này; "
            "bảng số liệu tham chiếu; số được chấp nhận gần nhất cộng tỷ lệ dự phòng (chỉ với "
            "nhóm đối tượng ít biến động). Không có nguồn nào thì không tính cận. Danh sách và "
            "nguồn tại trang 1b Mẫu số giả định."
        ),
    ),
    "share": (
        "Tỷ trọng mẫu số",
        "Phần mẫu số của các đơn vị có số liệu trong tổng mẫu số, gồm cả mẫu số giả định.",
    ),
    "change": (
        "Tăng, giảm",
        (
            "So với cùng kỳ năm trước, tính bằng điểm %; chỉ ghi khi số liệu hai kỳ đủ để kết "
            "luận tăng hay giảm."
        ),
    ),
    "met": (
        "Đạt",
        (
            "Cận dưới bằng hoặc cao hơn mức chỉ tiêu. Với chỉ tiêu bằng 0 (1.1): mọi đơn vị có số"
            " liệu, không có trường hợp nào và không có thông tin đang phải xác minh."
        ),
    ),
    "not_met": (
        "Chưa đạt",
        (
            "Cận trên thấp hơn mức chỉ tiêu; hoặc đã có trường hợp, với chỉ tiêu bằng 0; hoặc có "
            "đơn vị dưới 100%, với chỉ tiêu 100%."
        ),
    ),
    "undetermined": (
        "Chưa đủ cơ sở đánh giá",
        ("Mức chỉ tiêu nằm giữa hai cận, hoặc không tính được cận do còn đơn vị chưa có số liệu."),
    ),
    "no_cases": (
        "Không phát sinh",
        "Mọi đơn vị đều có số liệu và mẫu số bằng 0; không tính tỷ lệ.",
    ),
    "no_target": ("Chưa giao chỉ tiêu", "Kế hoạch không giao mức cho mục tiêu này trong kỳ."),
    "zero": (
        "Mục tiêu 1.1",
        (
            "Tử số là số trường hợp có trong kỳ: số đầu kỳ cộng số xác minh mới; trường hợp phát "
            "hiện và chấm dứt ngay trong kỳ vẫn được tính. Số 0 là kết quả rà soát: chưa phát "
            "hiện."
        ),
    ),
    "rounding": (
        "Làm tròn",
        (
            "Tỷ lệ ghi thêm chữ số thập phân khi cần để số làm tròn không vượt qua mức chỉ tiêu; "
            "100% chỉ ghi khi tử số bằng mẫu số. Đánh giá dựa trên tỷ số chính xác, không dựa "
            "trên số đã làm tròn."
        ),
    ),
    "few": (
        "Số trường hợp nhỏ",
        (
            "{% if view.public %}Khi có đơn vị có từ 1 đến {{ most_masked }} trường hợp, số liệu, "
            "tỷ lệ, đánh giá của nội dung đó được thay bằng * ở mọi đơn vị; riêng số toàn tỉnh của "
            "mục tiêu 1.1 vẫn ghi.{% else %}Số trường hợp từ 1 đến {{ most_masked }} của một đơn "
            "vị và tỷ lệ tính từ số đó được thay bằng *.{% endif %}"
        ),
    ),
    "area": (
        "Địa bàn",
        (
            "Địa bàn của huyện, thành phố trước ngày sắp xếp, theo danh sách chưa chính thức; nơi "
            "xã, phường mới gồm phần đất của hơn một huyện, thành phố thì ghi chung. Chỉ so sánh "
            "số tại ngày chốt và số lũy kế; số người được tiếp cận trong năm của xã, phường chỉ "
            "gồm phần năm sau ngày sắp xếp nên không so sánh với năm trước."
        ),
    ),
    "tasks": (
        "Nhiệm vụ theo mục V",
        (
            "Mỗi cột là một mục của Kế hoạch. Có: có kết quả trong kỳ; 0: chưa phát sinh; …: chưa "
            "có số liệu; x: Kế hoạch không giao cho đơn vị; *: không công bố do số trường hợp nhỏ."
        ),
    ),
    "activity": (
        "Hoạt động",
        (
            "Số liệu trong kỳ. Lượt người không phải là số người. Số toàn tỉnh là tổng của các "
            "đơn vị có số liệu; ghi x khi nhiều đơn vị có thể cùng tính một việc: khi đó xem số "
            "từng đơn vị, không cộng."
        ),
    ),
    "money": ("Kinh phí", "Đơn vị tính: triệu đồng."),
    "received": ("Báo cáo nhận được", "{{ view.returns.sentence }}"),
    "cross": (
        "Đối chiếu",
        (
            "Hai cơ quan, đơn vị cùng báo cáo về một nội dung: ghi cạnh nhau để so sánh, không "
            "cộng số của bên này vào số của bên kia. Chênh lệch là số thứ nhất trừ số thứ hai."
        ),
    ),
    "findings": (
        "Nội dung kiểm tra lại",
        (
            "Lỗi: số liệu chưa được sử dụng cho đến khi đơn vị gửi lại. Đề nghị kiểm tra, giải "
            "trình: số liệu vẫn được sử dụng. Nội dung về số trường hợp trẻ em chỉ ghi tại phụ "
            "lục làm việc."
        ),
    ),
    "waivers": (
        "Số liệu được chấp nhận",
        (
            "Số liệu mà quy tắc kiểm tra đề nghị xem lại, đã được xác nhận là đúng. Hết hiệu lực "
            "khi số liệu thay đổi hoặc sau kỳ cuối ghi tại bảng."
        ),
    ),
    "source": (
        "Nguồn số liệu",
        (
            "Mỗi dòng là một ô trong biểu số liệu của đơn vị. Cột Dùng cho mã ghi mã mục tiêu, mã "
            "hoạt động dựa vào ô đó. Mã SHA-256 xác định đúng tệp đã nhận."
        ),
    ),
}


def note_rows() -> tuple[tuple[str, str, str], ...]:
    """Return number, subject and text of every note."""
    return numbered(_NOTES)


def note(first: str, last: str | None = None) -> str:
    """Return how heads and sentences refer to a note, or to all from one to another."""
    return reference(_NOTES, first, last)
