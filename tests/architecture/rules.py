# SPDX-License-Identifier: GPL-3.0-or-later
"""The architecture as tables: what layers.py holds the tree against."""

# What each folder of core may include and link, besides itself; what those reach is allowed too.
CORE = {
    "base": set(),
    "url": {"base"},
    "serve": {"base"},
    "batch": {"base"},
    "settings": {"base"},
    "net": {"url", "batch"},
    "html": {"url"},
    "store": {"url"},
    "extract": {"html", "batch"},
    "render": {"net"},
    "proxy": {"net", "html", "store", "serve", "batch"},
    "detect": {"serve", "net"},
    "exporting": {"store", "batch"},
    "schedule": {"store"},
    "learn": {"exporting", "batch"},
    "crawl": {"extract", "proxy", "store", "render", "batch"},
}

# The folders of ui. Screens include SHARED and core, not each other; main joins them; widgets knows neither.
SCREENS = {
    "main", "welcome", "jobs", "crawl", "results", "page", "hosts", "problems", "charts", "structure", "log", "lab",
    "batch", "proxies", "browser", "detection", "models", "preferences", "fields", "paging",
    "replay", "spec",
    "tables", "widgets",
}
# What several screens show: widgets, the editors of rules, the pages of a spec, the tables' filter and export,
# and pages of rows.
SHARED = {"fields", "paging", "spec", "tables", "widgets"}

# The folders of app, and whether the program may use the window's libraries.
PROGRAMS = {"desktop": True, "renderer": True, "cli": False, "worker": False}

TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", ".ci", ".clang-format", ".clang-tidy", ".gitignore",
    ".gitattributes", "app", "core", "ui", "resources", "tests", "packaging",
}

MAXIMUM_LINES = 500
# Sources that are tables and nothing else may be longer.
DATA_TABLES = set()

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"

# Qt modules that draw. Their headers count as the module's also without its prefix.
GUI_MODULES = {
    "QtGui", "QtWidgets", "QtSvg", "QtSvgWidgets", "QtCharts", "QtOpenGL", "QtOpenGLWidgets", "QtPrintSupport",
    "QtWebEngineCore", "QtWebEngineWidgets", "QtWebEngineQuick", "QtQuick",
}
GUI_LINKS = {"Qt6::" + module.removeprefix("Qt") for module in GUI_MODULES}
# Known where Qt's headers are not installed to be asked.
GUI_HEADERS = {
    "QAction", "QApplication", "QBrush", "QChart", "QClipboard", "QColor", "QDesktopServices", "QDialog", "QFileDialog",
    "QFont", "QGuiApplication", "QIcon", "QImage", "QLabel", "QMainWindow", "QMenu", "QMessageBox", "QPainter",
    "QPalette", "QPen", "QPixmap", "QPushButton", "QStandardItemModel", "QStyle", "QSvgRenderer", "QTableView",
    "QTextDocument", "QWebEnginePage", "QWebEngineProfile", "QWebEngineView", "QWidget", "QWindow",
}


def reach(edges, start):
    """Every node that `start` reaches over `edges`, itself included."""
    found, queue = {start}, [start]
    while queue:
        for target in edges.get(queue.pop(), ()):
            if target not in found:
                found.add(target)
                queue.append(target)
    return found
