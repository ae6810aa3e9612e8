# SPDX-License-Identifier: GPL-3.0-or-later
# The tests of what runs in sluice-worker.
sluice_test(tst_jqqueryguard LINKS core_extract test_support)
sluice_test(tst_workerprotocol LINKS core_extract test_support)

# Plug-ins as users build them: the header of the SDK and nothing else.
foreach(name example misbehaving oldabi noentry)
  add_library(plugin_${name} MODULE "${PROJECT_SOURCE_DIR}/tests/fixtures/plugins/${name}.cpp")
  target_include_directories(plugin_${name} PRIVATE "${PROJECT_SOURCE_DIR}/resources/sdk")
  set_target_properties(plugin_${name} PROPERTIES PREFIX "" AUTOMOC OFF
    LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests/plugins")
endforeach()
if(TARGET sluice-worker)
  foreach(name pool limits scripts plugins ports)
    sluice_test(tst_worker${name} LINKS core_extract test_support TIMEOUT 300)
    target_compile_definitions(tst_worker${name} PRIVATE
      SLUICE_WORKER="$<TARGET_FILE:sluice-worker>" SLUICE_PLUGINS="${CMAKE_BINARY_DIR}/tests/plugins")
    add_dependencies(tst_worker${name} sluice-worker plugin_example plugin_misbehaving plugin_oldabi plugin_noentry)
  endforeach()
  sluice_test(tst_recipes LINKS core_extract test_support)
  target_compile_definitions(tst_recipes PRIVATE SLUICE_WORKER="$<TARGET_FILE:sluice-worker>" SLUICE_PLUGINS="")
  add_dependencies(tst_recipes sluice-worker)
endif()
