// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/bidivisit.h"
#include "core/detect/chromedrivervisit.h"
#include "core/detect/commandvisit.h"
#include "core/serve/httpserver.h"

#include "tests/core/detect/fakeprogram.h"
#include "tests/support/suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;
using namespace sluice::core;
using sluice::test::fakeProgram;
using sluice::test::fileText;

namespace {

/// A chromedriver in this process: a script says its port, the server answers.
class ScriptedDriver final
{
public:
    ScriptedDriver() { (void)server.listen(); }

    [[nodiscard]] QString program(const QTemporaryDir &folder, const QByteArray &version = "120") const
    {
        const QByteArray script = "echo 'Starting ChromeDriver " + version + ".0.1 (abc) on port 0'\n" +
                                  "echo 'ChromeDriver was started successfully on port " +
                                  QByteArray::number(server.port()) + ".'\nexec sleep 600";
        return fakeProgram(folder, u"chromedriver"_s, script);
    }

    QList<ServeRequest> asked;
    QByteArray session = R"({"value":{"sessionId":"s1","capabilities":{}}})";
    QByteArray navigation = R"({"value":null})";
    HttpServer server{[this](const ServeRequest &request) {
        asked.append(request);
        ServeResponse response;
        response.contentType = "application/json";
        response.body = request.path == "/session"      ? session
                        : request.path.endsWith("/url") ? navigation
                                                        : QByteArray(R"({"value":null})");
        return response;
    }};
};

/// Firefox's side of WebDriver BiDi in this process.
class ScriptedFirefox final : public QObject
{
public:
    ScriptedFirefox()
        : server(u"firefox"_s, QWebSocketServer::NonSecureMode)
    {
        server.listen(QHostAddress::LocalHost);
        connect(&server, &QWebSocketServer::newConnection, this, [this] {
            socket = server.nextPendingConnection();
            socket->setParent(&server); // else nobody would delete it
            path = socket->requestUrl().path();
            connect(socket, &QWebSocket::textMessageReceived, this, &ScriptedFirefox::answer);
        });
    }

    void answer(const QString &message)
    {
        const QJsonObject command = QJsonDocument::fromJson(message.toUtf8()).object();
        commands.append(command);
        const QString method = command[u"method"_s].toString();
        QJsonObject reply{{u"id"_s, command[u"id"_s]}};
        if (method == refused) {
            reply[u"error"_s] = u"unknown command"_s;
            reply[u"message"_s] = u"not here"_s;
        } else {
            const QJsonArray contexts{QJsonObject{{u"context"_s, u"c7"_s}}};
            reply[u"result"_s] = QJsonObject{{u"contexts"_s, contexts}};
        }
        socket->sendTextMessage(QString::fromUtf8(QJsonDocument(reply).toJson()));
    }

    [[nodiscard]] QString program(const QTemporaryDir &folder) const
    {
        return fakeProgram(folder, u"firefox"_s,
                           "echo 'WebDriver BiDi listening on ws://127.0.0.1:" +
                               QByteArray::number(server.serverPort()) + "' >&2\nexec sleep 600");
    }

    QWebSocketServer server;
    QWebSocket *socket = nullptr;
    QString path;
    QString refused;
    QList<QJsonObject> commands;
};

const QUrl page(u"http://127.0.0.1:9/?profile=x&visit=a%20b"_s);

} // namespace

class TestDriverVisits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void commandsCarryTheAddress_data();
    void commandsCarryTheAddress();
    void chromedriverIsDriven();
    void chromedriverFailures_data();
    void chromedriverFailures();
    void aSilentChromedriverIsExplained();
    void firefoxIsDriven();
    void firefoxFailures_data();
    void firefoxFailures();

private:
    QTemporaryDir m_scripts;
};

void TestDriverVisits::commandsCarryTheAddress_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    const QStringList home = {u"--home"_s, u"FOLDER"_s};
    QTest::newRow("plain") << u"plain"_s << home + QStringList{u"--visit"_s} << QByteArray();
    QTest::newRow("automation") << u"automation"_s << home + QStringList{u"--automation"_s, u"--visit"_s}
                                << QByteArray();
    QTest::newRow("simulated") << u"simulated"_s << home + QStringList{u"--inject"_s, u"-"_s, u"--visit"_s}
                               << QByteArray("window.x = 1;");
    QTest::newRow("firefox") << u"firefox"_s
                             << QStringList{u"--headless"_s, u"--no-remote"_s, u"--profile"_s, u"FOLDER"_s}
                             << QByteArray();
}

void TestDriverVisits::commandsCarryTheAddress()
{
    QFETCH(QString, kind);
    QFETCH(QStringList, arguments);
    const QTemporaryDir folder;
    const QString told = folder.filePath(u"told"_s);
    const QString read = folder.filePath(u"read"_s);
    const QString program =
        fakeProgram(folder, u"browser"_s,
                    "cat > '" + read.toUtf8() + "'; (printf '%s\\n' \"$@\"; echo \"$HOME\"; echo .) > '" +
                        told.toUtf8() + "'; exec sleep 600");
    CommandVisit visit(kind == "firefox"_L1     ? firefoxCommand(program)
                       : kind == "simulated"_L1 ? embeddedCommand(program, false, u"window.x = 1;"_s)
                                                : embeddedCommand(program, kind == "automation"_L1, {}));
    visit.start(page);
    QTRY_VERIFY(fileText(told).endsWith(".\n"));
    QStringList lines = QString::fromUtf8(fileText(told)).split(u'\n');
    const QString home = lines.at(arguments.size() + 1);
    arguments.replaceInStrings(u"FOLDER"_s, home);
    QCOMPARE(lines.mid(0, arguments.size()), arguments);
    QCOMPARE(lines.at(arguments.size()), page.toString(QUrl::FullyEncoded));
    QVERIFY(QFile::exists(home));
    QTEST(fileText(read), "input");
    QSignalSpy stopped(&visit, &BrowserVisit::stopped);
    visit.stop();
    QCOMPARE(stopped.count(), 1);
    QVERIFY(!QFile::exists(home));
}

void TestDriverVisits::chromedriverIsDriven()
{
    ScriptedDriver driver;
    ChromedriverVisit visit(driver.program(m_scripts), u"/opt/chromium"_s, {u"--extra"_s});
    QSignalSpy failed(&visit, &BrowserVisit::failed);
    QSignalSpy stopped(&visit, &BrowserVisit::stopped);
    visit.start(page);
    QTRY_COMPARE(driver.asked.size(), 2);
    const QJsonObject options = QJsonDocument::fromJson(driver.asked.at(0).body)
                                    .object()[u"capabilities"_s][u"alwaysMatch"_s][u"goog:chromeOptions"_s]
                                    .toObject();
    QCOMPARE(options[u"binary"_s].toString(), u"/opt/chromium"_s);
    const QJsonArray switches = options[u"args"_s].toArray();
    QVERIFY(switches.contains(u"--headless"_s) && switches.contains(u"--extra"_s));
    QCOMPARE(driver.asked.at(1).path, "/session/s1/url");
    QCOMPARE(QJsonDocument::fromJson(driver.asked.at(1).body).object()[u"url"_s].toString(),
             page.toString(QUrl::FullyEncoded));
    visit.stop();
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(driver.asked.last().method, "DELETE");
    QCOMPARE(driver.asked.last().path, "/session/s1");
    QCOMPARE(failed.count(), 0);
}

void TestDriverVisits::chromedriverFailures_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("session");
    QTest::addColumn<QByteArray>("navigation");
    QTest::addColumn<QString>("reason");
    const QByteArray good = R"({"value":{"sessionId":"s1"}})";
    QTest::newRow("too old") << QByteArray("74") << good << QByteArray("{}")
                             << u"chromedriver 74 is too old; version 75 is the first that can be used"_s;
    QTest::newRow("no session") << QByteArray("120")
                                << QByteArray(
                                       R"({"value":{"error":"session not created","message":"wrong version\nmore"}})")
                                << QByteArray() << u"chromedriver: session not created: wrong version"_s;
    QTest::newRow("nameless session") << QByteArray("120") << QByteArray(R"({"value":{}})") << QByteArray()
                                      << u"chromedriver: the driver's answer names no session"_s;
    QTest::newRow("no JSON") << QByteArray("120") << QByteArray("oops") << QByteArray()
                             << u"chromedriver: the driver's answer is no JSON object"_s;
    QTest::newRow("too large") << QByteArray("120") << QByteArray(2 << 20, '[') << QByteArray()
                               << u"chromedriver: the driver's answer is larger than 1 MB"_s;
    QTest::newRow("no page") << QByteArray("120") << good
                             << QByteArray(R"({"value":{"error":"unknown error","message":"net::ERR_FAILED"}})")
                             << u"chromedriver: unknown error: net::ERR_FAILED"_s;
}

void TestDriverVisits::chromedriverFailures()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, session);
    QFETCH(QByteArray, navigation);
    ScriptedDriver driver;
    driver.session = session;
    driver.navigation = navigation;
    ChromedriverVisit visit(driver.program(m_scripts, version), u"/opt/chromium"_s, {});
    QSignalSpy failed(&visit, &BrowserVisit::failed);
    visit.start(page);
    QTRY_VERIFY(failed.count() >= 1);
    QTEST(failed.first().first().toString(), "reason");
}

void TestDriverVisits::aSilentChromedriverIsExplained()
{
    ChromedriverVisit visit(fakeProgram(m_scripts, u"silent"_s, "exec sleep 600"), u"/opt/chromium"_s, {});
    visit.start(page);
    QCOMPARE(visit.pending(), u"chromedriver did not say on which port it listens"_s);
    QSignalSpy stopped(&visit, &BrowserVisit::stopped);
    visit.stop();
    QCOMPARE(stopped.count(), 1);
}

void TestDriverVisits::firefoxIsDriven()
{
    ScriptedFirefox firefox;
    BidiVisit visit(firefox.program(m_scripts));
    QSignalSpy failed(&visit, &BrowserVisit::failed);
    QSignalSpy stopped(&visit, &BrowserVisit::stopped);
    visit.start(page);
    QTRY_COMPARE(firefox.commands.size(), 3);
    QCOMPARE(firefox.path, u"/session"_s);
    QCOMPARE(firefox.commands.at(0)[u"method"_s].toString(), u"session.new"_s);
    QCOMPARE(firefox.commands.at(1)[u"method"_s].toString(), u"browsingContext.getTree"_s);
    const QJsonObject navigation = firefox.commands.at(2);
    QCOMPARE(navigation[u"method"_s].toString(), u"browsingContext.navigate"_s);
    QCOMPARE(navigation[u"params"_s][u"context"_s].toString(), u"c7"_s);
    QCOMPARE(navigation[u"params"_s][u"url"_s].toString(), page.toString(QUrl::FullyEncoded));
    visit.stop();
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(firefox.commands.last()[u"method"_s].toString(), u"browser.close"_s);
    QCOMPARE(failed.count(), 0);
}

void TestDriverVisits::firefoxFailures_data()
{
    QTest::addColumn<QString>("refused");
    for (const char *method : {"session.new", "browsingContext.getTree", "browsingContext.navigate"})
        QTest::newRow(method) << QString::fromLatin1(method);
}

void TestDriverVisits::firefoxFailures()
{
    QFETCH(QString, refused);
    ScriptedFirefox firefox;
    firefox.refused = refused;
    BidiVisit visit(firefox.program(m_scripts));
    QSignalSpy failed(&visit, &BrowserVisit::failed);
    visit.start(page);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.first().first().toString(),
             u"Firefox refused a WebDriver BiDi command: unknown command: not here"_s);
    QSignalSpy stopped(&visit, &BrowserVisit::stopped);
    visit.stop();
    QTRY_COMPARE(stopped.count(), 1);
}

QTEST_GUILESS_MAIN(TestDriverVisits)
#include "tst_drivervisits.moc"
