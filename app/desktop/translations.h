// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace sluice::app {

/// Makes the application speak the system's language where there is a translation, else English, plurals included.
void installTranslations(QCoreApplication &application);

} // namespace sluice::app
