// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/labfetch.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/url/address.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int shortestDeadlineMs = 60'000;
/// Room beside the page's own time: robots.txt and the wait for the host's turn.
constexpr int marginMs = 30'000;

/// Whether there is anything to read in a body of this type.
bool isText(const QByteArray &type)
{
    return type.isEmpty() || type.startsWith("text/") || type.endsWith("json") || type.endsWith("xml") ||
           type == "application/javascript" || type == "application/x-ndjson";
}

LabPagePtr makeFetchedPage(const QString &address, const core::DownloadedFile &file, qint64 milliseconds)
{
    core::KeptPage origin;
    origin.url = address.toUtf8();
    origin.finalUrl = file.finalUrl.text();
    origin.contentType = core::mediaType(file.contentType);
    origin.headers = QJsonDocument(QJsonArray{QJsonArray{u"Content-Type"_s, QString::fromLatin1(file.contentType)}})
                         .toJson(QJsonDocument::Compact);
    origin.status = file.status;
    origin.bytes = file.body.size();
    auto page = makeLabPage(origin, file.body, LabDetail::Everything);
    page->fetchMs = milliseconds;
    return page;
}

} // namespace

LabFetch::LabFetch(core::PageVisitor *visitor, QObject *parent)
    : QObject(parent)
    , m_visitor(visitor)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &LabFetch::giveUp);
}

int LabFetch::deadlineMs(const core::CrawlSpec &asker)
{
    return std::max(shortestDeadlineMs, asker.timeoutMs + marginMs);
}

void LabFetch::start(const core::CrawlSpec &asker, const QString &address, Purpose purpose)
{
    cancel();
    const auto url = core::WebUrl::parse(core::completedAddress(address).toUtf8());
    Q_EMIT started(url ? url->toString() : address);
    m_isRunning = true;
    if (!url)
        return end(url.error().detail);
    if (url->hasCredentials())
        return end(tr("The address has a user name or a password in it; these belong into a header of the crawl."));
    if (!m_visitor)
        return end(tr("Pages cannot be fetched here."));
    m_since.start();
    m_deadline.start(deadlineMs(asker));
    const Errand errand{url->toString(), purpose, ++m_number};
    core::whenDone(m_visitor->visit(asker, *url, this), this,
                   [this, errand](const core::VisitResult &answer) { take(errand, answer); });
}

void LabFetch::cancel()
{
    if (!m_isRunning)
        return;
    m_visitor->cancelVisits(this);
    end({}); // whoever cancels knows why there is no page
}

void LabFetch::take(const Errand &errand, const core::VisitResult &answer)
{
    if (errand.number != m_number)
        return;
    if (!answer)
        return end(answer.error());
    const QByteArray type = core::mediaType(answer->contentType);
    if (!isText(type))
        return end(tr("The answer is no page to look at but %1 of %2.")
                       .arg(QString::fromLatin1(type), QLocale().formattedDataSize(answer->body.size())));
    const auto work = [address = errand.address, file = *answer, milliseconds = m_since.elapsed()] {
        return makeFetchedPage(address, file, milliseconds);
    };
    core::whenDone(core::inBackground(work), this, [this, errand](const LabPagePtr &page) { deliver(errand, page); });
}

void LabFetch::deliver(const Errand &errand, const LabPagePtr &page)
{
    if (errand.number != m_number)
        return;
    Q_EMIT arrived(page, errand.purpose);
    end({});
}

void LabFetch::end(const QString &problem)
{
    ++m_number;
    m_deadline.stop();
    m_isRunning = false;
    Q_EMIT ended(problem);
}

void LabFetch::giveUp()
{
    m_visitor->cancelVisits(this);
    end(tr("No whole answer within %1 s. The host is slow, or has asked for a pause.")
            .arg(QLocale().toString(m_deadline.interval() / 1'000)));
}

} // namespace sluice::ui
