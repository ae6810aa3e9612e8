// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/browserprograms.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QString firstInPath(const QStringList &names)
{
    for (const QString &name : names) {
        if (const QString path = QStandardPaths::findExecutable(name); !path.isEmpty())
            return path;
    }
    return {};
}

QString besideThisProgram(const QString &name)
{
    const QDir folder(QCoreApplication::applicationDirPath());
    for (const QString &place : {name, u"../libexec/sluice/"_s + name, u"../libexec/"_s + name}) {
        const QFileInfo file(folder.filePath(place));
        if (file.isFile() && file.isExecutable())
            return file.canonicalFilePath();
    }
    return {};
}

QString missing(const QString &name, const QString &path)
{
    return path.isEmpty() ? u"%1 is not installed"_s.arg(name) : QString();
}

} // namespace

BrowserPrograms findBrowserPrograms()
{
    return {besideThisProgram(u"sluice-render"_s), firstInPath({u"chromedriver"_s}),
            firstInPath({u"chromium"_s, u"chromium-browser"_s, u"google-chrome"_s}),
            firstInPath({u"firefox-esr"_s, u"firefox"_s})};
}

QString missingProgram(const Profile &profile, const BrowserPrograms &programs)
{
    switch (profile.kind) {
    case ProfileKind::Plain:
    case ProfileKind::Automation:
    case ProfileKind::Simulated:
        return missing(u"sluice-render, the embedded browser's program,"_s, programs.renderer);
    case ProfileKind::Chromedriver:
    case ProfileKind::ChromedriverMasked:
        return programs.chromedriver.isEmpty() ? missing(u"chromedriver"_s, programs.chromedriver)
                                               : missing(u"Chromium"_s, programs.chromium);
    case ProfileKind::Firefox:
    case ProfileKind::FirefoxBidi:
        return missing(u"Firefox"_s, programs.firefox);
    }
    Q_UNREACHABLE();
}

} // namespace sluice::core
