from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lsreport.errors import ConfigurationError
from lsreport.report.office import DEFAULT_CONFIGURATION, load_office, parse_office


def test_the_file_init_writes_is_sound() -> None:
    office = parse_office(DEFAULT_CONFIGURATION)
    assert (office.plan, office.lang) == ("187", "vi")
    assert [body.signer_name for body in office.office] == ["", ""]
    assert [body.bases for body in office.office] == [(), ()]


@pytest.mark.parametrize(
    ("day", "symbol", "issuer"),
    [
        (date(2021, 9, 13), "BC-SLĐTBXH", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
        (date(2025, 2, 28), "BC-SLĐTBXH", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
        (date(2025, 3, 1), "BC-SYT", "SỞ Y TẾ"),
    ],
)
def test_the_issuing_body_is_that_of_the_day(day: date, symbol: str, issuer: str) -> None:
    body = parse_office(DEFAULT_CONFIGURATION).body_on(day)
    assert (body.symbol, body.issuer, body.short) == (symbol, issuer, "Sở")


def test_before_the_first_entry_there_is_no_default() -> None:
    with pytest.raises(ConfigurationError, match=r"no entry for 12/9/2021.*begins on 13/9/2021"):
        parse_office(DEFAULT_CONFIGURATION).body_on(date(2021, 9, 12))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("symbol", "symbl", r"unknown field `symbl` - at `\$\.office\[0\]`"),
        ('place = "Lạng Sơn"\n', "", r"missing required field `place` - at `\$\.office\[0\]`"),
        ('lang = "vi"', 'lang = "fr"', r"Invalid enum value 'fr' - at `\$\.lang`"),
        ('name = "Sở Y tế"', 'name = ""', r"length >= 1 - at `\$\.office\[1\]\.name`"),
        ("2025-03-01", "2021-09-13", r"`from` must rise from entry to entry"),
        ('plan = "187"', "plan = ", r"Invalid value \(at line 4"),
    ],
)
def test_a_broken_configuration_names_file_and_key(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    path = tmp_path / "lsreport.toml"
    assert old in DEFAULT_CONFIGURATION
    path.write_text(DEFAULT_CONFIGURATION.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=problem) as failure:
        load_office(path)
    assert str(path) in str(failure.value)


def test_a_file_that_is_not_utf8_or_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lsreport.toml"
    with pytest.raises(ConfigurationError, match="No such file"):
        load_office(path)
    path.write_bytes("plan = 'Lạng Sơn'".encode("utf-16"))
    with pytest.raises(ConfigurationError, match="codec"):
        load_office(path)
