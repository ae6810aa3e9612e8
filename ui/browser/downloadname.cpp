// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/downloadname.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// Bytes of a file's name that every file system takes, with room for a number.
constexpr qsizetype longestName = 200;
constexpr qsizetype longestEnding = 12;

QString shortName(QString name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString ending = dot > 0 && name.size() - dot <= longestEnding ? name.mid(dot) : QString();
    name.chop(ending.size());
    while (!name.isEmpty() && (name + ending).toUtf8().size() > longestName)
        name.chop(name.size() > 1 && name.back().isLowSurrogate() ? 2 : 1);
    return name + ending;
}

} // namespace

QString downloadName(const QString &offered)
{
    static const QRegularExpression unseen(u"[\\p{C}]"_s);
    static const QRegularExpression special(u"[<>:\"|?*]"_s);
    static const QRegularExpression edges(u"^[.\\s]+|[.\\s]+$"_s);
    static const QRegularExpression device(u"^(con|prn|aux|nul|com[0-9]|lpt[0-9])\\s*(\\.|$)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    QString name = QString(offered).replace(u'\\', u'/').section(u'/', -1);
    name.remove(unseen).replace(special, u"_"_s).remove(edges);
    if (device.match(name).hasMatch())
        name.prepend(u'_');
    name = shortName(name);
    return name.isEmpty() ? u"download"_s : name;
}

} // namespace sluice::ui
