// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/weburl.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

using core::UrlFault;
using core::WebUrl;

/// The URL cases of the web platform tests, in process: some inputs have line breaks. Fragments are not compared.
class UrlConformanceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void parsesWhatTheStandardParses();
    void refusesWhatTheStandardRefuses();
    void everyResultIsParsedToItself();
    void qtCarriesEveryResult();

private:
    struct Case
    {
        QByteArray input;
        QByteArray base;
        QByteArray href;
        bool isFailure = false;
    };
    [[nodiscard]] static bool isWeb(const QByteArray &url);
    /// The serialised answer, or "!" for a refusal.
    [[nodiscard]] static QByteArray answer(const Case &example);
    [[nodiscard]] int countWrong(const QList<Case> &cases, const char *what) const;

    QList<Case> m_valid;
    QList<Case> m_failures;
};

bool UrlConformanceTest::isWeb(const QByteArray &url)
{
    const QByteArray start = url.trimmed().toLower();
    return start.startsWith("http:") || start.startsWith("https:");
}

QByteArray UrlConformanceTest::answer(const Case &example)
{
    const auto base = WebUrl::parse(example.base);
    if (!base && !example.base.isEmpty() && base.error().kind != UrlFault::OtherScheme)
        return "!";
    const auto url = (base ? *base : WebUrl()).resolve(example.input);
    return url ? url->text() : QByteArray("!");
}

void UrlConformanceTest::initTestCase()
{
    const QString path = suitePath(u"wpt-url/urltestdata.json"_s);
    if (path.isEmpty())
        QSKIP("SLUICE_SUITES is not set");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray entries = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &entry : entries) {
        if (!entry.isObject())
            continue;
        const QJsonObject object = entry.toObject();
        Case example{object[u"input"].toString().toUtf8(), object[u"base"].toString().toUtf8(),
                     object[u"href"].toString().toUtf8(), object[u"failure"].toBool()};
        example.href.truncate(example.href.contains('#') ? example.href.indexOf('#') : example.href.size());
        if (example.isFailure ? isWeb(example.input) || isWeb(example.base) : isWeb(example.href))
            (example.isFailure ? m_failures : m_valid).append(example);
    }
    QVERIFY(m_valid.size() > 200);
    QVERIFY(m_failures.size() > 150);
}

int UrlConformanceTest::countWrong(const QList<Case> &cases, const char *what) const
{
    int wrong = 0;
    for (const Case &example : cases) {
        const QByteArray found = answer(example);
        const QByteArray expected = example.isFailure ? QByteArray("!") : example.href;
        if (found == expected)
            continue;
        ++wrong;
        qInfo("%s against %s: expected %s, got %s", example.input.toPercentEncoding(":/?#[]@").constData(),
              example.base.constData(), expected.constData(), found.constData());
    }
    qInfo("%s: %lld of %lld cases agree", what, qlonglong(cases.size() - wrong), qlonglong(cases.size()));
    return wrong;
}

void UrlConformanceTest::parsesWhatTheStandardParses()
{
    QVERIFY(countWrong(m_valid, "URLs that parse to http or https") * 100 <= m_valid.size());
}

void UrlConformanceTest::refusesWhatTheStandardRefuses()
{
    QVERIFY(countWrong(m_failures, "failures with an http or https input or base") * 100 <= m_failures.size());
}

void UrlConformanceTest::everyResultIsParsedToItself()
{
    for (const Case &example : std::as_const(m_valid)) {
        const QByteArray text = answer(example);
        const auto again = WebUrl::parse(text);
        QVERIFY2(again, text.constData());
        QCOMPARE(again->text(), text);
        QCOMPARE(WebUrl::fromNormalized(text).host(), again->host());
    }
}

void UrlConformanceTest::qtCarriesEveryResult()
{
    int same = 0;
    int invalid = 0;
    for (const Case &example : std::as_const(m_valid)) {
        const WebUrl url = WebUrl::fromNormalized(answer(example));
        const QUrl qUrl = url.toQUrl();
        invalid += qUrl.isValid() ? 0 : 1;
        if (qUrl.isValid() && qUrl.toEncoded() == url.text())
            ++same;
    }
    qInfo("QUrl: %d of %lld unchanged, %d invalid", same, qlonglong(m_valid.size()), invalid);
    QVERIFY(same * 10 >= m_valid.size() * 9);
    QVERIFY(invalid <= 5);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::UrlConformanceTest)
#include "tst_urlconformance.moc"
