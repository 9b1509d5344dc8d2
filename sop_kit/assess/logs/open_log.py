"""An event log from a file, whatever it is: CSV or XES, packed or not."""

from __future__ import annotations

from pathlib import Path

from sop_kit.assess.logs.column_names import Role
from sop_kit.assess.logs.csv_log import read_csv_log
from sop_kit.assess.logs.log import EventLog
from sop_kit.assess.logs.sources import Source
from sop_kit.assess.logs.xes_log import is_xml, read_xes_log
from sop_kit.assess.logs.zone_names import zone_of


def read_log(  # noqa: PLR0913  the options of the command, each on its own
    path: Path | str, *, case: str = "", activity: str = "", time: str = "", resource: str = "", zone: str = "UTC"
) -> EventLog:
    """Return the events of a file, sorted by case, then by time, then as they stand in it.

    What the file is shows in what it holds: XML is XES, all else a table; gzip, or a ZIP of one file, is unpacked.

    Parameters
    ----------
    path
        The file.
    case, activity, time, resource
        The column that says to which case an event belongs, what happened, when, and who did it (for XES: the key of
        the attribute of the trace or event). Where none is given, it is told from the names, else from what stands in
        the columns. A log needs no resource.
    zone
        The IANA name of the time zone of times that name none.

    Notes
    -----
    A line without a case, an activity or a time that can be read is left out, counted in ``unread`` and named in
    ``problems`` (the first 20). Lines that are there twice are two events. Further columns are kept in ``other``; one
    with more than 10,000 different values is not, and of more than 100 columns the last are not.

    Dates made of numbers alone are read in the one order in which most of them exist (13/02/2024 is day first). When
    both orders make as many, the one in which the events of the cases run forward counts, then the one in which they
    lie closer together, then day first; ``problems`` says so. A time that the clock shows twice in autumn is the first.

    Raises
    ------
    PlaceNotFound
        When there is no such file.
    BadRequest
        When a column or the time zone is not there, or it is not clear which column is which.
    BadInput
        When the file cannot be read, or not one event is in it.
    """
    zone_of(zone)
    source = Source(Path(path))
    wished: dict[Role, str] = {"case": case, "activity": activity, "time": time, "resource": resource}
    return (read_xes_log if is_xml(source) else read_csv_log)(source, wished, zone)
