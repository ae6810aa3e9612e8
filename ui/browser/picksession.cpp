// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/picksession.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "ui/browser/pickerscript.h"
#include "ui/browser/webpage.h"

#include <QJsonDocument>
#include <QUuid>
#include <QWebEngineScript>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr quint32 ownWorld = QWebEngineScript::ApplicationWorld;
constexpr int shortestDeadlineMs = 60'000;
/// Room beside the page's own time: robots.txt and the wait for the host's turn.
constexpr int marginMs = 30'000;

QUrl withoutFragment(const QUrl &url)
{
    return url.adjusted(QUrl::RemoveFragment);
}

} // namespace

PickSession::PickSession(core::PageVisitor *visitor, std::shared_ptr<core::WorkerPool> workers, QObject *parent)
    : QObject(parent)
    , m_visitor(visitor)
    , m_workers(std::move(workers))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_visitor->cancelVisits(this);
        fail(tr("no whole answer came in time"));
    });
}

void PickSession::start(WebPage *page, const core::CrawlSpec &asker)
{
    stop();
    m_page = page;
    m_asker = asker;
    m_mark = QUuid::createUuid().toString();
    m_isActive = true;
    m_state = {};
    m_previous.reset();
    connect(page, &WebPage::spoke, this, &PickSession::hear);
    connect(page, &QWebEnginePage::loadFinished, this, &PickSession::enter);
    enter();
}

void PickSession::setAsker(const core::CrawlSpec &asker)
{
    if (!m_isActive || m_asker == asker)
        return;
    m_asker = asker;
    const PickedElement element = m_state.element;
    fetch();
    m_state.element = element;
    Q_EMIT changed();
}

void PickSession::stop()
{
    if (!m_isActive)
        return;
    m_isActive = false;
    m_deadline.stop();
    ++m_fetch;
    ++m_work;
    if (!m_page)
        return;
    m_page->disconnect(this);
    m_page->runJavaScript(endScript(), ownWorld);
}

void PickSession::enter()
{
    if (!m_page || m_page->isLoading())
        return;
    m_page->runJavaScript(pickerScript(m_mark), ownWorld);
    if (!m_fetched || m_url != withoutFragment(m_page->url()))
        fetch();
    else
        Q_EMIT changed();
}

void PickSession::fetch()
{
    m_url = withoutFragment(m_page->url());
    m_fetched.reset();
    m_state = {};
    m_previous.reset();
    const int number = ++m_fetch;
    const auto url = core::WebUrl::parse(m_url.toEncoded());
    if (!url || !m_visitor)
        return fail(url ? tr("pages cannot be fetched here") : url.error().detail);
    m_state.isFetching = true;
    m_deadline.start(std::max(shortestDeadlineMs, m_asker.timeoutMs + marginMs));
    core::whenDone(m_visitor->visit(m_asker, *url, this), this,
                   [this, number](const core::VisitResult &answer) { take(number, answer); });
    Q_EMIT changed();
}

void PickSession::take(int number, const core::VisitResult &answer)
{
    if (number != m_fetch)
        return;
    if (!answer)
        return fail(answer.error());
    m_deadline.stop();
    core::whenDone(core::inBackground([file = *answer] { return makeCrawledPage(file); }), this,
                   [this, number](const CrawledPagePtr &page) { takePage(number, page); });
}

void PickSession::takePage(int number, const CrawledPagePtr &page)
{
    if (number != m_fetch)
        return;
    m_fetched = page;
    m_state.isFetching = false;
    m_state.isRendered = m_asker.renderMode != core::RenderMode::Http;
    const QUrl led(QString::fromUtf8(page->url.text()));
    m_state.ledTo = withoutFragment(led) == m_url ? QString() : led.toDisplayString();
    m_state.status = page->status;
    work();
    Q_EMIT changed();
}

void PickSession::fail(const QString &problem)
{
    ++m_fetch;
    m_deadline.stop();
    m_state.isFetching = false;
    m_state.problem = problem;
    m_url.clear(); // the next start tries again
    Q_EMIT changed();
}

void PickSession::hear(const QString &line)
{
    if (!m_isActive || !line.startsWith(m_mark))
        return;
    const QJsonObject said = QJsonDocument::fromJson(line.mid(m_mark.size()).toUtf8()).object();
    if (said.contains("picked"_L1))
        choose(pickedElementOf(said["picked"_L1].toObject()));
    else if (said["ended"_L1].toBool())
        Q_EMIT ended();
}

void PickSession::choose(const PickedElement &element)
{
    if (withoutFragment(element.url) != m_url && withoutFragment(m_page->url()) != m_url)
        fetch(); // a script went on to another address without loading it
    if (!m_state.element.path.isEmpty())
        m_previous = m_state.element;
    m_state.element = element;
    m_state.proposal = {}; // that of the element before
    m_state.shown = -1;
    m_attribute.clear();
    work();
    Q_EMIT changed();
}

void PickSession::setRow(const QString &rule)
{
    m_row = rule;
    m_previous.reset(); // two further picks make other rows
    work();
}

void PickSession::setAttribute(const QString &name)
{
    m_attribute = name;
    work();
}

void PickSession::work()
{
    const int number = ++m_work;
    if (!m_fetched || m_state.element.path.isEmpty())
        return;
    const Pick pick{m_state.element, m_previous, m_row, m_attribute};
    const auto work = [page = m_fetched, pick, workers = m_workers] { return propose(*page, pick, workers.get()); };
    core::whenDone(core::inBackground(work), this,
                   [this, number](const PickProposal &proposal) { show(number, proposal); });
}

void PickSession::show(int number, const PickProposal &proposal)
{
    if (number != m_work || !m_page)
        return;
    m_state.proposal = proposal;
    m_state.shown = -1;
    const QPointer<PickSession> self(this);
    m_page->runJavaScript(markScript(proposal.selector), ownWorld, [self, number](const QVariant &count) {
        if (!self || number != self->m_work)
            return;
        self->m_state.shown = count.toInt();
        Q_EMIT self->changed();
    });
    Q_EMIT changed();
}

} // namespace sluice::ui
