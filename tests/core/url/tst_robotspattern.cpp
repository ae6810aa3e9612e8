// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/robotspattern.h"
#include "tests/support/suites.h"

#include <QRandomGenerator>
#include <QTest>

namespace sluice::test {

class RobotsPatternTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void matches_data();
    void matches();
    void agreesWithBacktracking();
};

void RobotsPatternTest::matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isMatch");

    const auto row = [](const char *pattern, const char *path, bool isMatch) {
        QTest::addRow("%s on %s", pattern, path) << QByteArray(pattern) << QByteArray(path) << isMatch;
    };
    row("/", "/", true);
    row("/$", "/", true);
    row("/$", "/a", false);
    row("*", "/a", true);
    row("*$", "/a", true);
    row("/a*", "/a", true);
    row("/a**b", "/ab", true);
    row("/*ab$", "/abab", true);
    row("/*ab*b$", "/ab", false);
    row("/a*a$", "/a", false);
    row("/a*bc*d", "/axbcbcyd", true);
    row("/a*c", "/ab", false);
    row("*/b", "/a/b", true);
    row("$", "/", false);
}

void RobotsPatternTest::matches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QTEST(core::matchesRobotsPattern(pattern, path), "isMatch");
}

static bool matchesByBacktracking(QByteArrayView pattern, QByteArrayView path)
{
    if (pattern.isEmpty())
        return true;
    if (pattern == "$")
        return path.isEmpty();
    if (pattern.front() == '*') {
        return matchesByBacktracking(pattern.sliced(1), path) ||
               (!path.isEmpty() && matchesByBacktracking(pattern, path.sliced(1)));
    }
    return !path.isEmpty() && pattern.front() == path.front() &&
           matchesByBacktracking(pattern.sliced(1), path.sliced(1));
}

void RobotsPatternTest::agreesWithBacktracking()
{
    QRandomGenerator random(7);
    int matched = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray pattern = "/";
        QByteArray path = "/";
        for (auto left = random.bounded(8); left > 0; --left)
            pattern += "ab*"[random.bounded(3)];
        for (auto left = random.bounded(10); left > 0; --left)
            path += "ab"[random.bounded(2)];
        if (random.bounded(2) == 0)
            pattern += '$';
        const bool isMatch = core::matchesRobotsPattern(pattern, path);
        QVERIFY2(isMatch == matchesByBacktracking(pattern, path), (pattern + ' ' + path).constData());
        matched += isMatch ? 1 : 0;
    }
    QVERIFY(matched > 1'000 && matched < 19'000);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RobotsPatternTest)
#include "tst_robotspattern.moc"
