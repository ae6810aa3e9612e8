// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/visitbook.h"

#include "tests/support/suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace {

Visit stranger(qsizetype text = 1)
{
    Visit visit;
    visit.profile = u"plain"_s; // whatever it says of itself
    visit.evidence = {{u"spawn"_s, true, QString(text, u'x')}};
    return visit;
}

Visit own(qsizetype text = 1)
{
    Visit visit = stranger(text);
    visit.isOwn = true;
    return visit;
}

qsizetype ownIn(const VisitBook &book)
{
    return std::count_if(book.visits().cbegin(), book.visits().cend(), [](const Visit &visit) { return visit.isOwn; });
}

} // namespace

class TestVisitBook final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void theOldestMakeRoom();
    void strangersCannotPushOutOnesOwn();
    void onesOwnAreBoundedToo();
    void textIsBounded();
    void theArrayIsMadeOnce();
};

void TestVisitBook::theOldestMakeRoom()
{
    VisitBook book;
    for (int id = 1; id <= VisitBook::mostVisits + 3; ++id)
        QCOMPARE(book.add(stranger()), id);
    QCOMPARE(book.visits().size(), VisitBook::mostVisits);
    QCOMPARE(book.visits().constFirst().id, 4);
    QCOMPARE(book.visits().constLast().id, VisitBook::mostVisits + 3);
}

void TestVisitBook::strangersCannotPushOutOnesOwn()
{
    VisitBook book;
    book.add(stranger());
    for (int count = 0; count < 27; ++count)
        book.add(own());
    for (int count = 0; count < 3 * VisitBook::mostVisits; ++count)
        book.add(stranger());
    QCOMPARE(book.visits().size(), VisitBook::mostVisits);
    QCOMPARE(ownIn(book), 27);
    QCOMPARE(book.visits().constFirst().id, 2);
    QCOMPARE(book.visits().constLast().id, 28 + 3 * VisitBook::mostVisits);
}

void TestVisitBook::onesOwnAreBoundedToo()
{
    VisitBook book;
    for (int count = 0; count < VisitBook::mostVisits + 1; ++count)
        book.add(own());
    QCOMPARE(book.visits().constFirst().id, 2);
    book.add(stranger());
    QCOMPARE(ownIn(book), VisitBook::mostVisits);
    QCOMPARE(book.visits().size(), VisitBook::mostVisits);
}

void TestVisitBook::textIsBounded()
{
    constexpr qsizetype tenth = VisitBook::mostText / 10;
    VisitBook book;
    book.add(own(tenth));
    for (int count = 0; count < 20; ++count)
        book.add(stranger(tenth));
    QCOMPARE(book.visits().size(), 9); // what else they say takes some room, too
    QCOMPARE(book.visits().constFirst().id, 1);
    QCOMPARE(book.visits().constLast().id, 21);
    book.add(own(VisitBook::mostText + 1));
    QCOMPARE(book.visits().size(), 1);
    book.add(own());
    QCOMPARE(book.visits().size(), 1);
    QCOMPARE(book.visits().constFirst().id, 23);
}

void TestVisitBook::theArrayIsMadeOnce()
{
    const MarkerCatalogue catalogue = MarkerCatalogue::builtIn();
    VisitBook book;
    QCOMPARE(QJsonDocument::fromJson(book.json(catalogue)).array().size(), 0);
    book.add(stranger());
    const QByteArray first = book.json(catalogue);
    const QByteArray again = book.json(catalogue);
    QCOMPARE(static_cast<const void *>(again.constData()), static_cast<const void *>(first.constData()));
    book.add(stranger());
    const QJsonArray two = QJsonDocument::fromJson(book.json(catalogue)).array();
    QCOMPARE(two.size(), 2);
    QCOMPARE(two.at(1)[u"id"_s].toInt(), 2);
    QCOMPARE(QJsonDocument::fromJson(first).array().size(), 1);
}

QTEST_GUILESS_MAIN(TestVisitBook)
#include "tst_visitbook.moc"
