# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` puts where, by the standards of freedesktop.org.
include(GNUInstallDirs)

install(TARGETS sluice-cli RUNTIME)
# Started by the other programs alone.
install(TARGETS sluice-worker RUNTIME DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/sluice")
install(FILES resources/sdk/sluice_parser.h DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
if(TARGET sluice-render)
  install(TARGETS sluice-render RUNTIME DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/sluice")
endif()
if(WITH_UI)
  install(TARGETS sluice RUNTIME)
  install(FILES packaging/sluice.desktop DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
  install(FILES packaging/org.sluice.Sluice.metainfo.xml DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
  install(FILES resources/icons/sluice.svg DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
endif()
