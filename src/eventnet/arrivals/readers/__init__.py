"""Ticket files, read: bytes to a table, a table to tickets. No database, nothing decided.

table = read_table(data, filename)
mapping = recognise(table.header) or guess(table.header)
tickets, refusals = read_tickets(table, mapping)
"""

from eventnet.accounts.address import InvalidAddress, email_address
from eventnet.arrivals.readers.exports import recognise
from eventnet.arrivals.readers.guessing import guess
from eventnet.arrivals.readers.mapping import FIELDS, Field, Mapping, Source, labels
from eventnet.arrivals.readers.statuses import Status
from eventnet.arrivals.readers.table import Row, Table, UnreadableFile
from eventnet.arrivals.readers.text import tidy
from eventnet.arrivals.readers.tickets import DERIVED, Refusal, TicketRow, read_tickets
from eventnet.arrivals.readers.upload import read_table
from eventnet.arrivals.readers.workbook import unpacked_size

__all__ = [
    "DERIVED",
    "FIELDS",
    "Field",
    "InvalidAddress",
    "Mapping",
    "Refusal",
    "Row",
    "Source",
    "Status",
    "Table",
    "TicketRow",
    "UnreadableFile",
    "email_address",
    "guess",
    "labels",
    "read_table",
    "read_tickets",
    "recognise",
    "tidy",
    "unpacked_size",
]
