#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows that layers.py finds what it is for: a sound tree passes, and each way of breaking it is named."""
import os
import tempfile
import unittest

import layers
import rules

SPDX = "// " + rules.LICENCE + "\n"
CMAKE = "# " + rules.LICENCE + "\n"

SOUND = {
    "CMakeLists.txt": CMAKE,
    "README.md": "Sound\n",
    "core/base/CMakeLists.txt": CMAKE + "sluice_library(core_base SOURCES a.h LINKS Qt6::Core)\n",
    "core/base/a.h": SPDX + "#include <QString>\n",
    "core/url/CMakeLists.txt": CMAKE + "sluice_library(core_url SOURCES b.h LINKS core_base)\n",
    "core/url/b.h": SPDX + '#include "core/base/a.h"\n',
    "core/html/CMakeLists.txt": CMAKE + "sluice_library(core_html SOURCES c.h LINKS core_url)\n",
    "core/html/c.h": SPDX + '#include "core/url/b.h"\n#include "core/base/a.h"\n',
    "ui/widgets/CMakeLists.txt": CMAKE + "sluice_library(ui_widgets SOURCES w.h LINKS Qt6::Widgets)\n",
    "ui/widgets/w.h": SPDX + "#include <QWidget>\n",
    "ui/jobs/CMakeLists.txt": CMAKE + "sluice_library(ui_jobs SOURCES j.h LINKS ui_widgets core_html)\n",
    "ui/jobs/j.h": SPDX + '#include "ui/widgets/w.h"\n#include "core/html/c.h"\n',
    "ui/main/CMakeLists.txt": CMAKE + "sluice_library(ui_main SOURCES m.h LINKS ui_jobs)\n",
    "ui/main/m.h": SPDX + '#include "ui/jobs/j.h"\n',
    "app/desktop/CMakeLists.txt": CMAKE + "sluice_program(sluice SOURCES main.cpp LINKS ui_main)\n",
    "app/desktop/main.cpp": SPDX + '#include "ui/main/m.h"\n',
    "app/cli/CMakeLists.txt": CMAKE + "sluice_program(sluice-cli SOURCES main.cpp LINKS core_html)\n",
    "app/cli/main.cpp": SPDX + '#include "core/html/c.h"\n',
    "tests/core/base/tst_a.cpp": SPDX + '#include "core/base/a.h"\n#include "tst_a.moc"\n',
    ".ci/run": "#!/bin/sh\n" + CMAKE,
}

# name → path, what is put there, what the finding must say
BROKEN = {
    "core includes ui": ("core/base/x.h", SPDX + '#include "ui/widgets/w.h"\n', "may not include ui/widgets/w.h"),
    "core includes app": ("core/base/x.h", SPDX + '#include "app/cli/y.h"\n', "may not include app/cli/y.h"),
    "a core folder reaches up": ("core/base/x.h", SPDX + '#include "core/url/b.h"\n', "may not include core/url/b.h"),
    "core folders of no relation": ("core/url/x.h", SPDX + '#include "core/html/c.h"\n', "may not include"),
    "core includes a widget": ("core/base/x.h", SPDX + "#include <QWidget>\n", "QWidget, which draws"),
    "core includes a widget by module": ("core/base/x.h", SPDX + "#include <QtWidgets/QLabel>\n", "which draws"),
    "core includes an image": ("core/base/x.h", SPDX + "#  include <QImage>\n", "QImage, which draws"),
    "core includes WebEngine": ("core/base/x.h", SPDX + "#include <QWebEnginePage>\n", "which draws"),
    "core links a widget library": (
        "core/url/CMakeLists.txt", CMAKE + "sluice_library(core_url LINKS Qt6::Widgets)\n", "which draws"),
    "core links ui": (
        "core/url/CMakeLists.txt", CMAKE + "sluice_library(core_url LINKS ui_widgets)\n", "may not link ui_widgets"),
    "core links upwards": (
        "core/base/CMakeLists.txt", CMAKE + "sluice_library(core_base LINKS core_url)\n", "may not link core_url"),
    "core links upwards by plain CMake": (
        "core/base/CMakeLists.txt", CMAKE + "target_link_libraries(core_base PUBLIC core_url)\n", "may not link"),
    "an include that is not linked": (
        "core/html/CMakeLists.txt", CMAKE + "sluice_library(core_html LINKS Qt6::Core)\n", "links nothing"),
    "a screen includes another": ("ui/crawl/x.h", SPDX + '#include "ui/jobs/j.h"\n', "may not include ui/jobs/j.h"),
    "a screen links another": (
        "ui/jobs/CMakeLists.txt", CMAKE + "sluice_library(ui_jobs LINKS ui_widgets core_html ui_crawl)\n",
        "may not link ui_crawl"),
    "widgets include core": ("ui/widgets/x.h", SPDX + '#include "core/base/a.h"\n', "may not include core/base/a.h"),
    "ui includes app": ("ui/main/x.h", SPDX + '#include "app/desktop/y.h"\n', "may not include app/desktop/y.h"),
    "the command line includes ui": ("app/cli/x.h", SPDX + '#include "ui/widgets/w.h"\n', "may not include"),
    "the command line draws": ("app/cli/x.h", SPDX + "#include <QPixmap>\n", "which draws"),
    "a program includes another": ("app/desktop/x.h", SPDX + '#include "app/cli/y.h"\n', "may not include app/cli"),
    "a product file includes the tests": ("core/base/x.h", SPDX + '#include "tests/support/s.h"\n', "of the tests"),
    "an include beside itself": ("core/base/x.h", SPDX + '#include "a.h"\n', "not written from the root"),
    "an unknown core folder": ("core/misc/x.h", SPDX, "core/misc is no folder"),
    "an unknown screen": ("ui/misc/x.h", SPDX, "ui/misc is no folder"),
    "an unknown program": ("app/misc/x.h", SPDX, "app/misc is no folder"),
    "an unknown top-level entry": ("notes.txt", "x\n", "notes.txt: is no top-level entry"),
    "a long source": ("core/base/x.cpp", SPDX + "\n" * 500, "has 501 lines"),
    "a long test": ("tests/core/base/x.cpp", SPDX + "\n" * 500, "has 501 lines"),
    "a source without licence": ("core/base/x.h", "#pragma once\n", "has no line"),
    "a licence that a formatter tore apart": (
        "core/CMakeLists.txt", "#SPDX - License - Identifier : GPL - 3.0 - or -later\n", "has no line"),
    "a script without licence": (".ci/run", "#!/bin/sh\nexit 0\n", "has no line"),
}


class LayersTest(unittest.TestCase):
    def findings(self, files):
        with tempfile.TemporaryDirectory() as root:
            for path, text in files.items():
                os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return layers.Tree(root).check()

    def test_a_sound_tree_passes(self):
        self.assertEqual(self.findings(SOUND), [])

    def test_each_breach_is_named(self):
        for name, (path, text, expected) in BROKEN.items():
            with self.subTest(name):
                findings = self.findings({**SOUND, path: text})
                self.assertTrue(any(expected in finding for finding in findings), findings)

    def test_each_breach_is_named_alone(self):
        """A single wrong file is no avalanche; a wrong link may also cut off what relied on the right one."""
        for name, (path, text, _) in BROKEN.items():
            if not path.endswith("CMakeLists.txt"):
                with self.subTest(name):
                    self.assertEqual(len(self.findings({**SOUND, path: text})), 1)

    def test_data_tables_may_be_long(self):
        path = "core/base/x.cpp"
        rules.DATA_TABLES.add(path)
        self.addCleanup(rules.DATA_TABLES.discard, path)
        self.assertEqual(self.findings({**SOUND, path: SPDX + "\n" * 500}), [])

    def test_the_graph_has_no_circle(self):
        for folder, targets in rules.CORE.items():
            for target in targets:
                self.assertNotIn(folder, rules.reach(rules.CORE, target))

    def test_the_graph_reaches_what_the_crawl_needs(self):
        self.assertLessEqual({"net", "url", "html", "base"}, rules.reach(rules.CORE, "crawl"))
        self.assertNotIn("exporting", rules.reach(rules.CORE, "crawl"))


if __name__ == "__main__":
    unittest.main()
