"""Rules that reject a submission: the file cannot be read, or is no form of this unit and period.

Nothing of a rejected submission is used; it is archived all the same, and no waiver lifts a rule.
"""

from __future__ import annotations

from lsreport.checks.rule import Rule
from lsreport.domain.finding import Severity
from lsreport.i18n import _

_FILES = _("Acceptance of files: an ordinary .xlsx or .xlsm workbook of bounded size")
_IDENTITY = _("187/KH-UBND V.14; identity of forms: unit, period and version")


def _rejection(code: str, name: str, message: str, remedy: str, source: str = _FILES) -> Rule:
    return Rule(code, name, Severity.ERROR, message, remedy, source, waivable=False)


UNREADABLE = _rejection(
    "LS101",
    "file-unreadable",
    _("{file} cannot be read from the disk."),
    _("Check that the file is still there, is copied completely and may be opened; try again."),
)
NOT_REGULAR = _rejection(
    "LS102",
    "file-not-regular",
    _("{file} is no ordinary file (a folder, a device, a pipe or a socket) and was not opened."),
    _("Put the workbook itself in its place."),
)
EMPTY = _rejection(
    "LS103",
    "file-empty",
    _("{file} is empty (0 bytes)."),
    _("The copy or download broke off: copy the file again, or ask the unit to send it again."),
)
TOO_LARGE = _rejection(
    "LS104",
    "file-too-large",
    _("{file} is larger than {megabytes} MB; a filled-in form stays below 1 MB."),
    _("Remove pictures and sheets that are not part of the form, save, and send it again."),
)
UNSAFE = _rejection(
    "LS105",
    "file-unsafe",
    _("{file} is built in a way that no form is and that could harm a computer; it was not read."),
    _("Do not open it. Ask the unit to fill in a newly issued form and send that."),
)
TOO_SLOW = _rejection(
    "LS106",
    "file-too-slow",
    _("{file} could not be read within {seconds} seconds; a form takes far less than one."),
    _("Try once more; if it happens again, ask the unit to fill in a newly issued form."),
)
DAMAGED = _rejection(
    "LS107",
    "file-damaged",
    _("{file} is damaged: it is cut short or is no complete Excel workbook."),
    _(
        "Copy or download it again. If Excel still opens it, choose Save As, Excel Workbook "
        "(.xlsx), and send the new file; otherwise ask the unit to send it again."
    ),
)
ENCRYPTED = _rejection(
    "LS108",
    "file-encrypted",
    _("{file} is protected by a password to open."),
    _(
        "Open it in Excel, choose File, Info, Protect Workbook, Encrypt with Password, clear the "
        "password, save, and send it again."
    ),
)
OLD_XLS = _rejection(
    "LS109",
    "file-old-excel",
    _("{file} is in the format of Excel 97-2003 (.xls), whatever its name says."),
    _("Open it in Excel, choose Save As, Excel Workbook (.xlsx), and send the new file."),
)
BINARY_WORKBOOK = _rejection(
    "LS110",
    "file-binary-workbook",
    _("{file} is an Excel binary workbook (.xlsb), whatever its name says."),
    _("Open it in Excel, choose Save As, Excel Workbook (.xlsx), and send the new file."),
)
OPEN_DOCUMENT = _rejection(
    "LS111",
    "file-open-document",
    _("{file} is an OpenDocument spreadsheet (.ods), whatever its name says."),
    _(
        "Open it in LibreOffice or Excel, choose Save As, Excel Workbook (.xlsx), and send the "
        "new file."
    ),
)
PLAIN_TEXT = _rejection(
    "LS112",
    "file-text",
    _("{file} is a text file (CSV, a web page or the like), whatever its name says."),
    _("Fill in the issued Excel form itself and send it as .xlsx."),
)
OTHER_FORMAT = _rejection(
    "LS113",
    "file-other-format",
    _("{file} is no Excel workbook (a Word document, PDF, picture, archive or the like)."),
    _("Send the filled-in Excel form itself, as .xlsx; unpack archives first."),
)

RECEIVED_AHEAD = _rejection(
    "LS114",
    "received-ahead",
    _("{file} lies in the folder of {day}, a day that has not come yet; today is {today}."),
    _("Rename the folder to the day on which the file was received, and run the command again."),
)
NOT_A_FORM = _rejection(
    "LS120",
    "not-a-form",
    _("{file} is a workbook, but no form of plan {plan}: it has no form code and no code rows."),
    _("Copy the figures into the form issued for the unit and period, and send that."),
    _IDENTITY,
)
IDENTITY_MISSING = _rejection(
    "LS121",
    "identity-missing",
    _("{file} has the rows of a form, but nothing in it says of which unit and period."),
    _(
        "Type the form code of the issued form into the cover again, or read the file with "
        "--unit and --period."
    ),
    _IDENTITY,
)
IDENTITIES_DISAGREE = _rejection(
    "LS122",
    "identities-disagree",
    _("{file} says in several places which form it is, and they disagree: {codes}."),
    _("Send one workbook for each unit and period, filled in on the form issued for it."),
    _IDENTITY,
)
CHECK_CHARACTER = _rejection(
    "LS123",
    "check-character",
    _("The form code {seen} in {place} was mistyped or changed: its last character is wrong."),
    _(
        "Type the code exactly as on the issued form. For another period or unit use the form "
        "issued for it; a changed code does not make one."
    ),
    _IDENTITY,
)
OTHER_PLAN = _rejection(
    "LS124",
    "other-plan",
    _("{file} is a form of plan {seen}, not of plan {expected}."),
    _("Read it with the plan it was issued for, or fill in a form of plan {expected}."),
    _IDENTITY,
)
UNKNOWN_UNIT = _rejection(
    "LS125",
    "unknown-unit",
    _("{file} is from unit {seen}, which the registry of plan {plan} does not know."),
    _("Use the form issued for the unit; a new unit must first be added to the registry."),
    _IDENTITY,
)
UNIT_ENDED = _rejection(
    "LS126",
    "unit-ended",
    _(
        "{file} is from {seen} {name}, which reported until {until} and is not expected in "
        "{form_period}. Its figures are continued by: {successors}."
    ),
    _("Send the figures on the forms of the units that continue it."),
    _IDENTITY,
)
UNIT_NOT_YET = _rejection(
    "LS127",
    "unit-not-yet",
    _(
        "{file} is from {seen} {name}, which reports from {since} and is not expected in "
        "{form_period}. Until then its figures belonged to: {predecessors}."
    ),
    _("Send the figures on the forms of the units that reported in that period."),
    _IDENTITY,
)
PERIOD_OUTSIDE = _rejection(
    "LS128",
    "period-outside-plan",
    _("{file} is for period {seen}, outside plan {plan}, whose first period is {expected}."),
    _("Use a form issued for a period of the plan."),
    _IDENTITY,
)
VERSION_UNKNOWN = _rejection(
    "LS129",
    "version-unknown",
    _("{file} is version {seen} of the form, which this plan does not have; it has {expected}."),
    _("Update the plan's files, or copy the figures into a newly issued form."),
    _IDENTITY,
)
VERSION_NOT_ISSUED = _rejection(
    "LS130",
    "version-not-issued",
    _("{file} is version {seen} of the form, which is not issued for {form_period}."),
    _("Copy the figures into the form issued for the period (version {expected})."),
    _IDENTITY,
)
UNIT_NOT_AS_ASKED = _rejection(
    "LS131",
    "unit-not-as-asked",
    _("{file} is the form of unit {seen}, but --unit says {expected}."),
    _("Check whose file it is; leave --unit out to accept it as the form it is."),
    _IDENTITY,
)
PERIOD_NOT_AS_ASKED = _rejection(
    "LS132",
    "period-not-as-asked",
    _("{file} is the form of period {seen}, but --period says {expected}."),
    _("Check which period it is for; leave --period out to accept it as the form it is."),
    _IDENTITY,
)
CODE_ROWS_MISSING = _rejection(
    "LS133",
    "code-rows-missing",
    _("{file} is of {seen}, but the codes of its rows and columns are gone: no figure is found."),
    _("Copy the figures into a newly issued form and leave its small grey codes where they are."),
    _IDENTITY,
)

REJECTIONS: tuple[Rule, ...] = (
    UNREADABLE,
    NOT_REGULAR,
    EMPTY,
    TOO_LARGE,
    UNSAFE,
    TOO_SLOW,
    DAMAGED,
    ENCRYPTED,
    OLD_XLS,
    BINARY_WORKBOOK,
    OPEN_DOCUMENT,
    PLAIN_TEXT,
    OTHER_FORMAT,
    RECEIVED_AHEAD,
    NOT_A_FORM,
    IDENTITY_MISSING,
    IDENTITIES_DISAGREE,
    CHECK_CHARACTER,
    OTHER_PLAN,
    UNKNOWN_UNIT,
    UNIT_ENDED,
    UNIT_NOT_YET,
    PERIOD_OUTSIDE,
    VERSION_UNKNOWN,
    VERSION_NOT_ISSUED,
    UNIT_NOT_AS_ASKED,
    PERIOD_NOT_AS_ASKED,
    CODE_ROWS_MISSING,
)
"""Every rule that rejects, by code."""
