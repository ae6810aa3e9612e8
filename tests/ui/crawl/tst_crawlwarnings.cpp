// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/jobfields.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/crawl/crawldialog.h"
#include "ui/widgets/callout.h"

#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

/// What the dialog says of bold settings, and how far its numbers go.
class CrawlWarningsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void unverifiedTlsIsSaidOnEveryPage();
    void numbersHaveTheRangesOfTheJobFile_data();
    void numbersHaveTheRangesOfTheJobFile();

private:
    template <typename T>
    static T *find(const ui::CrawlDialog &dialog, const QString &name)
    {
        T *widget = dialog.findChild<T *>(name);
        if (!widget)
            qFatal("no widget is called %s", qPrintable(name));
        return widget;
    }
};

void CrawlWarningsTest::unverifiedTlsIsSaidOnEveryPage()
{
    ui::CrawlDialog dialog({{}, QDir::tempPath()});
    dialog.show();
    core::CrawlSpec spec;
    spec.seeds = {u"https://a.example/"_s};
    dialog.load(spec);
    auto *summary = find<QLabel>(dialog, u"crawlSummary"_s);
    auto *warning = find<ui::Callout>(dialog, u"tlsWarning"_s);
    QCOMPARE(summary->text(), QString());
    QVERIFY(warning->isHidden());
    spec.insecureHosts = {u"old.example"_s, u"[::1]:8443"_s};
    dialog.load(spec);
    QVERIFY2(summary->text().contains(u"TLS is not verified for 2"_s), qPrintable(summary->text()));
    QVERIFY(summary->isVisible()); // though the first page is shown, not the one with the hosts
    QVERIFY(!warning->isHidden());
    QVERIFY2(warning->text().contains(u"old.example, [::1]:8443"_s), qPrintable(warning->text()));
    find<QPlainTextEdit>(dialog, u"insecureField"_s)->clear();
    QVERIFY(warning->isHidden());
    QTRY_COMPARE(summary->text(), QString());
}

void CrawlWarningsTest::numbersHaveTheRangesOfTheJobFile_data()
{
    QTest::addColumn<QString>("box");
    QTest::addColumn<QString>("field");
    QTest::newRow("per host") << u"perHostField"_s << u"speed.per_host"_s;
    QTest::newRow("in all") << u"concurrencyField"_s << u"speed.concurrency"_s;
    QTest::newRow("pause") << u"delayField"_s << u"speed.delay_ms"_s;
    QTest::newRow("retries") << u"retriesField"_s << u"requests.retries"_s;
    QTest::newRow("redirects") << u"redirectsField"_s << u"requests.maximum_redirects"_s;
}

void CrawlWarningsTest::numbersHaveTheRangesOfTheJobFile()
{
    QFETCH(QString, box);
    QFETCH(QString, field);
    const ui::CrawlDialog dialog({{}, QDir::tempPath()});
    const auto *spin = dialog.findChild<QSpinBox *>(box);
    QVERIFY(spin);
    QCOMPARE(qint64(spin->minimum()), core::jobField(field)->minimum);
    QCOMPARE(qint64(spin->maximum()), core::jobField(field)->maximum);
}

QTEST_MAIN(CrawlWarningsTest)
#include "tst_crawlwarnings.moc"
