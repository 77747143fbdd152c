"""The composition root: the only code that may know every app.

Python's own SQLite may be older than 3.51.3 and carry the WAL-reset corruption bug, so the whole
process uses the bundled one; this must happen before Django opens a database.
"""

import sys

import pysqlite3

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
