"""Which language the sentences are in, decided before the command line is built."""

from __future__ import annotations

import locale
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from lsreport.i18n import LANGUAGES


def choose_language(arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> str:
    """Return `--lang`, else LSREPORT_LANG, else the workspace's, else the locale's.

    A locale of neither language gets Vietnamese, which the offices read. Values that are no
    language of the catalogue are passed over here; the command line itself complains about a
    wrong `--lang`, and the workspace about a wrong `lang`.
    """
    choices = (
        _option(arguments, "--lang"),
        environment.get("LSREPORT_LANG"),
        _of_workspace(_option(arguments, "--workspace"), environment, folder),
        _of_locale(environment),
    )
    return next((choice for choice in choices if choice in LANGUAGES), "vi")


def _option(arguments: Sequence[str], name: str) -> str | None:
    for position, argument in enumerate(arguments):
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
        if argument == name and position + 1 < len(arguments):
            return arguments[position + 1]
    return None


def _of_workspace(named: str | None, environment: Mapping[str, str], folder: Path) -> str | None:
    """Return `lang` of the workspace's configuration; a broken file is reported elsewhere."""
    given = named or environment.get("LSREPORT_WORKSPACE")
    folders = (Path(given),) if given else (folder, *folder.parents)
    for one in folders:
        try:
            text = (one / "lsreport.toml").read_text(encoding="utf-8-sig")
            language = tomllib.loads(text).get("lang")
        except FileNotFoundError:
            continue
        except (OSError, ValueError, RecursionError):
            return None
        return language if isinstance(language, str) else None
    return None


def _of_locale(environment: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name][:2].lower()
    return (locale.getlocale()[0] or "")[:2].lower()
