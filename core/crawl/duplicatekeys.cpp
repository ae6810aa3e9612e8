// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/duplicatekeys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QList>
#include <QSet>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// An object or array that is open where the scan stands.
struct Level
{
    bool isObject = false;
    bool isNameNext = false;
    QString name; ///< of the member being read
    QSet<QString> names;
    qsizetype index = 0;
};

/// The position after the string that begins at `start`.
qsizetype endOfString(const QByteArray &json, qsizetype start)
{
    qsizetype i = start + 1;
    while (i < json.size() && json[i] != '"')
        i += json[i] == '\\' ? 2 : 1;
    return i + 1;
}

/// Two spellings of a name ("a", "\u0061") are one name.
QString decoded(const QByteArray &token)
{
    return QJsonDocument::fromJson('[' + token + ']').array().at(0).toString();
}

QString pathOf(const QList<Level> &levels)
{
    QString path;
    for (const Level &level : levels) {
        if (!level.isObject)
            path += u"[%1]"_s.arg(level.index);
        else
            path += (path.isEmpty() ? QString() : u"."_s) + level.name;
    }
    return path;
}

void step(char c, QList<Level> &levels)
{
    if (c == '{' || c == '[')
        levels.append({c == '{', c == '{', {}, {}, 0});
    else if (c == '}' || c == ']')
        levels.removeLast();
    else if (c == ',') {
        levels.last().isNameNext = levels.last().isObject;
        ++levels.last().index;
    }
}

} // namespace

QString duplicateKey(const QByteArray &json)
{
    QList<Level> levels;
    for (qsizetype i = 0; i < json.size();) {
        if (json[i] != '"') {
            step(json[i++], levels);
            continue;
        }
        const qsizetype end = endOfString(json, i);
        if (!levels.isEmpty() && levels.last().isNameNext) {
            Level &level = levels.last();
            level.isNameNext = false;
            level.name = decoded(json.mid(i, end - i));
            if (level.names.contains(level.name))
                return pathOf(levels);
            level.names.insert(level.name);
        }
        i = end;
    }
    return {};
}

} // namespace sluice::core
