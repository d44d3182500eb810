"""The numbers the checks, bounds and reports compare with, as a plan gives them."""

from __future__ import annotations

from collections.abc import Mapping

from lsreport.indicators.dated import Data


class Thresholds(Data, frozen=True, kw_only=True):
    """Numbers the checks, bounds and reports use. Shares are decimals as text, to stay exact."""

    largest_count: int
    """A count above it is a typing error."""
    largest_money: int
    """In thousand đồng: an amount above it is a typing error."""
    unusual_money: int
    """In thousand đồng: a unit's amount above it is asked about."""
    money_move_from: int
    """In thousand đồng: amounts below it may move freely."""
    cumulative_fall: str
    """Share a cumulative figure may fall by without a reason."""
    carry_margin: str
    """Share added to a carried denominator, such as `0.10`."""
    flow_sigmas: int
    """A flow is asked about beyond this many √(m+1) from the mean m …"""
    flow_share: str
    """… and beyond this share of it."""
    flow_periods: int
    """Fewest earlier periods of the same kind a mean is taken of."""
    attendance_factor: int
    """Attendances are asked about beyond this multiple, or this fraction, of the mean …"""
    attendance_from: int
    """… when either is at least this many."""
    half_figures: int
    """Fewest figures of a first half that a year is compared with as a whole …"""
    half_share: str
    """… and the share of them above the year's beyond which it is asked about."""
    slip_from: int
    """Values below it cannot show a slipped digit."""
    slip_tolerance: str
    """How near |log₁₀ ratio| must be to a whole power of ten."""
    fence: str
    """Interquartile ranges beyond the quartiles (Tukey)."""
    fence_units: int
    """Fewest units a fence is drawn for."""
    fence_denominator: int
    """Smallest denominator of a ratio inside the fence."""
    modified_z: str
    """Largest modified z-score over units."""
    modified_z_units: int
    """Fewest units a modified z-score is computed for."""
    apart_factor: int
    """A count is asked about beyond this multiple, or this fraction, of what is usual."""
    same_level_rows: int
    """Rows of a form that sit exactly on their level before it is asked about."""
    at_risk_share: str
    """Share of the children above which the number at risk is asked about."""
    equal_figures: int
    """Non-zero figures equal to another unit's before it is asked about …"""
    equal_share: str
    """… when they are at least this share of the figures compared …"""
    equal_from: int
    """… counting figures of at least this size …"""
    equal_chance: str
    """… and when at most this many pairs of a period would be as equal by chance."""
    denominator_move: str
    """Share a denominator may move by."""
    control_total: str
    """Share the sum of a denominator may differ from the reference table by."""
    cross_check: str
    """Share two reporters may differ by."""
    round_share: str
    """Share of figures divisible by ten above which it is asked about …"""
    round_figures: int
    """… when the form has at least this many figures …"""
    round_from: int
    """… of at least this size."""
    first_queries: int
    """Queries of a unit an analyst reads first."""
    trend_cases: int
    """Cases both periods must have before a share of them is said to fall."""
    masked_below: int
    """A unit's count of cases from 1 up to this one, excluded, prints as `*`."""
    reasons: Mapping[str, str]
    """Why each of them is what it is, by name."""
