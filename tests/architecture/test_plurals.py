#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows that plurals.py finds texts without plural forms, however they are written."""
import pathlib
import tempfile
import unittest

import plurals

CODE = """
QString Pane::words(int count)
{
    return %s;
}
"""

# name → the call, how the message is called where it is missing
TEXTS = {
    "plain": ('tr("%n row(s)", nullptr, count)', "Pane"),
    "with separators": ('tr("%Ln row(s)", nullptr, count)', "Pane"),
    "in two parts": ('tr("%n row(s) "\n       "more", nullptr, count)', "Pane"),
    "of another class": ('sluice::ui::Other::tr("%n row(s)", nullptr, count)', "Other"),
    "with a context": ('QCoreApplication::translate("sluice::ui::Texts", "%n row(s)", nullptr, count)', "Texts"),
}


def message(owner, source, forms):
    numerus = "".join(f"<numerusform>{form}</numerusform>" for form in forms)
    return (f'<TS><context><name>sluice::ui::{owner}</name><message numerus="yes"><source>{source}</source>'
            f"<translation>{numerus}</translation></message></context></TS>")


class PluralsTest(unittest.TestCase):
    def found(self, call, translations):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            files = {"ui/x/pane.cpp": CODE.replace("%s", call), "resources/translations/sluice_en.ts": translations}
            for path, text in files.items():
                (root / path).parent.mkdir(parents=True)
                (root / path).write_text(text, encoding="utf-8")
            return list(plurals.findings(root))

    def test_missing_texts_are_found(self):
        for name, (call, owner) in TEXTS.items():
            with self.subTest(name):
                found = self.found(call, "<TS/>")
                self.assertEqual(len(found), 1)
                self.assertIn(f"in {owner}", found[0])
                self.assertIn("ui/x/pane.cpp:4", found[0])

    def test_texts_with_both_forms_pass(self):
        for name, (call, owner) in TEXTS.items():
            with self.subTest(name):
                _, source, _ = next(plurals.counted_texts(CODE.replace("%s", call)))
                self.assertEqual(self.found(call, message(owner, source, ["%n row", "%n rows"])), [])

    def test_forms_must_be_whole(self):
        call, _ = TEXTS["plain"]
        self.assertEqual(len(self.found(call, message("Pane", "%n row(s)", ["%n row"]))), 1)
        self.assertEqual(len(self.found(call, message("Pane", "%n row(s)", ["%n row", ""]))), 1)
        self.assertEqual(len(self.found(call, message("Another", "%n row(s)", ["%n row", "%n rows"]))), 1)

    def test_texts_without_a_count_pass(self):
        self.assertEqual(self.found('tr("%1 rows, 100% done").arg(count)', "<TS/>"), [])


if __name__ == "__main__":
    unittest.main()
