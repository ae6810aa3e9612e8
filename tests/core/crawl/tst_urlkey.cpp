// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/urlkey.h"

#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

/// UrlKeyer against the SipHash authors' published vectors for 128-bit output.
class UrlKeyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void matchesPublishedVectors_data();
    void matchesPublishedVectors();
    void differsUnderAnotherSecret();
};

void UrlKeyTest::matchesPublishedVectors_data()
{
    QTest::addColumn<int>("length");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty input") << 0 << "a3817f04ba25a8e66df67214c7550293"_ba;
    QTest::newRow("fifteen bytes: a whole word and a partial one") << 15 << "5493e99933b0a8117e08ec0f97cfc3d9"_ba;
}

void UrlKeyTest::matchesPublishedVectors()
{
    QFETCH(int, length);
    QByteArray input;
    for (int i = 0; i < length; ++i)
        input.append(char(i));
    const UrlKeyer keyer({0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL});
    const UrlKey key = keyer.keyOf(input);
    QByteArray bytes(reinterpret_cast<const char *>(&key.low), 8);
    bytes.append(reinterpret_cast<const char *>(&key.high), 8);
    QTEST(bytes.toHex(), "expected");
}

void UrlKeyTest::differsUnderAnotherSecret()
{
    const QByteArray url = "http://example.org/"_ba;
    QVERIFY(!(UrlKeyer::random().keyOf(url) == UrlKeyer::random().keyOf(url)));
}

QTEST_GUILESS_MAIN(UrlKeyTest)
#include "tst_urlkey.moc"
