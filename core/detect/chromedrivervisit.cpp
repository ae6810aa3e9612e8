// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/chromedrivervisit.h"

#include "core/detect/browseruser.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// A browser that does not end when asked is killed after this.
constexpr int farewellMs = 3'000;

} // namespace

ChromedriverVisit::ChromedriverVisit(QString chromedriver, QString chromium, QStringList switches, QObject *parent)
    : BrowserVisit(parent)
    , m_chromedriver(std::move(chromedriver))
    , m_chromium(std::move(chromium))
    , m_switches(std::move(switches))
{
    m_farewell.setSingleShot(true);
    m_farewell.setInterval(farewellMs);
    connect(&m_farewell, &QTimer::timeout, this, &ChromedriverVisit::end);
    connect(&process(), &BrowserProcess::said, this, &ChromedriverVisit::takeLine);
    connect(&process(), &BrowserProcess::ended, this, &BrowserVisit::failed);
}

void ChromedriverVisit::start(const QUrl &address)
{
    m_address = address;
    setPending(u"chromedriver did not say on which port it listens"_s);
    process().runAs(browserUser());
    process().start(m_chromedriver, {u"--port=0"_s});
}

void ChromedriverVisit::takeLine(const QByteArray &line)
{
    static const QRegularExpression version(u"^Starting ChromeDriver (\\d+)\\."_s);
    static const QRegularExpression port(u"started successfully on port (\\d+)"_s);
    const QString text = QString::fromUtf8(line);
    const QRegularExpressionMatch old = version.match(text);
    if (old.hasMatch() && old.captured(1).toInt() < oldestVersion) {
        return Q_EMIT failed(
            u"chromedriver %1 is too old; version %2 is the first that can be used"_s.arg(old.captured(1))
                .arg(oldestVersion));
    }
    const QRegularExpressionMatch listening = port.match(text);
    if (listening.hasMatch() && !m_client)
        openSession(listening.captured(1).toInt());
}

QJsonObject ChromedriverVisit::capabilities()
{
    QStringList switches = {u"--headless"_s, u"--disable-gpu"_s, u"--disable-quic"_s, u"--no-first-run"_s,
                            u"--disable-background-networking"_s, u"--disable-component-update"_s, u"--disable-sync"_s,
                            // Ends with chromedriver, however that ended; over a port it would live on.
                            u"--remote-debugging-pipe"_s, u"--user-data-dir="_s + process().folder() + u"/profile"_s};
    if (!hasBrowserSandbox())
        switches.append(u"--no-sandbox"_s);
    switches += m_switches;
    const QJsonObject options{{u"binary"_s, m_chromium}, {u"args"_s, QJsonArray::fromStringList(switches)}};
    return {{u"goog:chromeOptions"_s, options}};
}

void ChromedriverVisit::openSession(int port)
{
    setPending(u"chromedriver did not start the browser"_s);
    m_client = std::make_unique<WebDriverClient>(QUrl(u"http://127.0.0.1:%1"_s.arg(port)));
    m_client->newSession(capabilities(), [this](const Result<QJsonValue, QString> &answer) { takeSession(answer); });
}

void ChromedriverVisit::takeSession(const Result<QJsonValue, QString> &answer)
{
    if (!answer)
        return Q_EMIT failed(u"chromedriver: "_s + answer.error());
    setPending(u"Chromium did not show the page"_s);
    m_client->navigate(m_address, [this](const Result<QJsonValue, QString> &loaded) {
        if (!loaded)
            Q_EMIT failed(u"chromedriver: "_s + loaded.error());
    });
}

void ChromedriverVisit::stop()
{
    process().disconnect(this);
    if (!m_client || !m_client->hasSession())
        return end();
    m_farewell.start();
    m_client->deleteSession([this](const Result<QJsonValue, QString> &) { end(); });
}

void ChromedriverVisit::end()
{
    if (std::exchange(m_isOver, true))
        return;
    m_farewell.stop();
    if (m_client)
        m_client.release()->deleteLater(); // it may be what calls
    BrowserVisit::stop();
}

} // namespace sluice::core
