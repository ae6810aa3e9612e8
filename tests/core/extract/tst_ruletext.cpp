// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/ruletext.h"
#include "core/extract/transform.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// How a rule falls into its parts.
class RuleTextTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void splits_data();
    void splits();
    void knowsPositions();
    void movesPositions_data();
    void movesPositions();
};

void RuleTextTest::splits_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<RuleKind>("kind");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QStringList>("transforms");
    const auto row = [](const char *name, const QString &rule, RuleKind kind, const QString &source,
                        const QString &attribute = {}, const QStringList &transforms = {}) {
        QTest::newRow(name) << rule << kind << source << attribute << transforms;
    };
    const RuleKind css = RuleKind::Css;
    row("bare is CSS", u"h1"_s, css, u"h1"_s);
    row("a prefix", u"css:h1"_s, css, u"h1"_s);
    row("a known prefix wins", u"meta:first-child"_s, RuleKind::Meta, u"first-child"_s);
    row("CSS that looks like one", u"css:meta:first-child"_s, css, u"meta:first-child"_s);
    row("an unknown prefix is CSS", u"a:hover"_s, css, u"a:hover"_s);
    row("prefixes have one spelling", u"XPATH:a"_s, css, u"XPATH:a"_s);
    row("XPath keeps its @", u"xpath://a/@href"_s, RuleKind::XPath, u"//a/@href"_s);
    row("an attribute", u"a.x@href"_s, css, u"a.x"_s, u"href"_s);
    row("an attribute of the row", u"@href"_s, css, QString(u""_s), u"href"_s);
    row("the last @", u"a[b=c] @x@y"_s, css, u"a[b=c] @x"_s, u"y"_s);
    row("@ in brackets", u"a[b='x@y']"_s, css, u"a[b='x@y']"_s);
    row("@ in brackets without quotes", u"a[b=x@y]"_s, css, u"a[b=x@y]"_s);
    row("@ in parentheses", u"a:not([b@c])@d"_s, css, u"a:not([b@c])"_s, u"d"_s);
    row("@ in quotes in brackets that do not count", u"a[b=']@x']@d"_s, css, u"a[b=']@x']"_s, u"d"_s);
    row("an escaped quote", u"a[b='\\'']@d"_s, css, u"a[b='\\'']"_s, u"d"_s);
    row("an escaped @", u".a\\@b"_s, css, u".a\\@b"_s);
    row("a transform", u"h1 |> trim"_s, css, u"h1"_s, {}, {u"trim"_s});
    row("several", u"h1@title |> trim |> replace:a:b |> upper"_s, css, u"h1"_s, u"title"_s,
        {u"trim"_s, u"replace:a:b"_s, u"upper"_s});
    row("a pipe without the spaces is none", u"a|>b"_s, css, u"a|>b"_s);
    row("protected by brackets", u"a[b=' |> '] |> trim"_s, css, u"a[b=' |> ']"_s, {}, {u"trim"_s});
    row("protected by parentheses", u"xpath:f(a |> b) |> trim"_s, RuleKind::XPath, u"f(a |> b)"_s, {}, {u"trim"_s});
    row("protected by quotes", u"xpath:' |> ' |> trim"_s, RuleKind::XPath, u"' |> '"_s, {}, {u"trim"_s});
    row("no escapes in XPath", u"xpath:'\\' |> trim"_s, RuleKind::XPath, u"'\\'"_s, {}, {u"trim"_s});
    row("jq's own pipe", u"json:.user | .name |> trim |> default:none"_s, RuleKind::Json, u".user | .name"_s, {},
        {u"trim"_s, u"default:none"_s});
    row("protected by braces in jq", u"json:{a: .b |> c} |> trim"_s, RuleKind::Json, u"{a: .b |> c}"_s, {},
        {u"trim"_s});
    row("an escaped quote in jq", u"json:\"\\\" |> \" |> trim"_s, RuleKind::Json, u"\"\\\" |> \""_s, {}, {u"trim"_s});
    row("an apostrophe in jq protects nothing", u"json:.a # it's |> trim"_s, RuleKind::Json, u".a # it's"_s, {},
        {u"trim"_s});
    row("nothing protects in re:", u"re:(a |> trim"_s, RuleKind::Regex, u"(a"_s, {}, {u"trim"_s});
    row("re: keeps its @", u"re:\"(.*@.*)\""_s, RuleKind::Regex, u"\"(.*@.*)\""_s);
    row("nothing protects in meta:", u"meta:'x |> trim"_s, RuleKind::Meta, u"'x"_s, {}, {u"trim"_s});
    row("nothing protects in arguments", u"a |> default:( |> trim"_s, css, u"a"_s, {}, {u"default:("_s, u"trim"_s});
    row("a separator that ends with a space", u"a |> join:,  |> trim"_s, css, u"a"_s, {}, {u"join:, "_s, u"trim"_s});
    row("a separator at the end", u"a |> join:, "_s, css, u"a"_s, {}, {u"join:, "_s});
    row("an empty transform", u"a |> "_s, css, u"a"_s, {}, {u""_s});
    row("nothing", u""_s, css, u""_s);
}

void RuleTextTest::splits()
{
    QFETCH(QString, rule);
    const Result<RuleText, RuleFailure> text = splitRule(rule);
    QVERIFY(text);
    QTEST(text->kind, "kind");
    QTEST(text->source.text, "source");
    QTEST(text->attribute.text, "attribute");
    QStringList transforms;
    for (const RulePiece &piece : text->transforms) {
        transforms.append(piece.text);
        QCOMPARE(rule.mid(piece.position, piece.text.size()), piece.text);
    }
    QTEST(transforms, "transforms");
    QCOMPARE(rule.mid(text->source.position, text->source.text.size()), text->source.text);
}

void RuleTextTest::knowsPositions()
{
    const auto text = splitRule(u" css:a@href |> trim"_s);
    QVERIFY(text);
    QCOMPARE(text->source.position, 5);
    QCOMPARE(text->attribute.position, 7);
    QCOMPARE(text->transforms.first().position, 15);
    const auto bad = splitRule(u"css:a@ |> trim"_s);
    QVERIFY(!bad);
    QCOMPARE(bad.error().position, 6);
    QVERIFY(!splitRule(u"a@b c"_s));
}

void RuleTextTest::movesPositions_data()
{
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("moved");
    QTest::newRow("moved") << u"Position 3: x"_s << u"Position 10: x"_s;
    QTest::newRow("none said") << u"too long"_s << u"Position 7: too long"_s;
}

void RuleTextTest::movesPositions()
{
    QFETCH(QString, detail);
    QTEST(RuleFailure::fromDetail(detail, 7).text(), "moved");
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RuleTextTest)
#include "tst_ruletext.moc"
