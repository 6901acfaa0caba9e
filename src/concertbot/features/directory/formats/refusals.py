"""The sentences for what is no table at all, or cannot be unpacked."""

from collections.abc import Mapping
from types import MappingProxyType

REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "cut-off": "the file ends in the middle of this row. Export it again.",
        "markup-file": "this is a web page or XML, and no table. Export the table itself, as CSV or JSON.",
        "binary-file": "this is not a text file ({kind}). Save it as CSV (UTF-8), XLSX or JSON.",
        "damaged-archive": "the archive is damaged or cut off ({reason}). Fetch or pack it again.",
        "locked-archive": "the archive is locked with a password. Unpack it, and give the folder.",
        "large-archive": "the archive would unpack to {size}, which is more than {limit}. Give only what is needed.",
        "full-archive": "the archive holds {number} files, more than {limit}. Give only what is needed.",
        "bomb": "the archive unpacks to {ratio} times its size, as an archive made to do harm. It was not unpacked.",
        "outside-archive": "the archive holds {member}, which leads out of it. It was not unpacked. Pack it again.",
        "packed-otherwise": "the archive is packed in a way that I cannot read. Pack it again as an ordinary zip.",
        "unreadable-sheet": "the spreadsheet cannot be read ({reason}). Save it again as XLSX, or as CSV (UTF-8).",
        "endless-sheet": "the sheet has more than {limit} rows. Save it again, without the empty ones.",
        "draft-mapping": "I do not know this table, so I wrote down how I would read it: {draft}. Look at its lines, "
        "correct what is wrong, and run the same command again.",
        "wrong-mapping": "{key}: {reason}",
        "unreadable-mapping": "the mapping cannot be read ({reason}). Correct this place.",
        "unwritable-mapping": "I do not know this table, and could not write a mapping for it to {draft} ({reason}). "
        "Run the command in a folder where you may write.",
        "no-columns": "this file has no columns, so no mapping can be written for it. Give a table with a first line "
        "that names its columns.",
        "mapping-without-table": "there is no table to which this mapping belongs. Give the one file it is for.",
    }
)
LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "too-few-cells": "this row has {cells} cells, the first line {columns}; the last ones were taken as empty. "
        "Add the separators that are missing.",
        "skipped-sheet": "the sheet {sheet} is no part of the directory and was left out. Nothing to do if that is "
        "right.",
        "nested-archive": "{member}, an archive in the archive, was not unpacked. Unpack it, if it is needed.",
        "repeated-row": "the same service stands in line {first} already, so this row was left out. Nothing to do.",
        "nameless-row": "this row has no name, so it was left out. Name it, if it is a service.",
    }
)
