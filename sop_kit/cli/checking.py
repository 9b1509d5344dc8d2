"""The command that tries the rules on records: what is wrong, what is missing, and how to mend it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sop_kit.cli.speaking import sentences, spoken, tell, tell_problems, tell_rows

if TYPE_CHECKING:
    from sop_kit.assess.rules import Rule
    from sop_kit.cli.checked import Checked, Found
    from sop_kit.document.faults import FaultGroup

say = spoken()
SHOWN = 8  # places and sentences of one rule; --all shows every one

Folder = Annotated[
    Path,
    typer.Argument(metavar="DIR", help=say("the workshop folder, a folder of record files, or one record file")),
]
Json = Annotated[bool, typer.Option("--json", help=say("print JSON for a machine"))]
Rules = Annotated[list[str] | None, typer.Option("--rule", help=say("only this rule (may be given several times)"))]
Grave = Annotated[
    list[str] | None,
    typer.Option("--severity", help=say("only error, warning, missing or advice (may be given several times)")),
]
Explain = Annotated[
    str, typer.Option("--explain", metavar="RULE", help=say("say why a rule is, and where it comes from"))
]
All = Annotated[bool, typer.Option("--all", help=say("every place, however many there are"))]


def add_commands(app: typer.Typer) -> None:
    """Add ``sop-kit check``."""
    app.command(help=say("List what is wrong or missing, and whom to ask."))(check)


def check(
    folder: Folder = Path(),
    as_json: Json = False,
    rule: Rules = None,
    severity: Grave = None,
    explain: Explain = "",
    every: All = False,
) -> None:
    """Check every product line; exit code 1 when something is wrong (missing things and advice are no error)."""
    from sop_kit.cli.checked import Wanted, checked, rule_named, severity_named

    with sentences():
        if explain:
            _explain(rule_named(explain))
            return
        wanted = Wanted(
            rules=frozenset(rule_named(each).id for each in rule or ()),
            severities=frozenset(severity_named(each) for each in severity or ()),
        )
        found = checked(folder, wanted, dt.datetime.now(tz=dt.UTC).astimezone().date().isoformat(), say)
        if as_json:
            tell(json.dumps(_facts(found), ensure_ascii=False, indent=1))
        else:
            _tell(folder, found, 10**9 if every else SHOWN)
        grave = any(fault.severity in {"error", "warning"} for line in found.lines for fault in line.faults)
        if grave or found.unread:
            raise typer.Exit(1)


def _explain(rule: Rule) -> None:
    from sop_kit.document.faults import severity_name

    tell(say("{label}: {value}", label=rule.id, value=severity_name(say, rule.severity)))
    tell(say("Why: {text}", text=rule.reason.said(say)))
    tell(say("What to do: {text}", text=rule.fix.said(say)))
    tell(say("Source: {text}", text=rule.source))
    tell(say("To switch it off in a record, with a reason: settings: rules_off: {rule}: …", rule=rule.id))


def _facts(found: Found) -> dict[str, Any]:
    from sop_kit.cli.checked import RULE_BY_ID
    from sop_kit.document.faults import fix_text

    named = sorted(
        {fault.rule for line in found.lines for fault in line.faults} | {r for line in found.lines for r in line.off}
    )
    products = {
        line.product: {
            "readiness": line.readiness,
            "findings": [
                {
                    "rule": fault.rule,
                    "severity": fault.severity,
                    "where": fault.where,
                    "message": fault.message.said(say),
                    "fix": fix_text(line.view, [fault]),
                }
                for fault in line.faults
            ],
            "off": line.off,
        }
        for line in found.lines
    }
    rules = {
        rule: {
            "severity": RULE_BY_ID[rule].severity,
            "reason": RULE_BY_ID[rule].reason.said(say),
            "fix": RULE_BY_ID[rule].fix.said(say),
            "source": RULE_BY_ID[rule].source,
        }
        for rule in named
        if rule in RULE_BY_ID
    }
    unread = [{"where": problem.where, "message": problem.what.said(say)} for problem in found.unread]
    return {"products": products, "rules": rules, "unread": unread}


def _tell(folder: Path, found: Found, most: int) -> None:
    from sop_kit.document.faults import counted

    if not found.lines and not found.unread:
        tell(say("No product line yet. Next: sop-kit import {folder} FILE", folder=_quoted(folder)))
        return
    for line in found.lines:
        _tell_line(line, most)
    tell_problems(found.unread)
    faults = [fault for line in found.lines for fault in line.faults]
    if len(found.lines) > 1:
        tell(say("{n} product lines: {found}", n=len(found.lines), found=counted(say, faults) or say("nothing found")))
    if faults:
        tell(say("Why a rule is, and how to switch it off: sop-kit check --explain {rule}", rule=faults[0].rule))


def _tell_line(line: Checked, most: int) -> None:
    from sop_kit.document.faults import counted, fault_groups, severity_name

    tell(f"── {line.product} · {line.readiness_name}")
    tell(counted(say, line.faults) or say("nothing found"))
    groups = fault_groups(line.faults)
    for severity in dict.fromkeys(group.severity for group in groups):
        rows = [
            (f"{group.rule} ({group.places})", "\n".join(_group_lines(line, group, most)))
            for group in groups
            if group.severity == severity
        ]
        tell_rows(severity_name(say, severity), rows)
    for rule, reason in line.off.items():
        if reason.strip():  # without one it is a finding of its own, above
            tell(say("Switched off: {rule}: {reason}", rule=rule, reason=reason))
    tell()


def _group_lines(line: Checked, group: FaultGroup, most: int) -> list[str]:
    """Return what to say of one rule: each sentence with its places, then what to do about it."""
    from sop_kit.document.faults import fix_text
    from sop_kit.document.faults import sentences as said

    lines: list[str] = []
    told = said(group, say)
    for text, faults in list(told.items())[:most]:
        lines += [text, _places([fault.where for fault in faults], most)]
    if len(told) > most:
        lines.append(say("… and {n} more; all of them: --all", n=len(told) - most))
    lines.append(f"→ {fix_text(line.view, group.faults)}")
    return [each for each in lines if each]


def _places(wheres: Sequence[str], most: int) -> str:
    """Return places in as few words as they need: ``steps/S1, S2, S3``, the first of them when there are many.

    They are ids, no words: in every language a comma and a space stand between, at which a line may break.
    """
    from sop_kit.document.faults import rows_of

    table = wheres[0].partition("/")[0]
    if all(where.partition("/")[0] == table and rows_of(where) for where in wheres):
        rows = list(dict.fromkeys(row for where in wheres for row in rows_of(where)))
        more = [say("… and {n} more; all of them: --all", n=len(rows) - most)] if len(rows) > most else []
        return ", ".join([f"{table}/{rows[0]}", *rows[1:most], *more])
    return ", ".join(list(dict.fromkeys(wheres))[:most])


def _quoted(folder: Path) -> str:
    return f'"{folder}"' if " " in str(folder) else str(folder)
