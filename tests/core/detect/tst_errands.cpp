// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/errands.h"

#include "tests/support/suites.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace {

/// A browser that does as its profile is called: "comes" waits to be completed, "fails" says so, "hangs" never comes.
class ScriptedVisit final : public BrowserVisit
{
public:
    ScriptedVisit(QString profile, int &alive)
        : m_profile(std::move(profile))
        , m_alive(alive)
    {
        ++m_alive;
    }
    ~ScriptedVisit() override { --m_alive; }

    void start(const QUrl &) override
    {
        setPending(u"it did not come"_s);
        if (m_profile == "fails"_L1)
            Q_EMIT failed(u"it is broken"_s);
        if (m_profile == "steers"_L1)
            Q_EMIT failed(u"it \u202eis\n"_s + QString(5'000, u'x'));
    }

private:
    QString m_profile;
    int &m_alive;
};

Errand errand(const QString &token, const QString &profile)
{
    return {token, {profile, ProfileKind::Plain, {}, {}}, {}};
}

} // namespace

class TestErrands final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void soManyAtOnce();
    void whatIsCompletedEndsWithoutReason();
    void reasonsAreTold();
    void allCanBeCancelled();
    void cancellingFromAnAnswerIsSafe();

private:
    [[nodiscard]] VisitMaker maker()
    {
        return [this](const Profile &profile) { return std::make_unique<ScriptedVisit>(profile.name, m_alive); };
    }

    int m_alive = 0;
};

void TestErrands::soManyAtOnce()
{
    {
        Errands errands(maker(), {2, 60'000});
        QSignalSpy started(&errands, &Errands::started);
        QSignalSpy idle(&errands, &Errands::idle);
        for (const QString &token : {u"a"_s, u"b"_s, u"c"_s})
            errands.add(errand(token, u"comes"_s));
        QTRY_COMPARE(started.count(), 2);
        QCOMPARE(m_alive, 2);
        errands.complete(u"a"_s);
        QTRY_COMPARE(started.count(), 3);
        QTRY_COMPARE(m_alive, 2);
        errands.complete(u"b"_s);
        QVERIFY(errands.isBusy());
        errands.complete(u"c"_s);
        QTRY_COMPARE(idle.count(), 1);
        QVERIFY(!errands.isBusy());
        errands.add(errand(u"d"_s, u"hangs"_s));
        QTRY_COMPARE(started.count(), 4);
    }
    QCOMPARE(m_alive, 0);
}

void TestErrands::whatIsCompletedEndsWithoutReason()
{
    Errands errands(maker(), {2, 60'000});
    QSignalSpy started(&errands, &Errands::started);
    QSignalSpy ended(&errands, &Errands::ended);
    errands.add(errand(u"a"_s, u"comes"_s));
    QTRY_COMPARE(started.count(), 1);
    errands.complete(u"nobody"_s);
    QCOMPARE(ended.count(), 0);
    errands.complete(u"a"_s);
    errands.complete(u"a"_s);
    QCOMPARE(ended.count(), 1);
    QCOMPARE(ended.first(), QVariantList({u"a"_s, QString()}));
}

void TestErrands::reasonsAreTold()
{
    Errands errands(maker(), {2, 50});
    QHash<QString, QString> reasons;
    connect(&errands, &Errands::ended, this,
            [&reasons](const QString &token, const QString &reason) { reasons.insert(token, reason); });
    errands.add(errand(u"a"_s, u"fails"_s));
    errands.add(errand(u"b"_s, u"hangs"_s));
    errands.add(errand(u"c"_s, u"steers"_s));
    QTRY_COMPARE(reasons.size(), 3);
    QCOMPARE(reasons.value(u"c"_s), u"it is "_s + QString(293, u'x') + u'…');
    QCOMPARE(reasons.value(u"a"_s), u"it is broken"_s);
    QCOMPARE(reasons.value(u"b"_s), u"it did not come (waited 0.05 s)"_s);
    QTRY_VERIFY(!errands.isBusy());
}

void TestErrands::allCanBeCancelled()
{
    Errands errands(maker(), {1, 60'000});
    QSignalSpy started(&errands, &Errands::started);
    QSignalSpy ended(&errands, &Errands::ended);
    QSignalSpy idle(&errands, &Errands::idle);
    errands.add(errand(u"a"_s, u"hangs"_s));
    errands.add(errand(u"b"_s, u"hangs"_s));
    QTRY_COMPARE(started.count(), 1);
    errands.cancel();
    QCOMPARE(m_alive, 0);
    QCOMPARE(ended.count(), 2);
    for (const QVariantList &end : ended)
        QCOMPARE(end.at(1).toString(), u"cancelled"_s);
    QCOMPARE(idle.count(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(started.count(), 1);
}

void TestErrands::cancellingFromAnAnswerIsSafe()
{
    Errands errands(maker(), {2, 60'000});
    int ends = 0;
    connect(&errands, &Errands::ended, this, [&] {
        if (++ends == 1)
            errands.cancel();
    });
    errands.add(errand(u"a"_s, u"fails"_s));
    errands.add(errand(u"b"_s, u"hangs"_s));
    QTRY_COMPARE(ends, 2);
    QCOMPARE(m_alive, 0);
}

QTEST_GUILESS_MAIN(TestErrands)
#include "tst_errands.moc"
