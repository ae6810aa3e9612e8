// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"

#include <QLoggingCategory>
#include <QTest>

using namespace Qt::StringLiterals;

class TestLogging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QLoggingCategory::setFilterRules({}); }
    void dropsWarningsOfHttp2Alone();
    void leavesItToTheEnvironment();
};

void TestLogging::dropsWarningsOfHttp2Alone()
{
    qunsetenv("QT_LOGGING_RULES");
    const QLoggingCategory http2("qt.network.http2");
    const QLoggingCategory other("qt.network.ssl");
    QVERIFY(http2.isWarningEnabled());
    sluice::core::quietNetworkLog();
    QVERIFY(!http2.isWarningEnabled());
    QVERIFY(http2.isCriticalEnabled());
    QVERIFY(other.isWarningEnabled());
}

void TestLogging::leavesItToTheEnvironment()
{
    qputenv("QT_LOGGING_RULES", "qt.network.debug=true");
    const QLoggingCategory http2("qt.network.http2");
    sluice::core::quietNetworkLog();
    QVERIFY(http2.isWarningEnabled());
    qunsetenv("QT_LOGGING_RULES");
}

QTEST_GUILESS_MAIN(TestLogging)
#include "tst_logging.moc"
