"""Rules on structure: can the boxes of an accepted form be told apart and read.

An error takes only the boxes it names out of use. What rejects a submission is in `rejections`.
"""

from __future__ import annotations

from lsreport.checks.paper import PAPER_RULES
from lsreport.checks.rejections import REJECTIONS
from lsreport.checks.rule import Rule
from lsreport.domain.finding import Severity
from lsreport.i18n import _

_IDENTITY = _("187/KH-UBND V.14; identity of forms: unit, period and version")
_CELLS = _("Reading of forms: a figure is found by the code of its row and of its column")

FIGURE_TWICE = Rule(
    "LS140",
    "figure-twice",
    Severity.ERROR,
    _("{label} ({key}) is in the workbook more than once with different contents: {places}."),
    _("Keep the right one, delete the copied rows, columns or sheets, and send it again."),
    _CELLS,
    waivable=False,
)
MERGED_FIGURES = Rule(
    "LS141",
    "merged-figures",
    Severity.ERROR,
    _("{label} ({key}): its box is merged with others ({range}): {keys}."),
    _("Unmerge the cells, fill in each box, and send it again."),
    _CELLS,
    waivable=False,
)
HIDDEN_FIGURES = Rule(
    "LS142",
    "hidden-figures",
    Severity.QUERY,
    _("Filled-in boxes in hidden rows, columns or sheets: {figures} ({cells})."),
    _("Show them and confirm the figures, which are used as they stand."),
    _CELLS,
)
OUTSIDE_BOXES = Rule(
    "LS143",
    "figures-outside-boxes",
    Severity.QUERY,
    _("Numbers are typed where the form asks for none, and are not used: {cells}."),
    _("Check whether they belong in a box beside; move them there and send it again."),
    _CELLS,
)
SENDING_UNREADABLE = Rule(
    "LS144",
    "sending-number",
    Severity.QUERY,
    _("The sending number in {place} is no whole number from 1 to {largest}; 1 is used."),
    _("Write 1 for the first sending, 2 for the first correction, and so on."),
    _CELLS,
)
TWICE_ALIKE = Rule(
    "LS145",
    "figures-twice-alike",
    Severity.NOTE,
    _("Boxes that are in the workbook more than once and agree: {figures} ({cells})."),
    _("Nothing to do now; delete copied rows, columns or sheets before the next sending."),
    _CELLS,
)
UNKNOWN_ROWS = Rule(
    "LS146",
    "unknown-rows",
    Severity.NOTE,
    _("Rows whose code this unit's form does not have are not read: {cells}."),
    _("If they hold figures of the form, put them in the rows of the issued form."),
    _CELLS,
)
LAYOUT_CHANGED = Rule(
    "LS147",
    "layout-changed",
    Severity.NOTE,
    _(
        "The layout is no longer that of the form. Removed: {removed}. Added: {added}. "
        "Moved: {moved}."
    ),
    _("Figures are found all the same; what was removed counts as missing."),
    _CELLS,
)
IDENTITY_AS_ASKED = Rule(
    "LS148",
    "identity-as-asked",
    Severity.NOTE,
    _("{file} does not say which form it is; it was read as {seen}, as the command said."),
    _("Check that the figures are of this unit and period."),
    _IDENTITY,
)
PRINTED_CODE = Rule(
    "LS149",
    "printed-code",
    Severity.NOTE,
    _("The printed form code is missing or mistyped; the workbook's other marks say {expected}."),
    _("Nothing to do now; leave the form code on the cover as it was issued."),
    _IDENTITY,
)

SENDING_REPEATED = Rule(
    "LS150",
    "sending-number-repeated",
    Severity.NOTE,
    _("{file} is revision {revision} of the return, yet says sending {sending} as another did."),
    _("Nothing to correct; in the next correction raise the sending number on the cover by one."),
    _CELLS,
)

STRUCTURE_RULES: tuple[Rule, ...] = (
    *REJECTIONS,
    FIGURE_TWICE,
    MERGED_FIGURES,
    HIDDEN_FIGURES,
    OUTSIDE_BOXES,
    SENDING_UNREADABLE,
    TWICE_ALIKE,
    UNKNOWN_ROWS,
    LAYOUT_CHANGED,
    IDENTITY_AS_ASKED,
    PRINTED_CODE,
    SENDING_REPEATED,
    *PAPER_RULES,
)
"""Every rule on structure, by code."""
