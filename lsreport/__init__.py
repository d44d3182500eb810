"""Consolidated reporting on Plan 187/KH-UBND of Lạng Sơn province against illegal child labour."""

__version__ = "0.1.0"
