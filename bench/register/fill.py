"""Fills a data folder's SQLite database with invented firms that hold a star each, straight into the tables: no act, no event, so that a
million of them stand there in a minute. For bench/register/run.mjs alone; `ledger verify` would rightly call every one of them wrong.

    python3 bench/register/fill.py DATA/hoshirube.db COUNT
"""
import hashlib
import sqlite3
import sys


def number_of(index):
    base = f"{200000000000 + index:012d}"
    total = sum(int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(base)))
    return f"{9 - total % 9}{base}"


def rows(count):
    for i in range(count):
        number, name = number_of(i), f"株式会社見本{i}"
        firm = f"f{i:025d}"
        yield (
            (firm, number, name, f"ミホン{i}", "", f"Sample {i} K.K.", f"{i % 47 + 1:02d}", "E26", 10 + i % 90, "", 1, 0, 1, f"見本{i}\nミホン{i}\n{number}"),
            (f"a{i:025d}", firm, "2026-03-27", 3, "company", "本社と工場のすべて", "All of head office and factory", "registered", 1, None, "", 0, 1),
            (f"c{i:025d}", i + 100, "", f"a{i:025d}", firm, number, name, f"Sample {i} K.K.", 3, "2026-03-27", "company", "本社と工場のすべて",
             "All of head office and factory", "2026-11-23", "2099-11-22", hashlib.sha256(str(i).encode()).hexdigest(), "keeper", "granted", None, None),
        )


def main(path, count):
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = OFF")
    tables = ("organisation", "assessment", "certificate")
    batch = {table: [] for table in tables}

    def flush():
        for table in tables:
            if batch[table]:
                db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(batch[table][0]))})", batch[table])
                batch[table].clear()

    for one in rows(count):
        for table, row in zip(tables, one):
            batch[table].append(row)
        if len(batch["certificate"]) == 10000:
            flush()
    flush()
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


main(sys.argv[1], int(sys.argv[2]))
