// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/bidivisit.h"

#include "core/detect/browseruser.h"

#include <QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// A browser that does not end when asked is killed after this.
constexpr int farewellMs = 3'000;

} // namespace

BidiVisit::BidiVisit(QString firefox, QObject *parent)
    : BrowserVisit(parent)
    , m_firefox(std::move(firefox))
{
    m_farewell.setSingleShot(true);
    m_farewell.setInterval(farewellMs);
    connect(&m_farewell, &QTimer::timeout, this, &BidiVisit::end);
    connect(&process(), &BrowserProcess::said, this, &BidiVisit::takeLine);
    connect(&process(), &BrowserProcess::ended, this, &BrowserVisit::failed);
}

void BidiVisit::start(const QUrl &address)
{
    m_address = address;
    setPending(u"Firefox did not offer WebDriver BiDi; versions before 102 cannot"_s);
    process().runAs(browserUser());
    process().start(m_firefox, {u"--headless"_s, u"--no-remote"_s, u"--profile"_s, process().folder(),
                                u"--remote-debugging-port"_s, u"0"_s});
}

void BidiVisit::takeLine(const QByteArray &line)
{
    constexpr auto mark = "WebDriver BiDi listening on "_L1;
    const QString text = QString::fromUtf8(line);
    const qsizetype at = text.indexOf(mark);
    if (at >= 0 && !m_client)
        openSession(text.mid(at + mark.size()).trimmed());
}

void BidiVisit::openSession(const QString &origin)
{
    setPending(u"Firefox did not open a WebDriver BiDi session"_s);
    m_client = std::make_unique<BidiClient>();
    connect(m_client.get(), &BidiClient::closed, this, [this](const QString &reason) {
        Q_EMIT failed(u"Firefox closed the WebDriver BiDi connection: "_s + reason);
    });
    m_client->open(QUrl(origin + u"/session"_s));
    m_client->send(u"session.new"_s, {{u"capabilities"_s, QJsonObject()}},
                   [this](const Answer &answer) { findContext(answer); });
}

bool BidiVisit::isRefused(const Answer &answer)
{
    if (!answer)
        Q_EMIT failed(u"Firefox refused a WebDriver BiDi command: "_s + answer.error());
    return !answer;
}

void BidiVisit::findContext(const Answer &session)
{
    if (isRefused(session))
        return;
    m_hasSession = true;
    m_client->send(u"browsingContext.getTree"_s, {}, [this](const Answer &answer) { navigate(answer); });
}

void BidiVisit::navigate(const Answer &tree)
{
    if (isRefused(tree))
        return;
    setPending(u"Firefox did not show the page"_s);
    const QJsonValue context = tree->value(u"contexts"_s).toArray().first()[u"context"_s];
    const QJsonObject where{
        {u"context"_s, context}, {u"url"_s, m_address.toString(QUrl::FullyEncoded)}, {u"wait"_s, u"none"_s}};
    m_client->send(u"browsingContext.navigate"_s, where, [this](const Answer &answer) { (void)isRefused(answer); });
}

void BidiVisit::stop()
{
    process().disconnect(this);
    if (!m_client)
        return end();
    m_client->disconnect(this);
    if (!m_hasSession)
        return end();
    m_farewell.start();
    connect(m_client.get(), &BidiClient::closed, this, &BidiVisit::end);
    m_client->send(u"browser.close"_s, {}, [this](const Answer &) { end(); });
}

void BidiVisit::end()
{
    if (std::exchange(m_isOver, true))
        return;
    m_farewell.stop();
    if (!m_client)
        return BrowserVisit::stop();
    m_client->disconnect(this);
    m_client.release()->deleteLater(); // it may be what calls
    BrowserVisit::stop();
}

} // namespace sluice::core
