#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains on a million rows and predicts them: seconds and peak memory, beside the limit of 3 GB.

usage: bench_learn.py --cli SLUICE-CLI [--rows N] [--columns N] [--rounds N]
"""
import argparse
import csv
import os
import random
import subprocess
import tempfile
import time

LIMIT_GB = 3
LEVELS = [f"level {i}" for i in range(40)]


def write_table(path, rows, columns):
    """Half of the columns are numbers, half categories; two of each decide, one answer in ten is wrong."""
    chance = random.Random(1)
    with open(path, "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([f"c{i}" for i in range(columns - 1)] + ["told"])
        for _ in range(rows):
            cells = [chance.choice(LEVELS) if i % 2 else round(chance.random() * 1000, 3) for i in range(columns - 1)]
            told = (cells[0] > 500) != (cells[1] < "level 3") or cells[2] > 900
            writer.writerow([*cells, "yes" if told != (chance.random() < 0.1) else "no"])


def measured(words):
    """Runs a program; its output, seconds and peak memory in bytes."""
    began = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.PIPE)
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return output, time.monotonic() - began, usage.ru_maxrss * 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cli", required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sluice-bench-") as folder:
        data, model = os.path.join(folder, "data.csv"), os.path.join(folder, "m.json")
        write_table(data, given.rows, given.columns)
        print(f"{given.rows} rows × {given.columns} columns, {os.path.getsize(data) / 1e6:.0f} MB of CSV")
        for name, words in (("train", ["train", data, "--target", "told", "--out", model, "--param",
                                       f"rounds={given.rounds}"]),
                            ("evaluate", ["evaluate", model, data]),
                            ("predict", ["predict", model, data, "--csv", os.path.join(folder, "out.csv")])):
            output, seconds, peak = measured([given.cli, "model", *words])
            print(f"{name}: {seconds:.1f} s, peak {peak / 1e9:.2f} GB (limit {LIMIT_GB} GB)")
            print(output, end="")


if __name__ == "__main__":
    main()
