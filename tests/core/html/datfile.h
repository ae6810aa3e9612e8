// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QList>

namespace sluice::test {

/// One case of an html5lib .dat file: section name ("#data" without '#') → lines joined by line feeds.
using DatCase = QHash<QByteArray, QByteArray>;

/// Reads a .dat file. A section's text has no line feed at its end, save where the case means one.
inline QList<DatCase> readDatFile(const QString &path, const QList<QByteArray> &sections)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<DatCase> cases;
    QByteArray section;
    bool isFirstLine = true;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QByteArray name = line.startsWith('#') ? line.mid(1) : QByteArray();
        if (name == "data")
            cases.append(DatCase());
        if (!name.isEmpty() && sections.contains(name) && !cases.isEmpty()) {
            section = name;
            cases.last().insert(section, "");
            isFirstLine = true;
            continue;
        }
        if (cases.isEmpty())
            continue;
        QByteArray &text = cases.last()[section];
        text += (isFirstLine ? QByteArray() : QByteArray("\n")) + line;
        isFirstLine = false;
    }
    return cases;
}

} // namespace sluice::test
