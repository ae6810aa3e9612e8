// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/contentdecoder.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

Q_DECLARE_METATYPE(std::optional<sluice::core::DecodeFault>)

namespace sluice::test {

namespace {

using Fault = std::optional<DecodeFault>;
constexpr qint64 cap = 1'000'000;

QByteArray mixed(qsizetype size) // compresses, but not to nothing
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1'664'525u + 1'013'904'223u;
        byte = char('a' + (state >> 28));
    }
    return bytes;
}

} // namespace

class ContentDecoderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void decodes_data();
    void decodes();
    void everyCutIsSeen_data();
    void everyCutIsSeen();
    void everyFlippedByteIsHarmless_data();
    void everyFlippedByteIsHarmless();
    void capIsExact_data();
    void capIsExact();
    void takesWhatItKeeps();
    void givesBackOnFailure();
    void noRoomIsNoLoss();
    void identityTakesNothing();
    void beginnings_data();
    void beginnings();
    void gunzips();
};

void ContentDecoderTest::decodes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<Fault>("fault");
    const QByteArray page = honestPage();
    const QByteArray large = mixed(900'000);
    const auto good = [](const char *name, const QByteArray &body, const char *encoding, const QByteArray &plain) {
        QTest::newRow(name) << body << QByteArray(encoding) << plain << Fault();
    };
    const auto bad = [](const char *name, const QByteArray &body, const char *encoding, DecodeFault fault) {
        QTest::newRow(name) << body << QByteArray(encoding) << QByteArray() << Fault(fault);
    };
    good("no encoding", page, "", page);
    good("identity", page, "identity", page);
    good("gzip", gzipped(page), "gzip", page);
    good("x-gzip", gzipped(page), "x-gzip", page);
    good("upper case and spaces", gzipped(page), " GZIP ", page);
    good("deflate in zlib's wrapping", deflated(page), "deflate", page);
    good("deflate bare", deflated(page, false), "deflate", page);
    good("br", brotlied(page), "br", page);
    good("zstd", zstded(page), "zstd", page);
    good("large gzip", gzipped(large), "gzip", large);
    good("large deflate", deflated(large), "deflate", large);
    good("large br", brotlied(large), "br", large);
    good("large zstd", zstded(large), "zstd", large);
    good("nothing, said to be gzip", {}, "gzip", {});
    good("gzip of nothing", gzipped({}), "gzip", {});
    good("two encodings", brotlied(gzipped(page)), "gzip, br", page);
    good("four encodings, identity among them", zstded(deflated(brotlied(gzipped(page)))),
         "gzip, br, identity, deflate, zstd", page);
    good("two gzip members", gzipped("one ") + gzipped("two"), "gzip", "one two");
    good("two zstd frames", zstded("one ") + zstded("two"), "zstd", "one two");
    good("garbage after gzip", gzipped(page) + "\r\n<!-- appended -->", "gzip", page);
    good("zeros after gzip", gzipped(page) + QByteArray(512, '\0'), "gzip", page);
    good("garbage after deflate", deflated(page) + "xyz", "deflate", page);
    good("garbage after zstd", zstded(page) + "xyz", "zstd", page);
    bad("unknown encoding", page, "lzma", DecodeFault::UnknownEncoding);
    bad("five encodings", page, "gzip, gzip, gzip, gzip, gzip", DecodeFault::UnknownEncoding);
    bad("no gzip", page, "gzip", DecodeFault::Broken);
    bad("no br", "\xff\xff\xff not brotli", "br", DecodeFault::Broken);
    bad("no zstd", page, "zstd", DecodeFault::Broken);
    bad("no deflate", "\xff\xff\xff\xff no deflate", "deflate", DecodeFault::Broken);
    bad("second gzip member cut", gzipped(page) + gzipped(page).first(20), "gzip", DecodeFault::Cut);
    bad("a bomb", gzipped(QByteArray(50'000'000, '\0')), "gzip", DecodeFault::TooLarge);
    bad("a bomb in br", brotlied(QByteArray(50'000'000, '\0')), "br", DecodeFault::TooLarge);
    bad("a bomb in zstd", zstded(QByteArray(50'000'000, '\0')), "zstd", DecodeFault::TooLarge);
    bad("a bomb in a bomb", gzipped(gzipped(QByteArray(50'000'000, '\0'))), "gzip, gzip", DecodeFault::TooLarge);
    bad("identity over the cap", QByteArray(cap + 1, 'x'), "", DecodeFault::TooLarge);
    QByteArray wrongSum = gzipped(page);
    wrongSum[wrongSum.size() - 6] = char(wrongSum[wrongSum.size() - 6] ^ 1);
    bad("gzip with a wrong checksum", wrongSum, "gzip", DecodeFault::Broken);
}

void ContentDecoderTest::decodes()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, encoding);
    const auto decoded = decodeContent(body, encoding, cap);
    QTEST(decoded ? Fault() : Fault(decoded.error().kind), "fault");
    if (decoded)
        QTEST(*decoded, "plain");
    else
        QVERIFY(!decoded.error().detail.isEmpty());
}

void ContentDecoderTest::everyCutIsSeen_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("body");
    const QByteArray plain = mixed(3'000);
    QTest::newRow("gzip") << "gzip"_ba << gzipped(plain);
    QTest::newRow("deflate in zlib's wrapping") << "deflate"_ba << deflated(plain);
    QTest::newRow("deflate bare") << "deflate"_ba << deflated(plain, false);
    QTest::newRow("br") << "br"_ba << brotlied(plain);
    QTest::newRow("zstd") << "zstd"_ba << zstded(plain);
}

void ContentDecoderTest::everyCutIsSeen()
{
    QFETCH(QByteArray, encoding);
    QFETCH(QByteArray, body);
    for (qsizetype length = 1; length < body.size(); ++length) {
        const auto decoded = decodeContent(body.first(length), encoding, cap);
        QVERIFY2(!decoded, qPrintable(u"%1 of %2 bytes passed for a whole body"_s.arg(length).arg(body.size())));
        // Two bytes of a bare stream may look like zlib's header; anything longer is plainly cut.
        if (length > 6)
            QCOMPARE(decoded.error().kind, DecodeFault::Cut);
    }
}

void ContentDecoderTest::everyFlippedByteIsHarmless_data()
{
    everyCutIsSeen_data();
}

void ContentDecoderTest::everyFlippedByteIsHarmless()
{
    QFETCH(QByteArray, encoding);
    QFETCH(QByteArray, body);
    int refused = 0;
    for (qsizetype at = 0; at < body.size(); ++at) {
        QByteArray damaged = body;
        damaged[at] = char(damaged[at] ^ 0x55);
        refused += decodeContent(damaged, encoding, cap) ? 0 : 1;
    }
    QVERIFY2(refused > 0, "no damage at all was noticed");
}

void ContentDecoderTest::capIsExact_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("body");
    const QByteArray plain = mixed(100'000);
    QTest::newRow("identity") << "identity"_ba << plain;
    QTest::newRow("gzip") << "gzip"_ba << gzipped(plain);
    QTest::newRow("deflate") << "deflate"_ba << deflated(plain, false);
    QTest::newRow("br") << "br"_ba << brotlied(plain);
    QTest::newRow("zstd") << "zstd"_ba << zstded(plain);
}

void ContentDecoderTest::capIsExact()
{
    QFETCH(QByteArray, encoding);
    QFETCH(QByteArray, body);
    const auto atCap = decodeContent(body, encoding, 100'000);
    QVERIFY(atCap);
    QCOMPARE(atCap->size(), 100'000);
    const auto over = decodeContent(body, encoding, 99'999);
    QVERIFY(!over);
    QCOMPARE(over.error().kind, DecodeFault::TooLarge);
}

void ContentDecoderTest::takesWhatItKeeps()
{
    ByteBudget budget;
    const auto ticket = budget.open();
    const QByteArray plain = mixed(3'000'000);
    const QByteArray body = brotlied(gzipped(plain));
    const auto decoded = decodeContent(body, "gzip, br", 4'000'000, ticket.get());
    QVERIFY(decoded);
    QCOMPARE(ticket->held(), 3'000'000);
    // Both stages at once, the steps rounded up, and not more.
    QVERIFY(budget.peak() <= 3'000'000 + gzipped(plain).size() + (2 << 20));
}

void ContentDecoderTest::givesBackOnFailure()
{
    ByteBudget budget;
    const auto ticket = budget.open();
    QVERIFY(ticket->tryTake(123));
    const QByteArray body = gzipped(mixed(100'000));
    QVERIFY(!decodeContent(body.chopped(10), "gzip", cap, ticket.get()));
    QCOMPARE(ticket->held(), 123);
    QVERIFY(!decodeContent(gzipped(body.chopped(10)), "gzip, gzip", cap, ticket.get()));
    QCOMPARE(ticket->held(), 123);
    QVERIFY(!decodeContent(body, "gzip", 50'000, ticket.get()));
    QCOMPARE(ticket->held(), 123);
}

void ContentDecoderTest::noRoomIsNoLoss()
{
    ByteBudget budget(200'000);
    auto oldest = budget.open();
    const auto younger = budget.open();
    QVERIFY(oldest->tryTake(150'000));
    const QByteArray plain = mixed(100'000);
    const auto refused = decodeContent(gzipped(plain), "gzip", cap, younger.get());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, DecodeFault::NoRoom);
    QCOMPARE(younger->held(), 0);
    oldest.reset();
    const auto decoded = decodeContent(gzipped(plain), "gzip", cap, younger.get());
    QVERIFY(decoded);
    QCOMPARE(*decoded, plain);
}

void ContentDecoderTest::identityTakesNothing()
{
    ByteBudget budget;
    const auto ticket = budget.open();
    const QByteArray body = "plain";
    const auto decoded = decodeContent(body, "identity", cap, ticket.get());
    QVERIFY(decoded);
    QCOMPARE(decoded->constData(), body.constData());
    QCOMPARE(ticket->held(), 0);
}

void ContentDecoderTest::beginnings_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<bool>("isCut");
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<Fault>("fault");
    const QByteArray text = mixed(300'000);
    const QByteArray some = text.first(1'000);
    const auto add = [](const char *name, const QByteArray &body, const char *encoding, bool isCut,
                        const QByteArray &beginning, Fault fault = {}) {
        QTest::newRow(name) << body << QByteArray(encoding) << isCut << beginning << fault;
    };
    add("plain over the cap", text, "", false, some);
    add("plain below the cap", text.first(10), "", false, text.first(10));
    add("nothing", {}, "gzip", false, {});
    const QList<QPair<const char *, QByteArray>> encoded = {
        {"gzip", gzipped(text)}, {"deflate", deflated(text)}, {"br", brotlied(text)}, {"zstd", zstded(text)}};
    for (const auto &[encoding, body] : encoded) {
        const QByteArray name(encoding);
        add((name + " over the cap").constData(), body, encoding, false, some);
        add((name + " over the cap, cut").constData(), body.chopped(100), encoding, true, some);
    }
    const QByteArray small = gzipped(some.first(100));
    add("at the cap", gzipped(some), "gzip", false, some);
    add("two encodings", brotlied(gzipped(text)), "gzip, br", false, some);
    add("cut, below the cap", small.chopped(8), "gzip", true, some.first(100));
    add("cut by nobody's will", small.chopped(8), "gzip", false, {}, DecodeFault::Cut);
    add("not what it says", text, "gzip", true, {}, DecodeFault::Broken);
    add("an unknown encoding", text, "lzma", true, {}, DecodeFault::UnknownEncoding);
    add("too many encodings", text, "br,br,br,br,br", true, {}, DecodeFault::UnknownEncoding);
}

void ContentDecoderTest::beginnings()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, encoding);
    QFETCH(bool, isCut);
    QFETCH(Fault, fault);
    const auto decoded = decodeBeginning(body, encoding, 1'000, isCut);
    QCOMPARE(decoded ? Fault() : Fault(decoded.error().kind), fault);
    QTEST(decoded.value_or(QByteArray()), "beginning");
}

void ContentDecoderTest::gunzips()
{
    QCOMPARE(gunzipIfNeeded(gzipped("<urlset/>"), cap).value(), "<urlset/>"_ba);
    QCOMPARE(gunzipIfNeeded("<urlset/>", cap).value(), "<urlset/>"_ba);
    QVERIFY(!gunzipIfNeeded(gzipped(mixed(1'000)).chopped(9), cap));
    QVERIFY(!gunzipIfNeeded("<urlset/>", 3));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ContentDecoderTest)
#include "tst_contentdecoder.moc"
