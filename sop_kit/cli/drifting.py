"""The commands about drift: an event log held against the record, and what the owners say to what was found."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sop_kit.cli.speaking import sentences, spoken, tell, tell_problems

if TYPE_CHECKING:
    from sop_kit.assess.conformance.check import RealityCheck
    from sop_kit.record.model import Record
    from sop_kit.record.store import Store

say = spoken()

Place = Annotated[
    Path, typer.Argument(metavar="DIR", help=say("the workshop folder, a folder of record files, or one record file"))
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help=say("the workshop folder"))]
Product = Annotated[str, typer.Argument(metavar="PRODUCT", help=say("id of the product line"))]
LogFile = Annotated[
    Path | None, typer.Option("--log", metavar="FILE", help=say("the event log: CSV or XES, also packed (.gz)"))
]
Lang = Annotated[str, typer.Option("--lang", help=say("language: zh or en; default: yours"))]
Json = Annotated[bool, typer.Option("--json", help=say("print JSON for a machine"))]


def add_commands(app: typer.Typer) -> None:
    """Add ``sop-kit drift`` and ``sop-kit verdict``."""
    app.command(help=say("Hold an event log against the SoP: what it says and what was done, counted."))(drift)
    app.command(help=say("Say what becomes of a finding: fix the behaviour, fix the SoP, or accept it until a day."))(
        verdict
    )


def drift(
    folder: Place,
    product: Annotated[str, typer.Argument(metavar="[PRODUCT]", help=say("id of the product line"))] = "",
    log: LogFile = None,
    case: Annotated[str, typer.Option("--case", help=say("the column that names the case"))] = "",
    activity: Annotated[str, typer.Option("--activity", help=say("the column that names what happened"))] = "",
    time: Annotated[str, typer.Option("--time", help=say("the column that holds when"))] = "",
    resource: Annotated[str, typer.Option("--resource", help=say("the column that names who"))] = "",
    zone: Annotated[
        str, typer.Option("--zone", help=say("the time zone of times that name none: Asia/Shanghai"))
    ] = "UTC",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("write nothing, only tell"))] = False,
    fail: Annotated[
        bool, typer.Option("--fail-on-findings", help=say("exit code 1 when a finding is open: for a CI job"))
    ] = False,
    lang: Lang = "",
    as_json: Json = False,
) -> None:
    """Hold an event log against a record; exit code 1 when a finding is open and that was asked for, else 0."""
    from sop_kit.assess.conformance.check import check_log
    from sop_kit.assess.conformance.kept import edits_of
    from sop_kit.assess.logs.open_log import read_log
    from sop_kit.cli.drift_facts import drift_facts
    from sop_kit.cli.drift_told import tell_check
    from sop_kit.cli.records_at import record_at
    from sop_kit.errors import BadRequest
    from sop_kit.record.changes import apply
    from sop_kit.words import words

    with sentences():
        say = words(lang or spoken().lang)
        if log is None:
            raise BadRequest("Name the event log: --log FILE")
        kept, problems = record_at(folder, product, log)
        events = read_log(log, case=case, activity=activity, time=time, resource=resource, zone=zone)
        check = check_log(kept.record, events)
        now = dt.datetime.now(tz=dt.UTC)
        edits = edits_of(kept.record, check, at=now.strftime("%Y-%m-%dT%H:%M:%SZ"))
        record = apply(kept.record, edits)
        saved = kept.store is not None and not dry_run
        if kept.store is not None and saved:
            _save(kept.store, kept.record, record, why=f"event log {check.log}")
        if not saved:
            # What is not in the record has no id; what was seen in the log is still told.
            record = kept.record.replace(seen_activities=record.seen_activities)
        today = now.astimezone().date().isoformat()
        if as_json:
            facts = {**drift_facts(record, check, say, today, problems), "saved": saved}
            tell(json.dumps(facts, ensure_ascii=False, indent=1))
            _exit(record, check, today, fail=fail)
            return
        tell_problems(problems)
        tell_check(record, check, say, today)
        if saved:
            tell(say("Written into the record. Next, for each finding: {command}", command=_judge(folder, record)))
        elif kept.store is None:
            tell(say("Nothing was written: {path} is no workshop folder.", path=folder))
        else:
            tell(say("Nothing was written (--dry-run)."))
        _exit(record, check, today, fail=fail)


def verdict(
    folder: Folder,
    product: Product,
    finding: Annotated[
        str, typer.Argument(metavar="[FINDING]", help=say("id of the finding; without it all are listed"))
    ] = "",
    said: Annotated[str, typer.Argument(metavar="[VERDICT]", help=say("fix_behaviour, fix_sop or accept"))] = "",
    why: Annotated[str, typer.Option("--why", help=say("the reason"))] = "",
    until: Annotated[str, typer.Option("--until", help=say("the day on which an acceptance ends: 2026-12-31"))] = "",
    owner: Annotated[str, typer.Option("--owner", help=say("id of the person who sees to it"))] = "",
    lang: Lang = "",
) -> None:
    """Judge a finding, or list all."""
    from sop_kit.assess.conformance.verdicts import Judgement, judge
    from sop_kit.assess.conformance.walks import all_findings, walk_edits
    from sop_kit.cli.drift_told import tell_findings, verdict_words
    from sop_kit.record.changes import apply
    from sop_kit.record.model import by_id
    from sop_kit.record.workshop import open_workshop
    from sop_kit.words import words

    with sentences():
        say = words(lang or spoken().lang)
        store = open_workshop(folder).store()
        record = store.record(product)
        today = dt.datetime.now(tz=dt.UTC).astimezone().date().isoformat()
        findings = all_findings(record)
        if not findings:
            tell(
                say("No finding yet. Next: sop-kit drift {folder} {product} --log FILE", folder=folder, product=product)
            )
            return
        if not finding:
            tell_findings(record, findings, say, today)
            return
        judgement = Judgement(verdict=said, why=why, until=until, owner=owner, at=today)
        # A walk-through's finding becomes a row of the record when somebody judges it.
        walked = apply(record, walk_edits(record))
        after = apply(walked, judge(walked, finding, judgement))
        _save(store, record, after, why=why)
        judged = by_id(after.findings)[finding]
        tell(say("{finding}: {verdict}. Written down.", finding=finding, verdict=verdict_words(judged, say, today)))


def _exit(record: Record, check: RealityCheck, today: str, *, fail: bool) -> None:
    from sop_kit.cli.drift_facts import open_findings

    if fail and open_findings(record, check, today):
        raise typer.Exit(1)


def _judge(folder: Path, record: Record) -> str:
    return f"sop-kit verdict {folder} {record.product.id} FINDING VERDICT --why …"


def _save(store: Store, before: Record, after: Record, *, why: str) -> None:
    """Save what became of a record as one Change; what is the same as before is none."""
    from sop_kit.record.authors import author
    from sop_kit.record.changes import difference
    from sop_kit.record.family import noted

    edits = difference(before, noted(store, after))
    if edits:
        store.add(before.product.id, edits, by=author(), why=why, expect=before.head.number)
