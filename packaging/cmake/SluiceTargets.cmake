# SPDX-License-Identifier: GPL-3.0-or-later
# Functions that give every target of the project the same language level, warnings and include root.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Some hundred programs are linked, most of them tests: mold takes a fifth of the time where it is installed.
find_program(MOLD_LINKER mold)
if(MOLD_LINKER)
  add_link_options(-fuse-ld=mold)
endif()

function(_sluice_common target)
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_compile_definitions(${target} PRIVATE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS
    QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400
    SLUICE_VERSION="${PROJECT_VERSION}")
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
  if(WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

# Tells the sources that name SLUICE_FIXTURES where that is.
function(_sluice_fixtures target)
  foreach(source IN LISTS ARGN)
    file(STRINGS "${source}" uses REGEX SLUICE_FIXTURES LIMIT_COUNT 1)
    if(uses)
      set_property(SOURCE "${source}" APPEND PROPERTY COMPILE_DEFINITIONS
        SLUICE_FIXTURES="${PROJECT_SOURCE_DIR}/tests/fixtures")
    endif()
  endforeach()
endfunction()

# Has moc read those sources that include what it writes of them, and nothing else. AUTOMOC would start a program and
# compile an empty file more for each test, which is a third of what a test costs to build.
function(_sluice_moc target)
  set_target_properties(${target} PROPERTIES AUTOMOC OFF)
  foreach(source IN LISTS ARGN)
    get_filename_component(name "${source}" NAME_WE)
    file(STRINGS "${source}" includes REGEX "^#include \"${name}\\.moc\"" LIMIT_COUNT 1)
    if(includes)
      qt_generate_moc("${source}" "${name}.moc")
      target_sources(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${name}.moc")
      target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
    endif()
  endforeach()
endfunction()

# With PRECOMPILE_HEADERS, the headers of Qt and the standard library that most files name are compiled once: for the
# folders of the window with Qt Widgets, for tests with Qt Test. Sources still name what they use.
function(_sluice_precompiled target)
  if(NOT PRECOMPILE_HEADERS)
    return()
  endif()
  file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
  set(host sluice_core_headers)
  if(folder MATCHES "^(ui|tests/ui|app/desktop)(/|$)")
    set(host sluice_widget_headers)
  endif()
  get_target_property(links ${target} LINK_LIBRARIES)
  if("Qt6::Test" IN_LIST links)
    # Qt Test's headers differ with Qt Network, so all tests have it or none.
    target_link_libraries(${target} PRIVATE Qt6::Network)
    string(REPLACE "headers" "test_headers" host ${host})
  endif()
  target_precompile_headers(${target} REUSE_FROM ${host})
endfunction()

function(_sluice_headers name library)
  add_library(${name} OBJECT "${PROJECT_BINARY_DIR}/headers.cpp")
  _sluice_common(${name})
  target_link_libraries(${name} PRIVATE ${library})
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()

function(sluice_precompiled_headers)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/headers.cpp" CONTENT "// Its headers are compiled beside it.\n")
  set(core_headers
    <algorithm> <chrono> <functional> <memory> <optional> <span> <string> <unordered_map> <variant> <vector>
    <tl/expected.hpp>
    <QByteArray> <QCoreApplication> <QDateTime> <QFile> <QFuture> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject>
    <QList> <QLocale> <QMap> <QObject> <QPointer> <QRegularExpression> <QSet> <QString> <QStringList> <QThread> <QTimer>
    <QUrl> <QVariant>)
  set(widget_headers
    <QAbstractTableModel> <QAction> <QApplication> <QBoxLayout> <QComboBox> <QDialog> <QLabel> <QLineEdit> <QMenu>
    <QPainter> <QPushButton> <QSpinBox> <QTableView> <QToolButton> <QWidget>)
  _sluice_headers(sluice_core_headers Qt6::Core ${core_headers})
  _sluice_headers(sluice_core_test_headers "Qt6::Test;Qt6::Network" ${core_headers} <QSignalSpy> <QTest>)
  if(WITH_UI)
    _sluice_headers(sluice_widget_headers Qt6::Widgets ${core_headers} ${widget_headers})
    _sluice_headers(sluice_widget_test_headers "Qt6::Widgets;Qt6::Test;Qt6::Network" ${core_headers} ${widget_headers} <QSignalSpy>
      <QTest>)
  endif()
endfunction()

# sluice_library(NAME SOURCES … LINKS …): one static library per second-level folder. LINKS are public: what the
# folder's headers name, its users need too.
function(sluice_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  _sluice_common(${name})
  target_link_libraries(${name} PUBLIC ${ARG_LINKS})
  _sluice_precompiled(${name})
endfunction()

# sluice_program(NAME SOURCES … LINKS …): an executable, put in the build's bin/.
function(sluice_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  _sluice_common(${name})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS})
  _sluice_precompiled(${name})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
endfunction()

# sluice_test(NAME SOURCES … LINKS … [LABELS …] [TIMEOUT S]): a Qt Test program, run offscreen by CTest. The first
# source is NAME.cpp where SOURCES is absent.
function(sluice_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
  if(NOT ARG_SOURCES)
    set(ARG_SOURCES ${name}.cpp)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  _sluice_common(${name})
  _sluice_fixtures(${name} ${ARG_SOURCES})
  _sluice_moc(${name} ${ARG_SOURCES})
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    # What is tested is optimised as it is shipped; the test itself need not be, which spares a quarter of its time.
    target_compile_options(${name} PRIVATE -O1)
  endif()
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} Qt6::Test)
  _sluice_precompiled(${name})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests/bin")
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    # XGBoost's threads would spin while they wait, on cores that tests beside them need.
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_FATAL_WARNINGS=0;LC_ALL=C.UTF-8;TZ=UTC;OMP_WAIT_POLICY=PASSIVE")
endfunction()
