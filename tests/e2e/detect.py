# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Chromium under chromedriver visits the detection laboratory, with and without its driver's mark removed."""
import contextlib
import json
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request

from e2elib import free_port, main, send, skip, wait_until

SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def ask(address, payload=None, method=None):
    body = None if payload is None else json.dumps(payload).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


@contextlib.contextmanager
def laboratory(cli):
    process = cli.start("detect")
    try:
        yield process.stdout.readline().decode().strip().rstrip("/")
        send(process)
        assert process.wait(timeout=30) == 0, process.returncode
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@contextlib.contextmanager
def chromedriver():
    program = shutil.which("chromedriver") or skip("chromedriver is not installed")
    shutil.which("chromium") or skip("chromium is not installed")
    port = free_port()
    process = subprocess.Popen([program, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"

    def is_ready():
        try:
            return ask(address + "/status")["value"]["ready"]
        except (OSError, urllib.error.URLError):
            return False

    try:
        wait_until(is_ready, "chromedriver")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextlib.contextmanager
def session(driver, *switches):
    """A browser of its own; yields a function that opens a page and tells where the browser ended."""
    with tempfile.TemporaryDirectory(prefix="sluice-chromium-") as profile:
        options = {"binary": shutil.which("chromium"), "args": [*SWITCHES, f"--user-data-dir={profile}", *switches]}
        made = ask(driver + "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        browser = f"{driver}/session/{made['value']['sessionId']}"

        def visit(url):
            ask(browser + "/url", {"url": url})
            return ask(browser + "/url")["value"]

        try:
            yield visit
        finally:
            ask(browser, method="DELETE")


def visits(origin):
    return ask(origin + "/visits.json")


def classes(visit):
    return {marker["name"]: marker["class"] for marker in visit["markers"]}


def a_driven_chromium_is_seen(cli):
    with laboratory(cli) as origin, chromedriver() as driver:
        with session(driver) as visit:
            visit(origin + "/")
            wait_until(lambda: len(visits(origin)) == 1, "the evidence")
            assert visit(origin + "/article/chrome") == origin + "/automation-detected"
            for other in ("firefox", "phantomjs"):
                assert visit(f"{origin}/article/{other}") == f"{origin}/article/{other}"
        plain = visits(origin)[0]
        print(f"chromedriver: {plain['verdict']}, {sorted(classes(plain))}")
        assert plain["verdict"] == "automated"
        assert classes(plain).get("navigator.webdriver") == "explicit"
        assert "cdc_" in next(marker["evidence"] for marker in plain["markers"] if marker["name"] == "$cdc_…")

        with session(driver, "--disable-blink-features=AutomationControlled") as visit:
            visit(origin + "/")
            wait_until(lambda: len(visits(origin)) == 2, "the evidence")
            assert visit(origin + "/article/chrome") == origin + "/article/chrome", "the test sees no driver any more"
        masked = visits(origin)[1]
        print(f"masked: {masked['verdict']}, {sorted(classes(masked))}")
        assert "navigator.webdriver" not in classes(masked)
        assert masked["verdict"] == "automated" and "$cdc_…" in classes(masked), "the driver's properties remain"
        assert [each["id"] for each in visits(origin)] == [1, 2]
        assert set(plain) == {"id", "user_agent", "verdict", "markers"}


if __name__ == "__main__":
    main([a_driven_chromium_is_seen])
