// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demotemplate.h"

#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;

class TestDemoTemplate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void fills_data();
    void fills();
    void escapes();
    void hasItsFiles_data();
    void hasItsFiles();
};

void TestDemoTemplate::fills_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("no place") << QByteArray("plain") << QByteArray("plain");
    QTest::newRow("one place") << QByteArray("a{{x}}b") << QByteArray("aXb");
    QTest::newRow("the same place twice") << QByteArray("{{x}}{{x}}") << QByteArray("XX");
    QTest::newRow("a value that looks like a place") << QByteArray("{{nested}}") << QByteArray("{{x}}");
    QTest::newRow("a place without value") << QByteArray("a{{unknown}}b") << QByteArray("ab");
    QTest::newRow("an open place") << QByteArray("a{{x") << QByteArray("a{{x");
}

void TestDemoTemplate::fills()
{
    QFETCH(QByteArray, text);
    QTEST(fillTemplate(text, {{"x", "X"}, {"nested", "{{x}}"}}), "expected");
}

void TestDemoTemplate::escapes()
{
    QCOMPARE(escapeHtml("<a href=\"x\">'&'</a> é"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt; é");
}

void TestDemoTemplate::hasItsFiles_data()
{
    QTest::addColumn<bool>("isThere");
    for (const char *name :
         {"layout.html", "home.html", "tile.html", "card.html", "category.html", "item.html", "search.html",
          "login.html", "account.html", "article.html", "style.css", "logo.svg", "product.svg"})
        QTest::newRow(name) << true;
    QTest::newRow("absent.html") << false;
}

void TestDemoTemplate::hasItsFiles()
{
    QTEST(!demoFile(QTest::currentDataTag()).isEmpty(), "isThere");
}

QTEST_GUILESS_MAIN(TestDemoTemplate)
#include "tst_demotemplate.moc"
