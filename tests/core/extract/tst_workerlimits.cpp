// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerpool.h"
#include "tests/core/extract/workertesting.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// Programs that never end, take all memory or answer without end: the page at fault fails for that reason, the pages
/// around it have their values, and the next batch runs.
class WorkerLimitsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void guiltyPages_data();
    void guiltyPages();
    void programsThatNeverLoad_data();
    void programsThatNeverLoad();
    void aThousandPages();
    void memoryLeftBehind_data();
    void memoryLeftBehind();

private:
    WorkerPool m_pool{poolOptions(2)};
};

/// Only what hangs is to meet the clock, however busy the machine.
static WorkerLimits tightLimits(WorkerFault expected)
{
    WorkerLimits limits;
    limits.pageTime = std::chrono::seconds(expected == WorkerFault::Timeout ? 1 : 10);
    limits.answerBytes = 1 << 20;
    limits.values = 1'000;
    return limits;
}

void WorkerLimitsTest::guiltyPages_data()
{
    QTest::addColumn<WorkerProgram>("program");
    QTest::addColumn<WorkerFault>("fault");
    QTest::addColumn<QByteArray>("reason");
    const auto jqRow = [](const char *title, const char *bad, WorkerFault fault, const char *reason) {
        const QByteArray source = QByteArray("if . == \"bad\" then ") + bad + " else . end";
        QTest::newRow(title) << jq(source.constData()) << fault << QByteArray(reason);
    };
    const auto scriptRow = [](const char *title, const char *bad, WorkerFault fault, const char *reason) {
        const QByteArray source = QByteArray("function parse(page) {\nif (page.html === '\"bad\"') {\n") + bad +
                                  "\n}\nreturn {v: page.html}; }";
        QTest::newRow(title) << script(source.constData()) << fault << QByteArray(reason);
    };
    jqRow("jq without end", "last(range(1e12))", WorkerFault::Timeout, "took longer than 1 s");
    jqRow("jq with a list without end", "[repeat(1)]", WorkerFault::Timeout, "took longer than 1 s");
    jqRow("jq in a circle", "(def f: f; f)", WorkerFault::Timeout, "took longer than 1 s");
    jqRow("jq with results without end", "repeat(1)", WorkerFault::TooLarge, "more than 1000 values");
    jqRow("jq with a large result", "(\"x\" * 2000000)", WorkerFault::TooLarge, "more than 1048576 bytes");
    jqRow("jq error", "error(\"why\")", WorkerFault::Failed, "why");
    jqRow("jq error of another type", "error({a: 1})", WorkerFault::Failed, "{\"a\":1}");
    jqRow("jq halt_error", "(\"stop\" | halt_error)", WorkerFault::Failed, "stop");
    jqRow("jq type error", "(1 + \"a\")", WorkerFault::Failed, "cannot be added");
    scriptRow("while (true)", "while (true) {}", WorkerFault::Timeout, "took longer than 1 s");
    scriptRow("a loop that catches", "while (true) { try { while (true) {} } catch (e) {} }", WorkerFault::Timeout,
              "took longer than 1 s");
    scriptRow("4 GB at once", "new ArrayBuffer(4e9);", WorkerFault::Failed, "RangeError");
    scriptRow("recursion", "(function f() { return 1 + f(); })();", WorkerFault::Failed, "RangeError");
    scriptRow("recursion through the page", "const f = () => [1].map(() => f()); return f();", WorkerFault::Failed,
              "RangeError");
    scriptRow("throw", "throw new Error('why');", WorkerFault::Failed, "Error: why");
    scriptRow("throw text", "throw 'why';", WorkerFault::Failed, "why");
    scriptRow("too many rows", "return Array(2000).fill({a: 1});", WorkerFault::TooLarge, "more than 1000 values");
    scriptRow("rows without end", "return (function* () { for (;;) yield {a: 1}; })();", WorkerFault::TooLarge, "");
    scriptRow("a large row", "return {a: 'x'.repeat(2e6)};", WorkerFault::TooLarge, "more than 1048576 bytes");
    scriptRow("not a row", "return 1;", WorkerFault::Failed, "must return an object");
    scriptRow("a circle as a row", "const o = {}; o.o = o; return o;", WorkerFault::Failed, "TypeError");
}

void WorkerLimitsTest::guiltyPages()
{
    QFETCH(WorkerProgram, program);
    QFETCH(WorkerFault, fault);
    QFETCH(QByteArray, reason);
#ifdef __SANITIZE_ADDRESS__
    if (program.source.contains(u"4e9"))
        QSKIP("AddressSanitizer needs more address space than the limit");
#endif
    WorkerBatch batch = batchOf(program, {"\"a\"", "\"b\"", "\"bad\"", "\"c\"", "\"d\""});
    batch.limits = tightLimits(fault);
    QElapsedTimer timer;
    timer.start();
    const WorkerOutcome outcome = m_pool.run(batch);
    QVERIFY2(timer.elapsed() < 20'000, "the limit did not hold");
    QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
    QList<QByteArray> texts = textsOf(outcome);
    const WorkerAnswer bad = outcome->at(2);
    QVERIFY(bad.failure);
    QVERIFY2(bad.failure->kind == fault || (reason.isEmpty() && bad.failure->kind == WorkerFault::Timeout),
             texts[2].constData());
    QVERIFY2(texts[2].contains(reason) || bad.failure->kind != fault, texts[2].constData());
    texts.removeAt(2);
    QVERIFY2(texts.join().count("failed") == 0, texts.join().constData());
    for (int i = 0; i < 4; ++i)
        QVERIFY2(texts[i].contains("abcd"[i]), texts[i].constData());
    if (program.mode == WorkerMode::Script && bad.failure->detail.contains(u"why"))
        QCOMPARE(bad.failure->line, 3);
}

void WorkerLimitsTest::programsThatNeverLoad_data()
{
    QTest::addColumn<WorkerProgram>("program");
    QTest::addColumn<WorkerFault>("fault");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<int>("line");
    const auto row = [](const char *title, const WorkerProgram &program, WorkerFault fault, const char *reason,
                        int line) { QTest::newRow(title) << program << fault << QByteArray(reason) << line; };
    row("jq syntax", jq(".a |\n| .b"), WorkerFault::BadProgram, "syntax error", 2);
    row("jq unknown function", jq(".a | nothing"), WorkerFault::BadProgram, "nothing/0 is not defined", 1);
    row("jq import", jq("import \"d\" as $d; $d"), WorkerFault::BadProgram, "import", 1);
    row("jq env", jq(".a |\nenv"), WorkerFault::BadProgram, "env", 2);
    row("jq $ENV", jq("$ENV.PATH"), WorkerFault::BadProgram, "$ENV", 1);
    row("jq input", jq("input"), WorkerFault::BadProgram, "input", 1);
    row("script syntax", script("function parse(page) {\n  return {;\n}"), WorkerFault::BadProgram, "SyntaxError", 2);
    row("script without parse", script("const x = 1;"), WorkerFault::BadProgram, "no function parse(page)", 0);
    row("script that throws", script("let a;\na.b.c;"), WorkerFault::BadProgram, "TypeError", 2);
    row("script that uses a page too early", script("console.log(page)"), WorkerFault::BadProgram, "page", 1);
    row("script that never starts", script("while (true) {}"), WorkerFault::Timeout, "took longer than 1 s", 0);
}

void WorkerLimitsTest::programsThatNeverLoad()
{
    QFETCH(WorkerProgram, program);
    QFETCH(WorkerFault, fault);
    QFETCH(QByteArray, reason);
    QFETCH(int, line);
    WorkerBatch batch = batchOf(program, {"1", "2"});
    batch.limits = tightLimits(fault);
    const WorkerOutcome outcome = m_pool.run(batch);
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().kind == fault, qPrintable(outcome.error().detail));
    QVERIFY2(outcome.error().detail.contains(QString::fromUtf8(reason)), qPrintable(outcome.error().detail));
    QCOMPARE(outcome.error().line, line);
    QCOMPARE(textsOf(m_pool.run(batchOf(jq("."), {"1"}))), QList<QByteArray>{"1"});
}

void WorkerLimitsTest::aThousandPages()
{
    QList<QByteArray> contents;
    for (int i = 0; i < 1'000; ++i)
        contents.append(i % 250 == 100 ? "bad" : QByteArray::number(i));
    const char *source = "function parse(page) { while (page.html === 'bad') {} return {n: Number(page.html)}; }";
    WorkerBatch batch = batchOf(script(source), contents);
    batch.limits = tightLimits(WorkerFault::Timeout);
    batch.limits.pageTime = std::chrono::milliseconds(500);
    const QList<QByteArray> texts = textsOf(m_pool.run(batch));
    QCOMPARE(texts.size(), 1'000);
    for (int i = 0; i < 1'000; ++i)
        QCOMPARE(texts[i], i % 250 == 100 ? "failed: took longer than 0.5 s" : "{\"n\":" + QByteArray::number(i) + '}');
}

void WorkerLimitsTest::memoryLeftBehind_data()
{
    QTest::addColumn<WorkerProgram>("program");
    QTest::newRow("jq, text") << jq("if . == \"bad\" then [recurse(. + .)] else . end");
    QTest::newRow("jq, recursion") << jq("if . == \"bad\" then (def f: [f]; f) else . end");
    QTest::newRow("script, lists") << script("let all = []; function parse(page) { while (page.html === '\"bad\"')"
                                             " all.push(new Array(1e5).fill(1)); return {v: page.html}; }");
    QTest::newRow("script, objects") << script("let all = null; function parse(page) { while (page.html === '\"bad\"')"
                                               " all = {all, text: 'x' + Math.random()}; return {v: page.html}; }");
    QTest::newRow("script, text") << script("let all = 'x'; function parse(page) { while (page.html === '\"bad\"') {"
                                            " all += all; all.charAt(1); } return {v: page.html}; }");
}

/// Endless allocation ends the process or the script; either way its reason is memory and the others are there.
void WorkerLimitsTest::memoryLeftBehind()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("AddressSanitizer needs more address space than the limit");
#endif
    QFETCH(WorkerProgram, program);
    WorkerBatch batch = batchOf(program, {"\"a\"", "\"bad\"", "\"b\""});
    batch.limits.pageTime = std::chrono::seconds(60);
    WorkerPoolOptions options = poolOptions(1);
    options.memory = 512 << 20;
    const WorkerOutcome outcome = WorkerPool(options).run(batch);
    QVERIFY(outcome);
    const QList<QByteArray> texts = textsOf(outcome);
    QVERIFY2(texts[0].contains('a') && !texts[0].startsWith("failed"), texts[0].constData());
    QVERIFY2(texts[2].contains('b') && !texts[2].startsWith("failed"), texts[2].constData());
    QVERIFY(outcome->at(1).failure);
    const WorkerFailure &failure = *outcome->at(1).failure;
    QVERIFY2(failure.kind == WorkerFault::Memory || failure.detail.contains(u"RangeError"), texts[1].constData());
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::WorkerLimitsTest)
#include "tst_workerlimits.moc"
