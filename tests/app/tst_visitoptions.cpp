// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/visit.h"

#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

/// The command line of a visit; that it shows its page is for tests/e2e/detectionreport.py.
class TestVisitOptions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void argumentsAreRead_data();
    void argumentsAreRead();
    void othersAreRefused_data();
    void othersAreRefused();
};

void TestVisitOptions::argumentsAreRead_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<app::VisitOptions>("options");
    const QString url = u"http://127.0.0.1:8000/?a=b&c"_s;
    QTest::newRow("plain") << QStringList{u"--visit"_s, url} << app::VisitOptions{QUrl(url), false, {}, {}};
    QTest::newRow("automation") << QStringList{u"--automation"_s, u"--visit"_s, url}
                                << app::VisitOptions{QUrl(url), true, {}, {}};
    QTest::newRow("all") << QStringList{u"--home"_s, u"/h"_s, u"--inject"_s, u"-"_s, u"--visit"_s, url}
                         << app::VisitOptions{QUrl(url), false, u"/h"_s, u"-"_s};
    const QString six = u"http://[::1]:80/"_s;
    QTest::newRow("IPv6") << QStringList{u"--visit"_s, six} << app::VisitOptions{QUrl(six), false, {}, {}};
}

void TestVisitOptions::argumentsAreRead()
{
    QFETCH(QStringList, arguments);
    const auto options = app::parseVisit(QStringList{u"sluice-render"_s} + arguments);
    QVERIFY(options);
    QTEST(*options, "options");
}

void TestVisitOptions::othersAreRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no address") << QStringList{u"--visit"_s};
    QTest::newRow("an unknown option") << QStringList{u"--visit"_s, u"http://127.0.0.1/"_s, u"--fast"_s};
    QTest::newRow("two addresses") << QStringList{u"--visit"_s, u"http://127.0.0.1/"_s, u"http://127.0.0.1/"_s};
    for (const char *address : {"http://192.0.2.1/", "http://example.com/", "https://127.0.0.1/", "file:///etc/passwd",
                                "127.0.0.1:80", "http://127.0.0.1.example.com/"})
        QTest::newRow(address) << QStringList{u"--visit"_s, QString::fromLatin1(address)};
}

void TestVisitOptions::othersAreRefused()
{
    QFETCH(QStringList, arguments);
    const auto options = app::parseVisit(QStringList{u"sluice-render"_s} + arguments);
    QVERIFY(!options);
    QVERIFY(!options.error().isEmpty());
}

QTEST_GUILESS_MAIN(TestVisitOptions)
#include "tst_visitoptions.moc"
