# SPDX-License-Identifier: GPL-3.0-or-later
"""What the measurements share: running a program and reading what it cost."""
import os
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))


class Cost:
    """Of one run: wall seconds, CPU seconds, peak resident MiB, and what the program printed."""

    def __init__(self, seconds, usage, output):
        self.seconds, self.output = seconds, output
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024


def measure(words, folder, environment=None):
    log = os.path.join(folder, "output.txt")
    with open(log, "wb") as out:
        began = time.monotonic()
        process = subprocess.Popen(words, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=folder,
                                   env={**os.environ, "TMPDIR": folder, **(environment or {})})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    with open(log, errors="replace") as text:
        output = text.read()
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(words)} ended with {process.returncode}:\n{output[-2000:]}")
    return Cost(seconds, usage, output)


def memory(pid):
    """(resident, peak resident) of a process in MiB."""
    with open(f"/proc/{pid}/status") as lines:
        values = dict(line.split(":", 1) for line in lines)
    return tuple(int(values[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
