// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/outputs.h"
#include "app/cli/secrets.h"
#include "tests/support/fakekeychain.h"
#include "tests/support/suites.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::app;

namespace sluice::test {

class OutputsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void rowsGoWhereTheOptionsSay_data();
    void rowsGoWhereTheOptionsSay();
    void wrongOutputsAreRefused_data();
    void wrongOutputsAreRefused();
    void whatCannotBeWrittenIsNamed();
    void tsvCellsAreEscaped_data();
    void tsvCellsAreEscaped();
    void secretsComeFromVariablesAndFiles();
    void othersComeFromTheKeychain();
    void wrongSecretsAreRefused_data();
    void wrongSecretsAreRefused();
};

namespace {

using test::FakeKeychain;

core::Result<Outputs, QString> read(const QStringList &words)
{
    QList<Option> options = outputOptions();
    options += {{u"json"_s, {}, {}}, {u"project"_s, u"FILE"_s, {}}};
    const auto arguments = parseArguments(words, options);
    if (!arguments)
        return tl::unexpected(arguments.error());
    return readOutputs(*arguments);
}

enum class Stream { None, Tsv, Json };

} // namespace

void OutputsTest::rowsGoWhereTheOptionsSay_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("stream");
    using L = QStringList;
    QTest::newRow("no option: columns") << L() << int(Stream::Tsv);
    QTest::newRow("--json: objects") << L{u"--json"_s} << int(Stream::Json);
    QTest::newRow("a CSV file: nothing") << L{u"--csv=f"_s} << int(Stream::None);
    QTest::newRow("a CSV file and --json: nothing") << L{u"--csv=f"_s, u"--json"_s} << int(Stream::None);
    QTest::newRow("CSV on standard output: at the end") << L{u"--csv=-"_s} << int(Stream::None);
    QTest::newRow("JSON Lines on standard output: as they come") << L{u"--jsonl=-"_s} << int(Stream::Json);
    QTest::newRow("JSON Lines there and a CSV file") << L{u"--jsonl=-"_s, u"--csv=f"_s} << int(Stream::Json);
}

void OutputsTest::rowsGoWhereTheOptionsSay()
{
    QFETCH(QStringList, words);
    QFETCH(int, stream);
    const auto outputs = read(words);
    QVERIFY2(outputs, outputs ? "" : qPrintable(outputs.error()));
    const auto format = outputs->streamFormat();
    const Stream got = !format ? Stream::None : *format == RowPrinter::Format::Tsv ? Stream::Tsv : Stream::Json;
    QCOMPARE(int(got), stream);
    QVERIFY(outputs->isFormulaGuarded);
}

void OutputsTest::wrongOutputsAreRefused_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("message");
    using L = QStringList;
    QTest::newRow("two on standard output") << L{u"--csv=-"_s, u"--jsonl=-"_s} << u"at most one"_s;
    QTest::newRow("no name") << L{u"--csv="_s} << u"--csv: expected a file's name"_s;
    QTest::newRow("no project") << L{u"--project="_s} << u"--project: expected a file's name"_s;
    QTest::newRow("XLSX") << L{u"--xlsx=a.xlsx"_s} << u"--xlsx is not in this version"_s;
}

void OutputsTest::wrongOutputsAreRefused()
{
    QFETCH(QStringList, words);
    QFETCH(QString, message);
    const auto outputs = read(words);
    QVERIFY(!outputs);
    QVERIFY2(outputs.error().contains(message), qPrintable(outputs.error()));
}

void OutputsTest::whatCannotBeWrittenIsNamed()
{
    const QTemporaryDir folder;
    Outputs outputs;
    outputs.csv = folder.filePath(u"rows.csv"_s);
    QVERIFY(probeOutputs(outputs));
    QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden));
    for (const QString &path : {folder.path(), folder.filePath(u"absent/rows.jsonl"_s)}) {
        outputs.jsonLines = path;
        const auto probed = probeOutputs(outputs);
        QVERIFY(!probed);
        QVERIFY2(probed.error().startsWith(path), qPrintable(probed.error()));
    }
    for (const QString &path : {u"-"_s, u"/dev/null"_s, u"/dev/stdout"_s}) {
        outputs.jsonLines = path;
        QVERIFY(probeOutputs(outputs));
    }
}

void OutputsTest::tsvCellsAreEscaped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("plain") << u"Bücher"_s
                           << QByteArray("B\xc3\xbc"
                                         "cher");
    QTest::newRow("tab, LF, CR") << u"a\tb\nc\rd"_s << QByteArray("a\\tb\\nc\\rd");
    QTest::newRow("backslash") << u"a\\tb"_s << QByteArray("a\\\\tb");
    QTest::newRow("empty") << QString() << QByteArray();
}

void OutputsTest::tsvCellsAreEscaped()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, cell);
    QCOMPARE(tsvCell(text), cell);
}

void OutputsTest::secretsComeFromVariablesAndFiles()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"key"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("from file\n");
    file.close();
    qputenv("SLUICE_TEST_SECRET", "from variable");
    Secrets secrets(std::make_unique<FakeKeychain>());
    QVERIFY(secrets.add({u"a=env:SLUICE_TEST_SECRET"_s, u"u@h:1=file:"_s + file.fileName()}));
    QCOMPARE(*secrets.store().read(u"a"_s), QByteArray("from variable"));
    QCOMPARE(*secrets.store().read(u"u@h:1"_s), QByteArray("from file"));
    QCOMPARE(secrets.store().read(u"b"_s).error().kind, core::SecretFault::Missing);
    qunsetenv("SLUICE_TEST_SECRET");
}

void OutputsTest::othersComeFromTheKeychain()
{
    qputenv("SLUICE_TEST_SECRET", "from variable");
    Secrets secrets(std::make_unique<FakeKeychain>());
    QVERIFY(secrets.add({u"a=env:SLUICE_TEST_SECRET"_s, u"named=keychain"_s}));
    for (const QString &name : {u"a"_s, u"named"_s, u"not named"_s})
        QVERIFY(secrets.store().write(name, "from keychain"));
    QCOMPARE(*secrets.store().read(u"a"_s), QByteArray("from variable"));
    QCOMPARE(*secrets.store().read(u"named"_s), QByteArray("from keychain"));
    QCOMPARE(*secrets.store().read(u"not named"_s), QByteArray("from keychain"));
    qunsetenv("SLUICE_TEST_SECRET");
}

void OutputsTest::wrongSecretsAreRefused_data()
{
    QTest::addColumn<QString>("definition");
    QTest::addColumn<QString>("message");
    QTest::newRow("no name") << u"=env:X"_s << u"expected NAME=env:VAR"_s;
    QTest::newRow("no source") << u"a"_s << u"expected NAME=env:VAR"_s;
    QTest::newRow("a literal value") << u"a=hunter2"_s << u"--secret a: expected a=env:VAR"_s;
    QTest::newRow("an empty variable") << u"a=env:"_s << u"--secret a: expected"_s;
}

void OutputsTest::wrongSecretsAreRefused()
{
    QFETCH(QString, definition);
    QFETCH(QString, message);
    Secrets secrets;
    const auto added = secrets.add({definition});
    QVERIFY(!added);
    QVERIFY2(added.error().contains(message), qPrintable(added.error()));
    QVERIFY(!added.error().contains("hunter2"_L1));
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::OutputsTest)
#include "tst_outputs.moc"
