"""Numbers are read as the clerk means them, or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lsreport.domain.numbers import ZERO_WORDS, Fault, cleaned, read_count, read_money
from lsreport.domain.observation import Raw, RawKind, State

LARGEST = 1_000_000_000
GROUP_SIGNS = ".  \u00a0\u202f\u2009\u3000"
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")

counts = st.integers(min_value=0, max_value=LARGEST)
amounts = st.integers(min_value=0, max_value=LARGEST)
edges = st.text(alphabet=" \u00a0\u200b\n\t", max_size=3)


def text(content: str) -> Raw:
    return Raw("TT01", "C", "E5", RawKind.TEXT, content)


def number(content: str) -> Raw:
    return Raw("TT01", "C", "E5", RawKind.NUMBER, content)


@st.composite
def grouped(draw: st.DrawFn, count: int) -> str:
    """Write a whole number with any of the signs between its groups, or with none."""
    groups = f"{count:,}".split(",")
    if draw(st.booleans()):
        return "".join(groups)
    written = groups[0]
    for group in groups[1:]:
        written += draw(st.sampled_from(GROUP_SIGNS)) + group
    return written


@st.composite
def a_count_as_typed(draw: st.DrawFn) -> tuple[int, str]:
    count = draw(counts)
    written = draw(grouped(count))
    if draw(st.booleans()):
        written = written.translate(WIDE)
    return count, draw(edges) + written + draw(edges)


@st.composite
def an_amount_as_typed(draw: st.DrawFn) -> tuple[int, str]:
    thousand = draw(amounts)
    million, rest = divmod(thousand, 1000)
    written = draw(grouped(million))
    digits = f"{rest:03}"
    shortest = len(digits.rstrip("0"))
    places = draw(st.integers(min_value=shortest, max_value=3))
    if places:
        written += "," + digits[:places]
    return thousand, draw(edges) + written + draw(edges)


@given(a_count_as_typed())
def test_a_count_is_read_as_typed(typed: tuple[int, str]) -> None:
    count, written = typed
    reading = read_count(text(written), LARGEST)
    assert (reading.value, reading.fault) == (count, None)
    assert reading.state is (State.VALUE if count else State.ZERO)


@given(an_amount_as_typed())
def test_an_amount_is_read_as_typed(typed: tuple[int, str]) -> None:
    thousand, written = typed
    reading = read_money(text(written), LARGEST)
    assert (reading.value, reading.fault) == (thousand, None)


@given(counts)
def test_a_number_cell_and_its_text_agree(count: int) -> None:
    assert read_count(number(str(count)), LARGEST).value == count
    assert read_count(text(str(count)), LARGEST).value == count


@given(amounts)
def test_an_amount_survives_the_way_through_a_double(thousand: int) -> None:
    """The stored text of a number cell is the shortest that gives its double back."""
    stored = repr(thousand / 1000).removesuffix(".0")
    assert read_money(number(stored), LARGEST).value == thousand


@given(st.lists(st.integers(min_value=0, max_value=999_999), min_size=1, max_size=8))
def test_a_sum_in_a_spreadsheet_is_read_exactly(thousands: list[int]) -> None:
    """Adding doubles leaves noise after the fifteenth digit; the amounts were exact."""
    noisy = repr(sum(thousand / 1000 for thousand in thousands)).removesuffix(".0")
    assert read_money(number(noisy), LARGEST).value == sum(thousands)


@given(st.text(max_size=12))
def test_text_is_a_number_written_as_asked_or_a_fault_or_nothing(content: str) -> None:
    """Whatever is typed: a figure comes only from digits, or from a word that says none."""
    reading = read_count(text(content), LARGEST)
    if reading.fault is not None:
        assert reading.remark is None
    elif reading.value is not None:
        digits = "".join(sign for sign in cleaned(content) if sign.isascii() and sign.isdigit())
        word = cleaned(content).casefold() in ZERO_WORDS
        assert word or reading.value == int(digits)
    else:
        assert reading.state in {State.MISSING, State.NOT_APPLICABLE}


@given(st.text(alphabet=" \t\n\u00a0\u200b\u3000-–—", max_size=6))
def test_missing_never_becomes_zero(content: str) -> None:
    for read in (read_count, read_money):
        reading = read(text(content), LARGEST)
        assert reading.value is None
        assert reading.state is State.MISSING
        assert reading.fault in {None, Fault.DASH, Fault.NOT_A_NUMBER}


@given(st.integers(min_value=LARGEST + 1, max_value=10**30))
def test_what_is_too_large_is_a_fault_however_large(count: int) -> None:
    for raw in (text(str(count)), number(str(count))):
        assert read_count(raw, LARGEST).fault is Fault.TOO_LARGE
        assert read_count(raw, LARGEST).state in {State.VALUE, State.MISSING}
