# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge as sluice-cli serves it."""
import contextlib
import json
import signal
import urllib.error
import urllib.request

from e2elib import main, send


@contextlib.contextmanager
def judge(cli, *words):
    process = cli.start("proxies", "judge", *words)
    try:
        yield process, process.stdout.readline().decode().strip()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ask(url, **headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
        return answer.headers, json.load(answer)


def it_serves_until_a_signal(cli):
    for number in (signal.SIGINT, signal.SIGTERM):
        with judge(cli) as (process, url):
            assert url.startswith("http://127.0.0.1:") and url.endswith("/"), url
            headers, answer = ask(url + "?nonce=n1", Via="1.1 someone")
            assert headers["Content-Type"] == "application/json" and headers["Cache-Control"] == "no-store", headers
            assert (answer["peer"], answer["method"], answer["nonce"]) == ("127.0.0.1", "GET", "n1"), answer
            assert ["Via", "1.1 someone"] in answer["headers"], answer
            send(process, number)
            assert process.wait(timeout=30) == 0, process.returncode
    with judge(cli) as (_, url):
        port = url.rsplit(":", 1)[1].rstrip("/")
        taken = cli.run("proxies", "judge", "--port", port)
        assert taken.code == 2 and port in taken.stderr and taken.stdout == "", (taken.code, taken.stderr)


def another_name_is_answered_beyond_loopback_alone(cli):
    for words, status in (((), 421), (("--bind", "0.0.0.0"), 200)):
        with judge(cli, *words) as (_, url):
            url = url.replace("0.0.0.0", "127.0.0.1")
            try:
                ask(url, Host="judge.example")
                answered = 200
            except urllib.error.HTTPError as error:
                answered = error.code
            assert answered == status, (words, answered)


def json_names_the_url(cli):
    with judge(cli, "--json") as (_, line):
        assert json.loads(line)["url"].startswith("http://127.0.0.1:"), line


if __name__ == "__main__":
    main([it_serves_until_a_signal, another_name_is_answered_beyond_loopback_alone, json_names_the_url])
