# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds texts with a count (%n) that have no plural forms in resources/translations/sluice_en.ts.

Usage: plurals.py ROOT. Prints a line for each text and ends with 1 where there is one.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

LITERAL = re.compile(r'\s*"((?:[^"\\]|\\.)*)"')
CALL = re.compile(r'(?:([\w:]+)::)?\b(tr|translate)\(')
DEFINITION = re.compile(r'^[^\s/#}].*?\b(\w+)::~?\w+\(', re.MULTILINE)
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def literal_at(text, at):
    """The adjacent string literals at a place as one text, and where they end; (None, at) where there is none."""
    parts = []
    while match := LITERAL.match(text, at):
        parts.append(re.sub(r"\\(.)", lambda escape: ESCAPES.get(escape.group(1), escape.group(0)), match.group(1)))
        at = match.end()
    return ("".join(parts) if parts else None), at


def class_at(text, at):
    """The class whose function stands around a place."""
    names = [match.group(1) for match in DEFINITION.finditer(text, 0, at)]
    return names[-1] if names else None


def counted_texts(text):
    """(class, text, line) of each tr() or translate() with a count; the class is None where it cannot be told."""
    for call in CALL.finditer(text):
        source, end = literal_at(text, call.end())
        owner = call.group(1) or class_at(text, call.start())
        if call.group(2) == "translate" and source is not None:
            owner = source
            comma = re.compile(r"\s*,").match(text, end)
            source = literal_at(text, comma.end())[0] if comma else None
        if source is not None and re.search("%L?n", source):
            yield (owner.split("::")[-1] if owner else None), source, text.count("\n", 0, call.start()) + 1


def plural_forms(file):
    """{(class, text)} of the messages that have both forms of English."""
    known = set()
    for context in ElementTree.parse(file).getroot().iter("context"):
        name = context.findtext("name").split("::")[-1]
        for message in context.iter("message"):
            forms = [form.text for form in message.iter("numerusform") if form.text]
            if message.get("numerus") == "yes" and len(forms) == 2:
                known.add((name, message.findtext("source")))
    return known


def findings(root):
    known = plural_forms(root / "resources/translations/sluice_en.ts")
    texts = {source for _, source in known}
    for folder in ("app", "core", "ui"):
        for file in sorted((root / folder).rglob("*.cpp")):
            for owner, source, line in counted_texts(file.read_text(encoding="utf-8")):
                is_known = (owner, source) in known if owner else source in texts
                if not is_known:
                    yield f"{file.relative_to(root)}:{line}: no plural forms for “{source}” in {owner or 'any class'}"


def main():
    found = list(findings(pathlib.Path(sys.argv[1])))
    print("\n".join(found + [f"{len(found)} findings"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
