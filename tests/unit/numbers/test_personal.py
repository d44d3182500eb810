from __future__ import annotations

import pytest

from lsreport.domain.personal import looks_personal


@pytest.mark.parametrize(
    "text",
    [
        "038201001234",
        "số định danh 038 201 001 234",
        "ＣＣＣＤ ０３８２０１００１２３４",
        "0912345678",
        "đt 0912.345.678",
        "+84 912 345 678",
        "liên hệ 0205 3812 345",
        "em Nông Văn An, 12/3/2010",
        "Nông Văn An (2010)",
        "cháu A sinh năm 2010",
        "sinh 12-3-2010",
        "SN 2010",
        "Ngày sinh: 12/3/2010",
        "ngày tháng năm sinh 12/3/2010",
    ],
)
def test_what_seems_to_say_who_somebody_is(text: str) -> None:
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kế hoạch số 187/KH-UBND ngày 13/9/2021 của UBND tỉnh Lạng Sơn",
        "xã Hoàng Văn Thụ ngày 12/3/2024 tổ chức 02 cuộc",
        "Lạng Sơn, 13/9/2021",
        "kinh phí 1.234.567.890 đồng; 80.000.000.000 đồng",
        "giới thiệu Tổng đài 111 cho 1.250 học sinh năm học 2023-2024",
        "từ 15/12/2023 đến 14/6/2024",
        "Văn Lãng, Cao Lộc (02 huyện)",
        "số phát sinh 2024",
        "phát sinh năm 2024; 120 học sinh năm 2024",
        "12/KH-UBND",
    ],
)
def test_what_says_nothing_of_a_person(text: str) -> None:
    assert not looks_personal(text)
