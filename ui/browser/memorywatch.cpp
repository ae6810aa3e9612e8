// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/memorywatch.h"

#include "ui/browser/webpage.h"

#include <QFile>
#include <QLocale>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int intervalMs = 500;

} // namespace

MemoryWatch::MemoryWatch(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(intervalMs);
    connect(&m_timer, &QTimer::timeout, this, &MemoryWatch::look);
}

void MemoryWatch::add(WebPage *page)
{
    m_pages.append(page);
    m_timer.start();
}

qint64 MemoryWatch::residentBytes(qint64 process)
{
    QFile file(u"/proc/%1/statm"_s.arg(process));
    if (process <= 0 || !file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

void MemoryWatch::look()
{
    m_pages.removeIf([](const QPointer<WebPage> &page) { return page.isNull(); });
    if (m_pages.isEmpty())
        return m_timer.stop();
    for (const QPointer<WebPage> &page : std::as_const(m_pages)) {
        if (residentBytes(page->renderProcessPid()) > m_limit)
            page->endProcess(
                tr("The page took more than %1 of memory and was ended.").arg(QLocale().formattedDataSize(m_limit)));
    }
}

} // namespace sluice::ui
