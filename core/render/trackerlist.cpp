// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/trackerlist.h"

#include <QFile>

using namespace Qt::StringLiterals;

/// The resource lies in a static library, so it is asked for by name; outside of any namespace, as Qt wants it.
static void loadTrackerResource()
{
    Q_INIT_RESOURCE(trackers);
}

namespace sluice::core {

namespace {

QString carriedList()
{
    loadTrackerResource();
    QFile file(u":/render/trackers.txt"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

TrackerList::TrackerList()
    : TrackerList(carriedList())
{}

TrackerList::TrackerList(const QString &text)
{
    for (const QString &line : text.split(u'\n')) {
        const QString host = line.section(u'#', 0, 0).trimmed().toLower();
        if (!host.isEmpty())
            m_hosts.insert(host);
    }
}

bool TrackerList::contains(const QString &host) const
{
    QString rest = host.toLower();
    while (!rest.isEmpty()) {
        if (m_hosts.contains(rest))
            return true;
        const qsizetype dot = rest.indexOf(u'.');
        rest = dot < 0 ? QString() : rest.mid(dot + 1);
    }
    return false;
}

} // namespace sluice::core
