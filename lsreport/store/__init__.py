"""The append-only store: originals, a journal of what was decided on them, and a database.

The archive and the journal are the record; the database is made from the journal, and can be made
from it again. SQL lives only here.
"""
