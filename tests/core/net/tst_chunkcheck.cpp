// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/chunkcheck.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class ChunkCheckTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void judges_data();
    void judges();
    void suspects_data();
    void suspects();
};

void ChunkCheckTest::judges_data()
{
    using enum ChunkVerdict;
    const QByteArray head = "HTTP/1.1 200 OK\r\nX: y\r\nTransfer-Encoding: chunked\r\n\r\n";
    const QByteArray counted = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    QTest::addColumn<QByteArray>("seen");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ChunkVerdict>("verdict");
    const auto add = [](const char *name, const char *seen, const QByteArray &bytes, ChunkVerdict verdict) {
        QTest::newRow(name) << QByteArray(seen) << bytes << verdict;
    };
    add("closed without a byte", "", "", Unclear);
    add("closed inside the headers", "", head.chopped(5), Unclear);
    add("another status", "hello", "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", Unclear);
    add("body that ends with the connection", "hello", "HTTP/1.1 200 OK\r\nX: y\r\n\r\nhello", Unclear);
    add("headers without end", "", QByteArray(400 << 10, 'x'), Unclear);
    add("empty and whole", "", head + "0\r\n\r\n", Whole);
    add("last chunk in many digits", "", head + "000;x=y\r\n\r\n", Whole);
    add("the same again", "hello, you", head + "5\r\nhello\r\n5\r\n, you\r\n0\r\n\r\n", Whole);
    add("the same, chunked otherwise", "hello, you", head + "A;ext\r\nhello, you\r\n0\r\n\r\n", Whole);
    add("bare line feeds", "hello", head + "5\nhello\n0\n\n", Whole);
    add("another text", "hello", head + "5\r\nworld\r\n0\r\n\r\n", Whole);
    add("a shorter text", "hello, you", head + "5\r\nhello\r\n0\r\n\r\n", Whole);
    add("empty was wrong", "", head + "5\r\nhello\r\n0\r\n\r\n", Cut);
    add("more of the same chunk", "hel", head + "5\r\nhello\r\n0\r\n\r\n", Cut);
    add("a further chunk", "hello", head + "5\r\nhello\r\n5\r\n, you\r\n0\r\n\r\n", Cut);
    add("cut again inside a chunk", "hello", head + "A\r\nhello", Cut);
    add("cut again between chunks", "hello", head + "5\r\nhello\r\n", Cut);
    add("cut again after the headers", "", head, Cut);
    add("no number", "", head + "ZZZ\r\nhello\r\n", Broken);
    add("no number later", "hello", head + "5\r\nhello\r\nZZZ\r\n", Broken);
    add("an empty chunk header", "", head + "\r\nhello", Broken);
    add("negative", "", head + "-5\r\nhello", Broken);
    add("larger than can be", "", head + "FFFFFFFFFFFFFFFFFFFF\r\nhello", Broken);
    add("chunk longer than it says", "hello", head + "5\r\nhello, you\r\n0\r\n\r\n", Broken);
    add("endless chunk header", "", head + QByteArray(5'000, '1'), Broken);
    add("counted, the same", "hello", counted + "hello", Whole);
    add("counted, more", "hel", counted + "hello", Cut);
    add("counted, cut", "hello", counted + "hel", Cut);
    add("counted, empty", "", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Whole);
}

void ChunkCheckTest::judges()
{
    QFETCH(QByteArray, seen);
    QFETCH(QByteArray, bytes);
    for (const qsizetype step : {bytes.size(), qsizetype(1), qsizetype(7)}) {
        if (step > 1 || bytes.size() < 10'000) {
            ChunkCheck check(seen);
            std::optional<ChunkVerdict> verdict;
            for (qsizetype i = 0; i < bytes.size() && !verdict; i += step)
                verdict = check.feed(QByteArrayView(bytes).sliced(i, std::min(step, bytes.size() - i)));
            QTEST(verdict.value_or(check.atEnd()), "verdict");
        }
    }
}

void ChunkCheckTest::suspects_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<bool>("mayBe");
    const auto add = [](const char *name, const char *body, const char *type, const char *encoding, bool mayBe) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(type) << QByteArray(encoding) << mayBe;
    };
    add("an empty body", "", "text/html", "", true);
    add("an empty body, said to be gzip", "", "text/html", "gzip", true);
    add("gzip shows its cuts", "x", "text/html", "gzip", false);
    add("identity does not", "<p>x", "text/html", "identity", true);
    add("a page with its end tag", "<html><p>x</HTML>\n<!-- 3 ms -->", "text/html; charset=x", "", false);
    add("a page without", "<html><p>x", "text/html", "", true);
    add("JSON that closes", "{\"a\":[1]} \n", "application/json", "", false);
    add("JSON that does not", "{\"a\":[1", "application/ld+json", "", true);
    add("a sitemap that closes", "<urlset></urlset>", "application/xml", "", false);
    add("a sitemap that does not", "<urlset><url>", "text/xml", "", true);
    add("plain text never shows it", "one\ntwo\n", "text/plain", "", true);
}

void ChunkCheckTest::suspects()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, encoding);
    QTEST(mayBeCut(body, type, encoding), "mayBe");
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ChunkCheckTest)
#include "tst_chunkcheck.moc"
