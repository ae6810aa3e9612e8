// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/followedlinks.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace {

WebUrl url(const QString &name)
{
    return WebUrl::parse("http://h/" + name.toUtf8()).value();
}

QList<WebUrl> urls(const QString &names)
{
    QList<WebUrl> list;
    for (const QString &name : names.split(u' ', Qt::SkipEmptyParts))
        list.append(url(name));
    return list;
}

/// "x:1 y:2"
QString shown(const QList<FollowedLinks::Found> &found)
{
    QStringList texts;
    for (const auto &each : found)
        texts.append(each.url.toString().section(u'/', -1) + u':' + QString::number(each.depth));
    return texts.join(u' ');
}

} // namespace

class FollowedLinksTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Steps are "page>links=found", in the order in which the pages come.
    void finds_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<QStringList>("steps");
        QTest::newRow("links of the list") << 1 << QStringList{u"s>a b=a:1 b:1"_s, u"a>c="_s};
        QTest::newRow("each once") << 2 << QStringList{u"s>a a s=a:1"_s, u"a>a s b=b:2"_s, u"t>a b="_s};
        QTest::newRow("nothing at depth 0") << 0 << QStringList{u"s>a="_s};
        QTest::newRow("a shorter way comes later")
            << 2 << QStringList{u"s>y=y:1"_s, u"y>x=x:2"_s, u"x>leaf="_s, u"t>x=leaf:2"_s};
        QTest::newRow("a shorter way comes before the page does")
            << 2 << QStringList{u"s>y=y:1"_s, u"y>x=x:2"_s, u"t>x="_s, u"x>leaf=leaf:2"_s};
        QTest::newRow("it shortens all that lies behind")
            << 3 << QStringList{u"s>a=a:1"_s, u"a>b=b:2"_s, u"b>c=c:3"_s, u"c>d="_s, u"t>b=d:3"_s};
        QTest::newRow("a circle ends") << 9 << QStringList{u"s>a=a:1"_s, u"a>b=b:2"_s, u"b>a s="_s};
    }

    void finds()
    {
        QFETCH(int, depth);
        QFETCH(QStringList, steps);
        FollowedLinks links(depth);
        links.addListed(urls(u"s t"_s));
        for (const QString &step : std::as_const(steps)) {
            const QString page = step.section(u'>', 0, 0);
            const QString rest = step.section(u'>', 1);
            QCOMPARE(shown(links.add(url(page), urls(rest.section(u'=', 0, 0)))), rest.section(u'=', 1));
        }
    }

    void depthsAreTheShortest()
    {
        FollowedLinks links(3);
        links.addListed(urls(u"s t"_s));
        QCOMPARE(shown(links.add(url(u"s"_s), urls(u"a"_s))), u"a:1"_s);
        QCOMPARE(shown(links.add(url(u"a"_s), urls(u"b"_s))), u"b:2"_s);
        QCOMPARE(links.depth(url(u"b"_s)), 2);
        QVERIFY(links.add(url(u"t"_s), urls(u"b"_s)).isEmpty());
        QCOMPARE(links.depth(url(u"b"_s)), 1);
        QCOMPARE(links.depth(url(u"s"_s)), 0);
        QCOMPARE(links.depth(url(u"never"_s)), -1);
    }
};

QTEST_GUILESS_MAIN(FollowedLinksTest)
#include "tst_followedlinks.moc"
