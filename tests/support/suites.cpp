// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/suites.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

namespace sluice::test {

QString suitePath(const QString &relative)
{
    const QString root = qEnvironmentVariable("SLUICE_SUITES");
    if (root.isEmpty())
        return {};
    const QString path = QDir(root).filePath(relative);
    return QFileInfo::exists(path) ? path : QString();
}

void failOnAnyWarning()
{
    static const QRegularExpression any(QStringLiteral(".*"));
    QTest::failOnWarning(any);
}

} // namespace sluice::test
