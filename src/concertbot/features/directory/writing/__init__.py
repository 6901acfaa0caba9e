"""Writes the directory: from the documents of its sources to HSDS, data.inclusion, a flat table and a spreadsheet."""
