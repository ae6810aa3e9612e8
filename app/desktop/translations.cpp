// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

// Resources in a static library are not registered by themselves; the macro must stand outside every namespace.
static void registerTranslationFiles()
{
    Q_INIT_RESOURCE(translations);
}

namespace sluice::app {

void installTranslations(QCoreApplication &application)
{
    registerTranslationFiles();
    auto *translator = new QTranslator(&application);
    const bool isLoaded = translator->load(QLocale(), u"sluice"_s, u"_"_s, u":/translations"_s) ||
                          translator->load(u"sluice_en"_s, u":/translations"_s);
    if (isLoaded)
        application.installTranslator(translator);
}

} // namespace sluice::app
