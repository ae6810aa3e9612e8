// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/browser/browserworld.h"

#include "ui/browser/browsertabs.h"
#include "ui/browser/webpage.h"

#include <QApplication>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QWebEngineView>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::test {

namespace {

constexpr int patienceMs = 60'000;

} // namespace

void prepareChromium()
{
    if (::geteuid() == 0)
        qputenv("QTWEBENGINE_DISABLE_SANDBOX", "1");
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu --disable-dev-shm-usage");
}

void failOnBrowserWarnings()
{
    static const QRegularExpression others(
        u"^(?!This plugin does not support propagateSizeHints|No suitable graphics backend found)"_s);
    QTest::failOnWarning(others);
}

core::ServeResponse html(const QByteArray &body)
{
    core::ServeResponse response;
    response.body = "<!DOCTYPE html><html><head><title>Test</title></head><body>" + body + "</body></html>";
    return response;
}

QFuture<core::KeychainRead> MemoryKeychain::read(const QString &name)
{
    const auto value = values.constFind(name);
    core::KeychainRead missing = core::failure(core::KeychainFault::Missing, u"no entry"_s);
    return QtFuture::makeReadyFuture(value == values.constEnd() ? missing : core::KeychainRead(*value));
}

QFuture<core::KeychainDone> MemoryKeychain::write(const QString &name, const QByteArray &value)
{
    values.insert(name, value);
    return QtFuture::makeReadyFuture(core::KeychainDone());
}

QFuture<core::KeychainDone> MemoryKeychain::forget(const QString &name)
{
    values.remove(name);
    return QtFuture::makeReadyFuture(core::KeychainDone());
}

QFuture<core::VisitResult> RenderedPages::visit(const core::CrawlSpec &asker, const core::WebUrl &url,
                                                const void *owner)
{
    if (asker.renderMode == core::RenderMode::Http)
        return m_http.visit(asker, url, owner);
    core::DownloadedFile file;
    file.finalUrl = url;
    file.contentType = "text/html; charset=utf-8";
    file.body = m_pages.value(url.text());
    file.status = 200;
    return QtFuture::makeReadyFuture(core::VisitResult(file));
}

BrowserWorld::BrowserWorld(const Pages &pages, const QString &storage)
    : m_pages(pages)
    , m_server(u"site"_s, [this] { return std::make_unique<Site>(&m_pages, this); })
    , m_engine(m_clock, core::EngineSettings())
    , m_engineVisitor(m_engine, m_secrets)
    , m_visitor(m_engineVisitor)
{
    m_server.call([this](Site &site) {
        if (const auto listening = site.server.listen(); !listening)
            qFatal("%s", qUtf8Printable(listening.error().detail));
        m_origin = QString::fromLatin1(site.server.origin());
    });
    m_panel = std::make_unique<ui::BrowserPanel>(ui::BrowserServices{m_secrets, &m_visitor, nullptr, storage, true});
    m_panel->resize(1'100, 700);
    m_panel->show();
}

BrowserWorld::~BrowserWorld() = default;

core::ServeResponse BrowserWorld::answer(const Pages &pages, const core::ServeRequest &request)
{
    const std::lock_guard lock(m_guard);
    m_requests[request.path].append(request);
    const auto page = pages.constFind(request.path);
    if (page == pages.constEnd()) {
        core::ServeResponse missing = html("missing");
        missing.status = 404;
        return missing;
    }
    const auto told = [&page](const char *wanted) {
        for (const auto &[name, value] : page->headers) {
            if (name == wanted)
                return value;
        }
        return QByteArray();
    };
    const QByteArray login = told("X-Login");
    if (!login.isEmpty() && request.header("Authorization") != "Basic " + login.toBase64()) {
        core::ServeResponse refusal = html("<p id=no>strangers see this</p>");
        refusal.status = 401;
        refusal.headers.append(qMakePair(QByteArray("WWW-Authenticate"), "Basic realm=\"test" + request.path + '"'));
        return refusal;
    }
    const QByteArray cookie = told("X-Cookie");
    if (!cookie.isEmpty() && !request.header("Cookie").contains(cookie)) {
        core::ServeResponse away = html("go to the login");
        away.status = 302;
        away.headers.append(qMakePair(QByteArray("Location"), QByteArray("/door")));
        return away;
    }
    return *page;
}

bool BrowserWorld::open(const QString &path)
{
    m_panel->openAddress(address(path));
    if (!m_panel->page())
        return false;
    QSignalSpy loaded(m_panel->page(), &QWebEnginePage::loadFinished);
    return loaded.wait(patienceMs) && loaded.first().first().toBool();
}

QVariant BrowserWorld::ask(const QString &script)
{
    auto answer = std::make_shared<QVariant>();
    auto isThere = std::make_shared<bool>(false);
    m_panel->page()->runJavaScript(script, [answer, isThere](const QVariant &value) {
        *answer = value;
        *isThere = true;
    });
    if (!QTest::qWaitFor([&] { return *isThere; }, patienceMs))
        qFatal("the page does not answer");
    return *answer;
}

QString BrowserWorld::notice()
{
    return find<QWidget>(u"browserNotice"_s)->isVisible() ? find<QLabel>(u"browserNoticeText"_s)->text() : QString();
}

QPoint BrowserWorld::centreOf(const QString &selector)
{
    const QVariantList at = ask(u"(() => { const at = document.querySelector('%1').getBoundingClientRect();"
                                "return [at.left + at.width / 2, at.top + at.height / 2]; })()"_s.arg(selector))
                                .toList();
    return {at.value(0).toInt(), at.value(1).toInt()};
}

void BrowserWorld::click(const QString &selector)
{
    QWidget *view = m_panel->tabs().currentWidget();
    const QPoint at = centreOf(selector);
    QWidget *target = view->focusProxy() ? view->focusProxy() : view;
    QTest::mouseMove(target, at);
    QTest::mouseClick(target, Qt::LeftButton, {}, at);
}

int BrowserWorld::count(const QByteArray &path)
{
    const std::lock_guard lock(m_guard);
    return int(m_requests.value(path).size());
}

QByteArray BrowserWorld::header(const QByteArray &path, const QByteArray &name)
{
    const std::lock_guard lock(m_guard);
    const QList<core::ServeRequest> requests = m_requests.value(path);
    return requests.isEmpty() ? QByteArray() : requests.last().header(name);
}

} // namespace sluice::test
