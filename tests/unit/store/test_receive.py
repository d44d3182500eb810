from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lsreport.domain.observation import Raw, RawKind
from lsreport.domain.submission import (
    Cover,
    ReferenceFigure,
    Rejected,
    Submission,
    Vintage,
)
from lsreport.errors import StorageError
from lsreport.store.store import Store
from lsreport.store.writer import Receipt, Stored
from support.store import (
    COMMAND,
    FAULT,
    H1,
    YEAR,
    accepted,
    at,
    journal,
    noon,
    receive,
    rejected,
    sha256,
)

MICROSECOND = timedelta(microseconds=1)


def statuses(*batch: Stored) -> list[str]:
    return [stored.status.value for stored in batch]


def test_a_first_return_is_stored_whole(store: Store) -> None:
    (stored,) = receive(store, accepted(b"one", file="phiếu 178.xlsx"))

    submission = Submission(
        sha256=sha256(b"one"),
        file="phiếu 178.xlsx",
        unit="178",
        period=H1,
        form_version="1",
        received=at(4),
        recorded=noon(),
        revision=1,
        cover=Cover(1, contact="Lan"),
        raws=(
            Raw("TE615.total", "A", "E10", RawKind.NUMBER, "4000"),
            Raw("CL_MOI", "A", "E11", RawKind.BLANK, None),
        ),
    )
    assert stored.status == "new"
    assert stored.submission == submission
    assert store.vintage() == Vintage(None, {H1: {"178": submission}})
    assert store.original(sha256(b"one")) == b"one"


def test_an_empty_store_knows_nothing(store: Store) -> None:
    assert store.vintage() == Vintage(None, {})
    assert store.history("178", H1) == ()
    assert receive(store) == []


def test_the_reference_table_travels_with_the_vintage(store: Store) -> None:
    figure = ReferenceFigure("178", "TE615", 4100, at(1).date(), "niên giám", 2)
    assert store.vintage(None, (figure,)).reference == (figure,)


def test_notes_and_structure_findings_come_back_as_they_were(store: Store) -> None:
    receive(store, accepted(b"one", notes=(FAULT,)), rejected(b"two", unit="180"))

    vintage = store.vintage()
    assert vintage.submissions[H1]["178"].notes == (FAULT,)
    assert vintage.rejected == {
        H1: {"180": Rejected(sha256(b"two"), "hong.xlsx", "180", H1, at(4), noon(), (FAULT,))}
    }


def test_the_same_bytes_are_the_same_revision(store: Store) -> None:
    (first,) = receive(store, accepted(b"one"))
    before = journal(store).read_bytes()

    (again,) = receive(store, accepted(b"one", received=at(9), file="gui lai.xlsx"), now=noon(9))

    assert again.status == "unchanged"
    assert again.submission == first.submission
    assert journal(store).read_bytes() == before


def test_the_same_bytes_for_another_unit_or_period_are_another_return(store: Store) -> None:
    batch = receive(
        store, accepted(b"one"), accepted(b"one", unit="180"), accepted(b"one", period=YEAR)
    )

    assert statuses(*batch) == ["new", "new", "new"]
    assert [stored.submission.revision for stored in batch if stored.submission] == [1, 1, 1]


def test_a_file_twice_in_one_batch_is_stored_once(store: Store) -> None:
    batch = receive(
        store,
        accepted(b"one", received=at(5), file="b.xlsx"),
        accepted(b"one", received=at(4), file="a.xlsx"),
        rejected(b"bad", received=at(5)),
        rejected(b"bad", received=at(4)),
    )

    assert statuses(*batch) == ["unchanged", "new", "rejected", "rejected"]
    assert {stored.submission.file for stored in batch if stored.submission} == {"a.xlsx"}
    assert len(journal(store).read_text(encoding="utf-8").splitlines()) == 2


def test_the_current_revision_knows_what_the_others_say_of_their_sending(store: Store) -> None:
    receive(store, accepted(b"one", received=at(4), sending=1))
    receive(store, accepted(b"two", received=at(6), sending=3))
    receive(store, accepted(b"three", received=at(5), sending=2), accepted(b"other", unit="180"))

    current = store.vintage().submissions[H1]
    assert (current["178"].cover.sending, current["178"].other_sendings) == (3, (1, 2))
    assert current["180"].other_sendings == ()


def test_a_later_file_becomes_current_and_an_earlier_one_does_not(store: Store) -> None:
    receive(store, accepted(b"one", received=at(4)))
    (later,) = receive(store, accepted(b"two", received=at(6)))
    (earlier,) = receive(store, accepted(b"three", received=at(5)))

    assert (later.status, earlier.status) == ("new", "older")
    assert later.submission is not None
    # The return came on the 4th; the correction of the 6th does not make it come later.
    assert store.vintage().submissions[H1]["178"] == replace(
        later.submission, first_received=at(4), other_sendings=(1, 1)
    )
    assert store.vintage().submissions[H1]["178"].arrived == at(4)
    assert [(one.revision, one.sha256) for one in store.history("178", H1)] == [
        (1, sha256(b"one")),
        (2, sha256(b"two")),
        (3, sha256(b"three")),
    ]


def test_received_together_the_higher_sending_wins_then_the_digest(store: Store) -> None:
    receive(store, accepted(b"one", sending=2), accepted(b"two", sending=1))
    assert store.vintage().submissions[H1]["178"].sha256 == sha256(b"one")

    greater = max(b"one", b"x", b"y", key=sha256)
    receive(store, *(accepted(original, sending=2) for original in (b"x", b"y")))
    assert store.vintage().submissions[H1]["178"].sha256 == sha256(greater)


def test_offsets_do_not_confuse_the_order(store: Store) -> None:
    receive(store, accepted(b"evening", received=at(4, 23)))
    same_evening_in_utc = datetime(2025, 7, 4, 17, tzinfo=UTC)

    (stored,) = receive(store, accepted(b"midnight", received=same_evening_in_utc))

    assert stored.status == "new"


def test_a_batch_is_recorded_in_the_order_of_receiving(store: Store) -> None:
    batch = receive(store, accepted(b"late", received=at(6)), accepted(b"early", received=at(5)))

    assert statuses(*batch) == ["new", "older"]
    assert [one.revision for one in (batch[0].submission, batch[1].submission) if one] == [2, 1]


def test_a_rejected_file_is_archived_and_journalled_once(store: Store) -> None:
    (first,) = receive(store, rejected(b"bad"))
    before = journal(store).read_bytes()
    (again,) = receive(store, rejected(b"bad"))

    assert (first.status, first.submission) == ("rejected", None)
    assert (again.status, again.submission) == ("rejected", None)
    assert journal(store).read_bytes() == before
    assert store.original(sha256(b"bad")) == b"bad"
    assert store.vintage().rejected[H1]["178"].sha256 == sha256(b"bad")


def test_a_rejected_file_does_not_stand_beside_an_accepted_one(store: Store) -> None:
    receive(store, accepted(b"good"), rejected(b"bad", received=at(9)))

    assert store.vintage().rejected == {}


def test_the_last_received_rejected_file_is_the_one_shown(store: Store) -> None:
    receive(store, rejected(b"late", received=at(8)))
    receive(store, rejected(b"early", received=at(5)))

    assert store.vintage().rejected[H1]["178"].sha256 == sha256(b"late")


def test_a_file_nobody_can_place_is_kept_and_not_shown(store: Store) -> None:
    receive(
        store,
        rejected(b"bad", unit=None, period=None),
        rejected(b"worse", unit="178", period=None),
    )

    assert store.vintage() == Vintage(None, {})
    assert store.original(sha256(b"worse")) == b"worse"
    assert len(journal(store).read_text(encoding="utf-8").splitlines()) == 2


def test_bytes_once_rejected_can_be_accepted_with_a_hint(store: Store) -> None:
    receive(store, rejected(b"one", unit=None, period=None))
    (stored,) = receive(store, accepted(b"one"))

    assert stored.status == "new"


def test_as_of_shows_what_was_recorded_by_then(store: Store) -> None:
    receive(store, accepted(b"one"), rejected(b"bad", unit="180"), now=noon(4))
    receive(store, accepted(b"two", received=at(3)), accepted(b"three", unit="180"), now=noon(6))
    receive(store, accepted(b"four", received=at(7)), now=noon(8))

    def known(moment: datetime) -> tuple[dict[str, str], list[str]]:
        vintage = store.vintage(moment)
        current = {unit: one.sha256 for unit, one in vintage.submissions.get(H1, {}).items()}
        return current, sorted(vintage.rejected.get(H1, {}))

    one, three, four = sha256(b"one"), sha256(b"three"), sha256(b"four")
    assert known(noon(4) - MICROSECOND) == ({}, [])
    assert known(noon(5)) == ({"178": one}, ["180"])
    assert known(noon(7)) == ({"178": one, "180": three}, [])
    assert known(noon(9)) == ({"178": four, "180": three}, [])


def test_as_of_is_a_moment_whatever_its_offset(store: Store) -> None:
    receive(store, accepted(b"one"), now=noon(4))
    evening = at(4, 19)

    assert evening == noon(4)
    assert store.vintage(evening).periods == (H1,)
    assert store.vintage(evening - MICROSECOND).periods == ()


def test_a_moment_without_offset_is_a_mistake_of_the_caller(store: Store) -> None:
    with pytest.raises(ValueError, match="2025-07-04"):
        store.vintage(datetime(2025, 7, 4))  # noqa: DTZ001 - the mistake under test
    with pytest.raises(ValueError, match="2025-07-04"):
        replace(accepted(b"one"), received=datetime(2025, 7, 4))  # noqa: DTZ001 - the same


def test_recorded_moments_increase_even_when_the_clock_goes_back(store: Store) -> None:
    receive(store, accepted(b"one"), accepted(b"two", unit="180"), now=noon(4))
    receive(store, accepted(b"three", unit="181"), now=noon(3))
    receive(store, accepted(b"four", unit="182"), now=noon(5))

    recorded = {unit: one.recorded for unit, one in store.vintage().submissions[H1].items()}
    assert sorted(recorded.values()) == [
        noon(4),
        noon(4) + MICROSECOND,
        noon(4) + 2 * MICROSECOND,
        noon(5),
    ]
    assert recorded["181"] == noon(4) + 2 * MICROSECOND


def test_a_journal_line_can_be_read_by_anyone(store: Store) -> None:
    receive(store, accepted(b"one", file="phiếu.xlsx", notes=(FAULT,)))
    receive(store, rejected(b"two", unit="180"))

    first, second = map(json.loads, journal(store).read_text(encoding="utf-8").splitlines())
    finding = {
        "rule": "LS101",
        "severity": "error",
        "unit": "178",
        "period": "2025-H1",
        "place": ["hong.xlsx", "A", "B2"],
        "seen": "LS187-2025H1-179-V1-K",
        "facts": {"rows": 3, "what": {"msgid": "sheet {sheet}", "facts": {"sheet": "A"}}},
    }
    assert len({first.pop("digest"), second.pop("digest")}) == 2
    assert first == {
        "seq": 1,
        "recorded": "2025-07-04T12:00:00.000000+00:00",
        "event": "receipt",
        "decision": "accepted",
        "sha256": "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
        "file": "phiếu.xlsx",
        "received": "2025-07-04T09:00:00+07:00",
        "unit": "178",
        "period": "2025-H1",
        "form_version": "1",
        "revision": 1,
        "cover": {"sending": 1, "contact": "Lan"},
        "notes": [finding],
        "raws": [
            ["TE615.total", "A", "E10", "number", "4000", False, False],
            ["CL_MOI", "A", "E11", "blank", None, False, False],
        ],
    }
    assert second == {
        "seq": 2,
        "recorded": "2025-07-04T12:00:00.000001+00:00",
        "event": "receipt",
        "decision": "rejected",
        "sha256": "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
        "file": "hong.xlsx",
        "received": "2025-07-04T09:00:00+07:00",
        "unit": "180",
        "period": "2025-H1",
        "findings": [finding],
    }


def test_a_file_name_that_is_no_text_is_spelled_out(store: Store) -> None:
    (stored,) = receive(store, accepted(b"one", file="phi\udcffu.xlsx"))

    assert stored.submission is not None
    assert stored.submission.file == "phi\\udcffu.xlsx"


def test_an_original_is_taken_from_its_path(store: Store, tmp_path: Path) -> None:
    original = tmp_path / "phiếu.xlsx"
    original.write_bytes(b"one")

    receive(store, replace(accepted(b"one"), original=original))

    assert store.original(sha256(b"one")) == b"one"
    assert original.read_bytes() == b"one"


def test_a_file_that_changed_since_it_was_read_stops_the_batch(
    store: Store, tmp_path: Path
) -> None:
    original = tmp_path / "phiếu.xlsx"
    original.write_bytes(b"saved again")
    changed = replace(accepted(b"one"), original=original)

    with pytest.raises(StorageError) as caught:
        receive(store, accepted(b"other", unit="180"), changed)

    assert str(caught.value) == (
        f"{original} changed while it was being read. Wait until it is saved, then ingest it again."
    )
    assert store.vintage() == Vintage(None, {})
    assert journal(store).read_bytes() == b""
    assert not (store.folder / "archive" / "incoming").exists()


def test_a_reader_sees_the_last_commit_while_a_writer_is_at_work(store: Store) -> None:
    receive(store, accepted(b"one"))
    with (
        store.writing(command=COMMAND, clock=lambda: noon(5)) as writer,
        Store.open(store.folder, command=COMMAND) as reader,
    ):
        assert reader.vintage().submissions[H1]["178"].revision == 1
        writer.receive([accepted(b"two", received=at(5))])
        assert reader.vintage().submissions[H1]["178"].revision == 2


def test_one_hand_writes_several_batches(store: Store) -> None:
    with store.writing(command=COMMAND, clock=noon) as writer:
        writer.receive([accepted(b"one")])
        writer.receive([accepted(b"two", received=at(5)), accepted(b"one")])

    assert [one.revision for one in store.history("178", H1)] == [1, 2]


def test_a_receipt_knows_whether_it_was_accepted() -> None:
    receipts: list[Receipt] = [accepted(b"one"), rejected(b"one")]
    assert [receipt.accepted for receipt in receipts] == [True, False]
