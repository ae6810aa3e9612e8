# SPDX-License-Identifier: GPL-3.0-or-later
"""Random passwords go through everything that handles secrets, and must be found nowhere but where they belong: in no
file, output, process argument or environment of another process."""
import base64
import contextlib
import ctypes
import json
import os
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import threading
import time

from e2elib import Page, TinySite, check_integrity, html, main, read_json_lines, skip, wait_until
from guardedsite import Guard, basic, guarded, proxy

QUICK = ["--delay", "0", "--no-adaptive", "--retries", "0"]
LEAVES = 6


class Canary:
    """One random secret, and all the ways it might be written."""

    def __init__(self):
        self.value = "canary" + secrets.token_hex(12)
        plain = self.value.encode()
        self.forms = {plain, self.value.encode("utf-16-le"), plain.hex().encode()}
        for shift in range(3):  # base64 depends on what stands before
            whole = base64.b64encode(b"x" * shift + plain)
            self.forms.add(whole[4 if shift else 0:-4])

    def is_in(self, content):
        return any(form in content for form in self.forms)


class Watch:
    """Looks for canaries in a folder, and in the processes under one while it runs."""

    def __init__(self, folder, canaries):
        self.folder, self.canaries = folder, canaries
        self.found, self.children, self.files = [], set(), 0

    def look(self, where, content):
        for name, canary in self.canaries.items():
            if canary.is_in(content):
                self.found.append(f"{name} in {where}")

    def look_at_files(self):
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(folder, name)
                with contextlib.suppress(OSError):
                    if not stat.S_ISREG(os.lstat(path).st_mode):
                        continue
                    with open(path, "rb") as content:
                        self.look(os.path.relpath(path, self.folder), content.read())
                    self.files += 1

    def look_at_processes(self, root):
        for pid in descendants(root):
            with contextlib.suppress(OSError):
                with open(f"/proc/{pid}/cmdline", "rb") as content:
                    words = content.read()
                name = os.path.basename(words.split(b"\0")[0].decode(errors="replace"))
                self.look(f"arguments of {name}", words)
                if pid != root:  # its own environment is the user's
                    self.children.add(name)
                    with open(f"/proc/{pid}/environ", "rb") as content:
                        self.look(f"environment of {name}", content.read())

    def check(self):
        assert not self.found, "; ".join(sorted(set(self.found)))
        assert self.files > 0, "there was nothing to look at"


def descendants(root):
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                with open(f"/proc/{entry}/stat") as content:
                    parent = int(content.read().rsplit(")", 1)[1].split()[1])
                children.setdefault(parent, []).append(int(entry))
    found, queue = [], [root]
    while queue:
        found.append(queue.pop())
        queue += children.get(found[-1], [])
    return found


class World:
    """A guarded site behind a proxy, the secrets for them, and the program run under watch."""

    def __init__(self, cli, scheme="basic"):
        self.cli = cli
        self.canaries = {name: Canary() for name in ("proxy password", "site password", "header", "cookie")}
        self.keys = tempfile.mkdtemp(prefix="sluice-keys-")
        self.guard = Guard(scheme, "ann", self.value("site password"))
        self.watch = Watch(cli.folder, self.canaries)
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY")}
        for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
            self.environment[name] = cli.path("of-" + name)
            os.makedirs(self.environment[name], mode=0o700)
            os.chmod(self.environment[name], 0o711)  # the renderer gives up root's rights
        self.environment["SLUICE_HEADER_SECRET"] = self.value("header")

    def value(self, name):
        return self.canaries[name].value

    def site(self):
        links = [f"/p{i}" for i in range(LEAVES)]
        pages = {"/": Page(html("start", links, '<script type="application/json">{"a": 1}</script>')),
                 "/robots.txt": Page("", 404)}
        pages["/?a=b%20c"] = pages["/"]
        for link in links:
            pages[link] = Page(html(link), delay=0.05)
        return TinySite({path: guarded(page, self.guard) for path, page in pages.items()})

    def secret(self, name, value):
        """--secret for a file beyond the watched folder."""
        path = os.path.join(self.keys, secrets.token_hex(4))
        with open(path, "w") as out:
            out.write(value)
        return ["--secret", f"{name}=file:{path}"]

    def words(self, origin, port):
        """All four secrets."""
        host = origin.removeprefix("http://")
        return [*self.secret_words(origin, port), "--login", f"ann@{host}", "--proxy", f"http://bob@127.0.0.1:{port}",
                "--header", "X-Key:secret:key"]

    def secret_words(self, origin, port):
        return [*self.secret(f"ann@{origin.removeprefix('http://')}", self.value("site password")),
                *self.secret(f"bob@127.0.0.1:{port}", self.value("proxy password")),
                *self.secret("session", self.value("cookie")), "--secret", "key=env:SLUICE_HEADER_SECRET"]

    def run(self, *arguments, kill_when=None):
        process = self.cli.start(*arguments, env=self.environment)
        output = {}
        reader = threading.Thread(target=lambda: output.update(zip(("out", "err"), process.communicate())), daemon=True)
        reader.start()
        end = time.monotonic() + 240
        while reader.is_alive():
            self.watch.look_at_processes(process.pid)
            self.watch.look_at_files()
            if (kill_when and kill_when()) or time.monotonic() > end:
                process.kill()
            reader.join(0.02)
        self.watch.look_at_files()
        self.watch.look(f"standard output of {arguments[0]}", output["out"])
        self.watch.look(f"standard error of {arguments[0]}", output["err"])
        return process.returncode, output["out"].decode(), output["err"].decode()

    def with_cookie(self, path):
        """A cookie stands in job files alone."""
        with open(self.cli.path(path)) as job:
            settings = json.load(job)
        settings["requests"]["cookies"] = [{"name": "sid", "secret": "session", "domain": "127.0.0.1"}]
        with open(self.cli.path(path), "w") as job:
            json.dump(settings, job)

    def close(self):
        shutil.rmtree(self.keys)
        self.watch.check()


@contextlib.contextmanager
def world(cli, scheme="basic"):
    made = World(cli, scheme)
    yield made
    made.close()


def the_watch_finds_what_is_there(cli):
    canary = Canary()
    forms = {"plain": canary.value.encode(), "in UTF-16": canary.value.encode("utf-16-le"),
             "as a Basic login": basic("ann", canary.value).encode(), "as another": basic("bo", canary.value).encode(),
             "as a third": basic("x", canary.value).encode()}
    for name, content in forms.items():
        watch = Watch(cli.folder, {"it": canary})
        with open(cli.path("file"), "wb") as out:
            out.write(b"before" + content + b"after")
        watch.look_at_files()
        assert watch.found == ["it in file"], name
    with subprocess.Popen(["sleep", "60"], env={"KEY": canary.value}) as process:
        watch.look_at_processes(os.getpid())
        process.kill()
    assert "it in environment of sleep" in watch.found, watch.found


def all_ways_of_output(cli):
    with world(cli) as it, it.site().served() as origin, proxy("bob", it.value("proxy password")) as (port, _):
        code, out, err = it.run("crawl", origin + "/", *QUICK, *it.words(origin, port), "--keep-bodies", "--json",
                                "--save-job", "job.json", "--project", "p.sluice")
        assert code == 0 and len(read_json_lines(out)) == LEAVES + 1, (code, err)
        assert it.guard.accepted > LEAVES and it.guard.wrong == 0, it.guard.__dict__
        it.with_cookie("job.json")
        code, _, err = it.run("run", "job.json", *it.secret_words(origin, port), "--csv", "a.csv", "--jsonl", "a.jsonl",
                              "--project", "p.sluice")
        assert code == 0, err
        for words in (["export", "p.sluice", "--csv", "b.csv", "--jsonl", "b.jsonl"], ["status", "p.sluice"],
                      ["resume", "p.sluice", *it.secret_words(origin, port)], ["schema", "job"]):
            code, _, err = it.run(*words)
            assert code == 0, (words[0], err)
        check_integrity(cli.path("p.sluice"))


def secrets_arrive_where_they_belong(cli):
    """Else the other tests would prove nothing; and they arrive nowhere else."""
    with world(cli) as it:
        guarded_site, elsewhere = it.site(), TinySite({"/": Page(html("other")), "/robots.txt": Page("", 404)})
        with guarded_site.served() as origin, elsewhere.served() as other, \
                proxy("bob", it.value("proxy password")) as (port, seen):
            guarded_site.pages["/p0"] = guarded(Page("", 302, {"Location": other + "/"}), it.guard)
            code, _, err = it.run("crawl", origin + "/", *QUICK, *it.words(origin, port), "--scope", "any",
                                  "--save-job", "job.json", "--csv", "a.csv")
            assert code == 0, err
            it.with_cookie("job.json")
            code, _, err = it.run("run", "job.json", *it.secret_words(origin, port), "--csv", "b.csv")
            assert code == 0, err
        last = guarded_site.asked("/p1")[-1]
        assert last["Authorization"] == basic("ann", it.value("site password")), last
        assert last["X-Key"] == it.value("header") and last["Cookie"] == "sid=" + it.value("cookie"), last
        # Told only when the proxy asks.
        assert set(seen) == {None, basic("bob", it.value("proxy password"))} and seen.count(None) < len(seen) / 2, seen
        foreign = elsewhere.asked("/")
        assert foreign and not any("Authorization" in each or "X-Key" in each for each in foreign), foreign


def digest_of(cli, scheme, uses):
    with world(cli, scheme) as it:
        it.guard.uses = uses
        site = it.site()
        with site.served() as origin:
            host = origin.removeprefix("http://")
            code, out, err = it.run("crawl", origin + "/?a=b%20c", *QUICK, "--per-host", "1", "--json", "--login",
                                    f"ann@{host}", *it.secret(f"ann@{host}", it.value("site password")))
        assert code == 0, err
        assert it.guard.wrong == 0 and it.guard.accepted >= LEAVES, it.guard.__dict__
        rows = read_json_lines(out)
        assert sum(row["status"] == 200 for row in rows) >= LEAVES, rows
        return it.guard


def digest_md5(cli):
    assert digest_of(cli, "md5", 1_000).stale == 0


def digest_sha256(cli):
    assert digest_of(cli, "sha256", 1_000).stale == 0


def digest_renews_stale_nonces(cli):
    assert digest_of(cli, "sha256", 2).stale > 0


def errors_repeat_nothing(cli):
    with world(cli) as it, it.site().served() as origin, proxy("bob", it.value("proxy password")) as (port, _):
        host = origin.removeprefix("http://")
        wrong = Canary()
        it.canaries["wrong password"] = wrong
        login = ["--login", f"ann@{host}"]
        through = ["--proxy", f"http://bob@127.0.0.1:{port}"]
        code, out, err = it.run("crawl", origin + "/", *QUICK, *through, "--json", "--project", "407.sluice",
                                *it.secret(f"bob@127.0.0.1:{port}", wrong.value))
        assert code == 1 and "407" in out + err or "uthentication" in out + err, (code, out, err)
        code, out, err = it.run("crawl", origin + "/", *QUICK, *login, "--json", "--project", "401.sluice",
                                *it.secret(f"ann@{host}", wrong.value))
        assert code == 1 and read_json_lines(out)[0]["status"] == 401, (code, out, err)
        assert it.guard.wrong == 1, "a wrong password is sent once"
        code, _, err = it.run("crawl", "http://nowhere.invalid/", *QUICK, "--login", "ann@nowhere.invalid",
                              *it.secret("ann@nowhere.invalid", it.value("site password")))
        assert code == 1, err
        code, _, err = it.run("crawl", origin + "/", *QUICK, *login)
        assert code == 2 and f"ann@{host}" in err, err
        for words in (["--proxy", f"http://bob:{wrong.value}@127.0.0.1:1"], ["--login", f"ann:{wrong.value}@{host}"],
                      ["--header", f"Cookie:a={wrong.value}"], ["--secret", f"key={wrong.value}"],
                      ["--header", f"X: y secret:{wrong.value}"]):
            outcome = cli.run("crawl", origin + "/", *words, env=it.environment)  # whose arguments hold it: not watched
            assert outcome.code == 2, (words[0], outcome.code)
            it.watch.look(f"the refusal of {words[0]}", (outcome.stdout + outcome.stderr).encode())


def a_killed_crawl_leaves_nothing(cli):
    with world(cli) as it:
        site = it.site()
        with site.served() as origin, proxy("bob", it.value("proxy password")) as (port, _):
            code, _, _ = it.run("crawl", origin + "/", *QUICK, "--per-host", "1", *it.words(origin, port), "--project",
                                "p.sluice", "--keep-bodies", kill_when=lambda: len(site.asked("/p1")) > 0)
            assert code == -signal.SIGKILL, code
            code, _, err = it.run("resume", "p.sluice")
            assert code == 2 and "no secret named" in err or "keychain cannot be used" in err, (code, err)
            code, _, err = it.run("resume", "p.sluice", *it.secret_words(origin, port))
            assert code == 0, err


def other_processes_know_nothing(cli):
    """The worker and the renderer, while they run."""
    folder = os.path.dirname(cli.program)
    has_renderer = os.path.exists(os.path.join(folder, "sluice-render"))
    with world(cli) as it, it.site().served() as origin, proxy("bob", it.value("proxy password")) as (port, _):
        words = ["--field", "a=json:.a", "--render", "rendered" if has_renderer else "http"]
        # A page that is rendered gets the login once robots.txt, which comes without an engine, has been refused.
        code, out, err = it.run("crawl", origin + "/", *QUICK, *it.words(origin, port), *words, "--project",
                                "p.sluice", "--json")
        assert code in (0, 1), err
        wanted = {"sluice-worker"} | ({"sluice-render"} if has_renderer else set())
        assert wanted <= it.watch.children, (wanted, it.watch.children, err)


# ---- the keychain ----

class Attribute(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("type", ctypes.c_int)]


class Schema(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("flags", ctypes.c_int), ("attributes", Attribute * 32),
                ("reserved", ctypes.c_void_p * 8)]


def keep(name, value):
    """Writes an entry as QtKeychain does; run in a process of its own, on the bus of its environment."""
    library = ctypes.CDLL("libsecret-1.so.0")
    schema = Schema(b"org.qt.keychain", 0)
    for index, attribute in enumerate((b"user", b"server", b"type")):
        schema.attributes[index] = Attribute(attribute, 0)
    library.secret_password_store_sync.restype = ctypes.c_int
    text = [ctypes.c_char_p(each) for each in (b"user", name.encode(), b"server", b"Sluice", b"type", b"plaintext")]
    null = ctypes.c_void_p(None)
    stored = library.secret_password_store_sync(ctypes.byref(schema), ctypes.c_char_p(b"default"),
                                                ctypes.c_char_p(b"Sluice"), ctypes.c_char_p(value.encode()), null, null,
                                                *text, null)
    os._exit(0 if stored else 1)


@contextlib.contextmanager
def keyring(environment):
    """A session bus with a GNOME keyring; sets the bus's address in `environment`."""
    for program in ("dbus-daemon", "gnome-keyring-daemon"):
        if not shutil.which(program):
            skip(f"{program} is not installed")
    bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, env=environment)
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
    daemon = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                              stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              env=environment)
    daemon.stdin.write(b"password of the keyring")
    daemon.stdin.close()
    try:
        yield
    finally:
        for process in (daemon, bus):
            process.terminate()
            process.wait()


def keep_in_child(environment, name, value):
    pid = os.fork()
    if pid == 0:
        os.environ.clear()
        os.environ.update(environment)
        keep(name, value)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def the_keychain_is_asked(cli):
    with world(cli) as it, it.site().served() as origin, keyring(it.environment):
        name = f"ann@{origin.removeprefix('http://')}"
        words = ["crawl", origin + "/", *QUICK, "--login", name]
        code, _, err = it.run(*words)
        assert code == 2 and name in err, err
        wait_until(lambda: keep_in_child(it.environment, name, it.value("site password")), "the keyring takes a secret")
        for further in ([], ["--secret", f"{name}=keychain"]):
            code, _, err = it.run(*words, *further, "--project", f"p{len(further)}.sluice")
            assert code == 0, err
        assert it.guard.wrong == 0 and it.guard.accepted > LEAVES


if __name__ == "__main__":
    main([the_watch_finds_what_is_there, all_ways_of_output, secrets_arrive_where_they_belong, digest_md5,
          digest_sha256, digest_renews_stale_nonces, errors_repeat_nothing, a_killed_crawl_leaves_nothing,
          other_processes_know_nothing, the_keychain_is_asked])
