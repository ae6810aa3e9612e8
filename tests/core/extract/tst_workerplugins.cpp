// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerpool.h"
#include "tests/core/extract/workertesting.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QTemporaryDir>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

class WorkerPluginsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void parses();
    void misbehaves_data();
    void misbehaves();
    void everyPageCrashes();
    void keepsFromSurroundings();
    void printingHarmsNothing();
    void refuses_data();
    void refuses();
    void builtAnew();
    void functions_data();
    void functions();
    void functionsOfScripts_data();
    void functionsOfScripts();

private:
    WorkerPool m_pool{poolOptions(2)};
};

static QByteArray titled(const char *title)
{
    return QByteArray("<title>") + title + "</title>";
}

void WorkerPluginsTest::parses()
{
    const WorkerOutcome outcome = m_pool.run(batchOf(
        plugin("plugin_example"), {"<title> A \n&amp; \"b\"</title><h1>H</h1><a href=/x>one</a><a href='y#z'>two</a>"
                                   "<a href=mailto:x>three</a><a>none</a>",
                                   ""}));
    QVERIFY(outcome);
    QCOMPARE(outcome->at(0).values,
             QList<QByteArray>{"{\"title\":\"A & \\\"b\\\"\",\"h1\":\"H\",\"link\":[\"one\",\"two\",\"three\"],"
                               "\"links\":3,\"secure\":false}"});
    QCOMPARE(outcome->at(0).follow, (QList<QByteArray>{"http://site.test/x", "http://site.test/dir/y"}));
    QCOMPARE(outcome->at(1).values, QList<QByteArray>{"{\"title\":\"\",\"h1\":\"\",\"links\":0,\"secure\":false}"});
}

void WorkerPluginsTest::misbehaves_data()
{
    QTest::addColumn<QByteArray>("wish");
    QTest::addColumn<WorkerFault>("fault");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *wish, WorkerFault fault, const char *reason) {
        QTest::newRow(wish) << QByteArray(wish) << fault << QByteArray(reason);
    };
    row("null", WorkerFault::Crashed, "signal 11 (SIGSEGV)");
    row("abort", WorkerFault::Crashed, "signal 6 (SIGABRT)");
    row("exit", WorkerFault::Crashed, "code 3");
    row("deep", WorkerFault::Crashed, "signal 11 (SIGSEGV)");
    row("hang", WorkerFault::Timeout, "took longer than 1 s");
    row("memory", WorkerFault::Memory, "1024 MiB");
    row("throw", WorkerFault::Failed, "thrown");
    row("fail", WorkerFault::Failed, "wished to fail");
    row("much", WorkerFault::TooLarge, "more than 1048576 bytes");
}

void WorkerPluginsTest::misbehaves()
{
    QFETCH(QByteArray, wish);
    QFETCH(WorkerFault, fault);
    QFETCH(QByteArray, reason);
#ifdef __SANITIZE_ADDRESS__
    QSKIP("AddressSanitizer reports these in its own way");
#endif
    WorkerBatch batch =
        batchOf(plugin("plugin_misbehaving"), {titled("a"), titled("b"), titled(wish.constData()), titled("c")});
    // Only the page that hangs is to meet the clock, however busy the machine.
    batch.limits.pageTime = std::chrono::seconds(fault == WorkerFault::Timeout ? 1 : 60);
    batch.limits.answerBytes = 1 << 20;
    const WorkerOutcome outcome = m_pool.run(batch);
    QVERIFY(outcome);
    const QList<QByteArray> texts = textsOf(outcome);
    QCOMPARE(texts[0], "{\"title\":\"a\"}");
    QCOMPARE(texts[1], "{\"title\":\"b\"}");
    QCOMPARE(texts[3], "{\"title\":\"c\"}");
    QVERIFY(outcome->at(2).failure);
    QVERIFY2(outcome->at(2).failure->kind == fault, texts[2].constData());
    QVERIFY2(texts[2].contains(reason), texts[2].constData());
}

void WorkerPluginsTest::everyPageCrashes()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("UndefinedBehaviorSanitizer ends it with another signal");
#endif
    QList<QByteArray> contents(40, titled("null"));
    contents[39] = titled("good");
    const QList<QByteArray> texts = textsOf(m_pool.run(batchOf(plugin("plugin_misbehaving"), contents)));
    QCOMPARE(texts.count("failed: crashed by signal 11 (SIGSEGV)"), 39);
    QCOMPARE(texts[39], "{\"title\":\"good\"}");
}

void WorkerPluginsTest::keepsFromSurroundings()
{
    qputenv("SLUICE_TEST_SECRET", "x");
    WorkerPool pool(poolOptions(1));
    QCOMPARE(textsOf(pool.run(batchOf(plugin("plugin_misbehaving"), {titled("surroundings")}))),
             QList<QByteArray>{"{\"home\":false,\"wrote\":false,\"title\":\"surroundings\"}"});
    qunsetenv("SLUICE_TEST_SECRET");
}

void WorkerPluginsTest::printingHarmsNothing()
{
    QCOMPARE(textsOf(m_pool.run(batchOf(plugin("plugin_misbehaving"), {titled("print"), titled("a")}))),
             (QList<QByteArray>{"{\"written\":true,\"title\":\"print\"}", "{\"title\":\"a\"}"}));
}

void WorkerPluginsTest::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("another interface") << pluginPath("plugin_oldabi") << QByteArray("interface 1001");
    QTest::newRow("no entry") << pluginPath("plugin_noentry") << QByteArray("does not export");
    QTest::newRow("missing") << u"/nonexistent/x.so"_s << QByteArray("/nonexistent/x.so");
    QTest::newRow("relative") << u"x.so"_s << QByteArray("must begin with /");
    QTest::newRow("a folder") << u"/tmp"_s << QByteArray("/tmp is no plug-in");
    QTest::newRow("garbage") << QString() << QByteArray("is no plug-in");
}

void WorkerPluginsTest::refuses()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, reason);
    QTemporaryDir folder;
    if (path.isEmpty()) {
        QFile file(path = folder.filePath(u"garbage.so"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\x7f"
                   "ELF" +
                   QByteArray(5'000, '\x05'));
    }
    const WorkerMode modes[] = {WorkerMode::Plugin, WorkerMode::Function, WorkerMode::Script};
    for (const WorkerMode mode : modes) {
        const WorkerProgram program{mode, u"function parse(page) {}"_s, {}, {path}};
        const WorkerOutcome outcome = m_pool.run(batchOf(program, {"1", "2"}));
        QVERIFY(!outcome);
        QVERIFY(outcome.error().kind == WorkerFault::BadProgram);
        QVERIFY2(outcome.error().detail.contains(QString::fromLatin1(reason)), qPrintable(outcome.error().detail));
    }
}

void WorkerPluginsTest::builtAnew()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"mine.so"_s);
    QVERIFY(QFile::copy(pluginPath("plugin_misbehaving"), path));
    const WorkerProgram program{WorkerMode::Plugin, {}, {}, {path}};
    WorkerPool pool(poolOptions(1));
    QCOMPARE(textsOf(pool.run(batchOf(program, {titled("a")}))), QList<QByteArray>{"{\"title\":\"a\"}"});
    QVERIFY(QFile::remove(path));
    QVERIFY(QFile::copy(pluginPath("plugin_example"), path));
    const QList<QByteArray> texts = textsOf(pool.run(batchOf(program, {titled("a")})));
    QVERIFY2(texts[0].contains("\"h1\""), texts[0].constData());
}

void WorkerPluginsTest::functions_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *title, const char *function, const char *arguments, const char *result) {
        QTest::newRow(title) << QString::fromLatin1(function) << QByteArray(arguments) << QByteArray(result);
    };
    row("a list", "weightedSum", "[[1,2,3]]", "8");
    row("none", "weightedSum", "[[]]", "0");
    row("beyond a double", "weightedSum", "[[0,9007199254740993]]", "9007199254740993");
    row("the largest", "weightedSum", "[[0,9223372036854775807]]", "9223372036854775807");
    row("overflow of the product", "weightedSum", "[[0,0,4611686018427387904]]",
        "failed: weightedSum: the sum does not fit into 64 bits");
    row("overflow of the sum", "weightedSum", "[[0,9223372036854775807,1]]",
        "failed: weightedSum: the sum does not fit into 64 bits");
    row("fractions", "weightedSum", "[[1.5]]", "failed: weightedSum: weightedSum takes one list of integers");
    row("text", "shout", "[\"ab\\u0000\"]", "\"AB\\u0000\"");
    row("not an array", "shout", "{}",
        "failed: shout: the arguments must be numbers, text, null, and lists of numbers");
    row("for scripts alone", "weightedStep", "[1,2,3]",
        "refused: no plug-in exports a function weightedStep for compiled use");
    row("none of that name", "nothing", "[]", "refused: no plug-in exports a function nothing for compiled use");
}

void WorkerPluginsTest::functions()
{
    QFETCH(QString, function);
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, result);
    const WorkerProgram program{WorkerMode::Function, function, {}, {pluginPath("plugin_example")}};
    QCOMPARE(textsOf(m_pool.run(batchOf(program, {arguments}))), QList<QByteArray>{result});
}

void WorkerPluginsTest::functionsOfScripts_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("a list") << QByteArray("native.weightedSum([1, 2, 3])") << QByteArray("{\"v\":8}");
    QTest::newRow("a step") << QByteArray("native.weightedStep(1, 2, 3)") << QByteArray("{\"v\":7}");
    QTest::newRow("beyond a number of scripts")
        << QByteArray("native.weightedStep(1, 9007199254740992, 4)") << QByteArray("{\"v\":\"36028797018963969\"}");
    QTest::newRow("overflow") << QByteArray("native.weightedStep(1, 9007199254740992, 1024)")
                              << QByteArray("failed: Error: native.weightedStep: weightedStep(sum, number, index) does "
                                            "not fit into 64 bits");
    QTest::newRow("for compiled use alone") << QByteArray("typeof native.shout") << QByteArray("{\"v\":\"undefined\"}");
    QTest::newRow("not a number") << QByteArray("native.weightedSum([{}])")
                                  << QByteArray("failed: TypeError: native.weightedSum: argument 1 is neither a number "
                                                "nor text nor a list of numbers");
    QTest::newRow("caught") << QByteArray("(() => { try { native.weightedSum(); } catch (e) { return 'caught'; } })()")
                            << QByteArray("{\"v\":\"caught\"}");
}

void WorkerPluginsTest::functionsOfScripts()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, result);
    const QByteArray source = "function parse(page) { return {v: " + call + "}; }";
    QCOMPARE(textsOf(m_pool.run(batchOf(script(source.constData(), {pluginPath("plugin_example")}), {""}))),
             QList<QByteArray>{result});
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::WorkerPluginsTest)
#include "tst_workerplugins.moc"
