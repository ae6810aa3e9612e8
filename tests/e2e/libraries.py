# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command line and the worker are linked with: no library that draws."""
import os
import re
import shutil
import subprocess

from e2elib import main, skip

DRAWING = re.compile(r"lib(Qt6(Gui|Widgets|OpenGL|Quick|Charts|Svg|WebEngine|Print)|GL|EGL|X11|xcb|wayland)")


def loaded_libraries(program):
    result = subprocess.run(["ldd", program], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, (program, result.stderr)
    names = [line.split()[0] for line in result.stdout.splitlines() if "=>" in line]
    assert any(name.startswith("libQt6Core") for name in names), (program, names)
    return names


def no_library_that_draws(cli):
    if not shutil.which("ldd"):
        skip("ldd is absent")
    for name in "sluice-cli", "sluice-worker":
        program = os.path.join(os.path.dirname(cli.program), name)
        drawing = [library for library in loaded_libraries(program) if DRAWING.match(library)]
        assert not drawing, (name, drawing)


if __name__ == "__main__":
    main([no_library_that_draws])
