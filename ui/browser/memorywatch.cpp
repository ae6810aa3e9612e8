// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/memorywatch.h"

#include "ui/browser/webpage.h"

#include <QFile>
#include <QLocale>

#include <algorithm>
#include <utility>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int intervalMs = 500;
constexpr int looksAfterEnd = 6;

QByteArray processFile(qint64 process, const QString &name)
{
    QFile file(u"/proc/%1/%2"_s.arg(process).arg(name));
    return process > 0 && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Bytes that no file backs, shared memory included (proc(5), "RssAnon:     1234 kB").
qint64 ownBytes()
{
    qint64 bytes = 0;
    for (const QByteArray &line : processFile(::getpid(), u"status"_s).split('\n')) {
        if (line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
            bytes += line.mid(line.indexOf(':') + 1).chopped(2).trimmed().toLongLong() << 10;
    }
    return bytes;
}

/// Processor time of a process in ticks: user and system, the 12th and 13th word behind its name in brackets (proc(5)).
qint64 workOf(qint64 process)
{
    const QByteArray stat = processFile(process, u"stat"_s);
    const QList<QByteArray> words = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return words.value(11).toLongLong() + words.value(12).toLongLong();
}

} // namespace

MemoryWatch::MemoryWatch(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(intervalMs);
    connect(&m_timer, &QTimer::timeout, this, &MemoryWatch::look);
}

void MemoryWatch::add(WebPage *page)
{
    if (m_pages.isEmpty()) {
        m_base = ownBytes();
        m_isEnding = false;
    }
    m_pages.append(page);
    m_timer.start();
}

qint64 MemoryWatch::residentBytes(qint64 process)
{
    return processFile(process, u"statm"_s).split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
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
    noteWork();
    lookAtOwnProcess();
}

/// Nobody can tell whose the bytes in this process are; who fills it without end is at work all the time.
void MemoryWatch::lookAtOwnProcess()
{
    if (m_pauses > 0) {
        --m_pauses;
        return;
    }
    const qint64 bytes = ownBytes();
    const bool isTooLarge = bytes - m_base > m_growth;
    // It was not the page's then: what else the window holds is not to be blamed on the next one.
    if (std::exchange(m_isEnding, false) && isTooLarge)
        m_base = bytes;
    else if (isTooLarge) {
        m_isEnding = true;
        m_pauses = looksAfterEnd;
        if (WebPage *page = busiestPage())
            page->endProcess(tr("Sluice grew by %1 while this page was at work; the page was ended.")
                                 .arg(QLocale().formattedDataSize(m_growth)));
    }
}

void MemoryWatch::noteWork()
{
    QHash<qint64, qint64> work;
    m_late.clear();
    for (const QPointer<WebPage> &page : std::as_const(m_pages)) {
        const qint64 process = page->renderProcessPid();
        work.insert(process, workOf(process));
        m_late.insert(process, work.value(process) - m_work.value(process));
    }
    m_work = work;
}

WebPage *MemoryWatch::busiestPage() const
{
    const auto isLess = [this](const QPointer<WebPage> &one, const QPointer<WebPage> &other) {
        return m_late.value(one->renderProcessPid()) < m_late.value(other->renderProcessPid());
    };
    const auto busiest = std::ranges::max_element(m_pages, isLess);
    return busiest == m_pages.cend() ? nullptr : busiest->data();
}

} // namespace sluice::ui
