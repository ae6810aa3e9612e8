#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads every #include and every LINKS of the tree and names what breaks the architecture.

usage: layers.py ROOT      exit code 0: nothing found; 1: one line a finding

The rules are the tables of rules.py.
"""
import glob
import os
import re
import subprocess
import sys

import rules

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
TARGET = re.compile(r"\bsluice_(?:library|program|test)\s*\(([^)]*)\)", re.DOTALL)
LINK_CALL = re.compile(r"\btarget_link_libraries\s*\(([^)]*)\)", re.DOTALL)
LIBRARY = re.compile(r"^(core|ui|app)_(\w+)$")
KEYWORDS = {"SOURCES", "LINKS", "LABELS", "TIMEOUT"}
SOURCES = (".cpp", ".h")
LICENSED = SOURCES + (".cmake", ".py", ".sh", "CMakeLists.txt")


def gui_headers():
    """Every header of the modules that draw, by the name it is included with."""
    names = set(rules.GUI_HEADERS)
    for module in rules.GUI_MODULES:
        for folder in glob.glob(f"/usr/include/*/qt6/{module}"):
            names.update(os.listdir(folder))
    return names


def tracked_files(root):
    """Paths from the root: what git knows or would add, else everything but the build folder."""
    if os.path.exists(os.path.join(root, ".git")):
        listed = subprocess.run(
            ["git", "-c", f"safe.directory={root}", "-C", root, "ls-files", "-co", "--exclude-standard"],
            capture_output=True, text=True, check=False)
        if listed.returncode == 0:
            return sorted(path for path in listed.stdout.splitlines() if os.path.isfile(os.path.join(root, path)))
    found = []
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if name not in ("build", ".git", "__pycache__")]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in files]
    return sorted(found)


def place_of(path):
    """("core", "net") for core/net/x.h; ("core", "") for core/CMakeLists.txt."""
    parts = path.split("/")
    return parts[0], parts[1] if len(parts) > 2 else ""


def may_reach(source, target):
    """Whether a file in `source` may use one in `target`; both are places."""
    layer, folder = source
    other_layer, other = target
    if layer == "core":
        return other_layer == "core" and other in rules.reach(rules.CORE, folder)
    if layer == "ui":
        if other_layer == "ui":
            return folder in (other, "main") or (other in rules.SHARED and folder != "widgets")
        return other_layer == "core" and folder != "widgets"
    if layer == "app":
        if other_layer == "ui":
            return rules.PROGRAMS.get(folder, False)
        return other_layer == "core" or (other_layer == "app" and other == folder)
    return True


def is_without_gui(place):
    layer, folder = place
    return layer == "core" or (layer == "app" and not rules.PROGRAMS.get(folder, False))


class Tree:
    """The files of a project and what was found wrong with them."""

    def __init__(self, root):
        self.root = root
        self.files = tracked_files(root)
        self.findings = []
        self.gui = gui_headers()
        self.links = {}  # library → what it links

    def text(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8", errors="replace") as file:
            return file.read()

    def report(self, path, message):
        self.findings.append(f"{path}: {message}")

    def check(self):
        self.check_top_level()
        for path in self.files:
            name = os.path.basename(path)
            if name == "CMakeLists.txt" and place_of(path)[0] in ("core", "ui", "app"):
                self.check_links(path)
        for path in self.files:
            self.check_folder(path)
            self.check_licence(path)
            if path.endswith(SOURCES) and place_of(path)[0] in ("core", "ui", "app", "tests"):
                self.check_length(path)
                self.check_includes(path)
        return self.findings

    def check_top_level(self):
        for entry in sorted({path.split("/")[0] for path in self.files} - rules.TOP_LEVEL):
            self.report(entry, "is no top-level entry of the design")

    def check_folder(self, path):
        layer, folder = place_of(path)
        known = {"core": rules.CORE, "ui": rules.SCREENS, "app": rules.PROGRAMS}.get(layer)
        if known is not None and folder and folder not in known:
            self.report(path, f"{layer}/{folder} is no folder of the design")

    def check_licence(self, path):
        text = self.text(path) if path.endswith(LICENSED) or "." not in os.path.basename(path) else ""
        if not path.endswith(LICENSED) and not text.startswith("#!"):
            return
        if not any(rules.LICENCE in line for line in text.splitlines()[:2]):
            self.report(path, f'has no line "{rules.LICENCE}" at its top')

    def check_length(self, path):
        lines = self.text(path).count("\n")
        if lines > rules.MAXIMUM_LINES and path not in rules.DATA_TABLES:
            self.report(path, f"has {lines} lines, over {rules.MAXIMUM_LINES}")

    def check_includes(self, path):
        place = place_of(path)
        for bracket, header in INCLUDE.findall(self.text(path)):
            if is_without_gui(place) and self.is_gui(header):
                self.report(path, f"includes {header}, which draws")
            if bracket == '"' and not header.endswith(".moc"):
                self.check_own_include(path, place, header)

    def is_gui(self, header):
        return header.split("/")[0] in rules.GUI_MODULES or header in self.gui

    def check_own_include(self, path, place, header):
        target = place_of(header)
        if target[0] not in ("core", "ui", "app", "tests"):
            self.report(path, f'includes "{header}", not written from the root')
        elif target[0] == "tests" and place[0] != "tests":
            self.report(path, f"includes {header} of the tests")
        elif not may_reach(place, target):
            self.report(path, f"may not include {header}")
        elif place[0] != "tests" and place != target and not self.is_linked(place, target):
            self.report(path, f"includes {header}, but its CMakeLists.txt links nothing that leads there")

    def is_linked(self, place, target):
        libraries = [name for name, (path, _) in self.links.items() if place_of(path) == place]
        edges = {name: linked for name, (_, linked) in self.links.items()}
        return not libraries or any("_".join(target) in rules.reach(edges, name) for name in libraries)

    def check_links(self, path):
        place = place_of(path)
        text = re.sub(r"#.*", "", self.text(path))
        for words in (call.split() for call in TARGET.findall(text)):
            linked = words[words.index("LINKS") + 1:] if "LINKS" in words else []
            stop = next((at for at, word in enumerate(linked) if word in KEYWORDS), len(linked))
            self.take_links(path, place, words[0], linked[:stop])
        for words in (call.split() for call in LINK_CALL.findall(text)):
            self.take_links(path, place, words[0], words[1:])

    def take_links(self, path, place, name, linked):
        self.links.setdefault(name, (path, set()))[1].update(linked)
        for library in linked:
            own = LIBRARY.match(library)
            if own and not may_reach(place, own.groups()):
                self.report(path, f"{name} may not link {library}")
            if is_without_gui(place) and library in rules.GUI_LINKS:
                self.report(path, f"{name} may not link {library}, which draws")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: layers.py ROOT")
    tree = Tree(os.path.abspath(sys.argv[1]))
    findings = tree.check()
    for finding in findings:
        print(finding)
    print(f"{len(tree.files)} files read, {len(findings)} findings")
    sys.exit(1 if findings or not tree.files else 0)


if __name__ == "__main__":
    main()
