// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/parser.h"
#include "core/html/serializer.h"
#include "tests/core/html/datfile.h"
#include "tests/support/suites.h"

#include <QDirIterator>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;

/// Runs the html5lib tree construction suite.
class TreeConstructionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void conformsToTheSuite();
};

static QByteArray parsedTree(const DatCase &one)
{
    core::ParseOptions options;
    options.isScripting = one.contains("script-on");
    options.fragmentContext = one["document-fragment"];
    return core::html5libTree(core::parseHtml(one["data"], options));
}

static QByteArray expectedTree(const DatCase &one)
{
    QByteArray tree = one["document"];
    while (tree.endsWith('\n'))
        tree.chop(1);
    return tree.isEmpty() ? tree : tree + '\n';
}

void TreeConstructionTest::conformsToTheSuite()
{
    const QString folder = suitePath(u"html5lib-2023/tree-construction"_s);
    if (folder.isEmpty())
        QSKIP("SLUICE_SUITES is not set");
    const bool isVerbose = qEnvironmentVariableIsSet("SLUICE_SHOW_FAILURES");
    int count = 0;
    int passed = 0;
    QDirIterator files(folder, {u"*.dat"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QList<DatCase> cases = readDatFile(
            path, {"data", "errors", "new-errors", "document-fragment", "script-on", "script-off", "document"});
        for (const DatCase &one : cases) {
            const QByteArray tree = parsedTree(one);
            const bool isRight = tree == expectedTree(one);
            ++count;
            passed += isRight ? 1 : 0;
            if (!isRight && isVerbose)
                qInfo("%s\n%s\n%s--- expected\n%s", qPrintable(path), one["data"].constData(), tree.constData(),
                      expectedTree(one).constData());
        }
    }
    qInfo("html5lib tree construction: %d of %d (%.2f %%)", passed, count, 100.0 * passed / qMax(count, 1));
    QVERIFY(count > 0);
    QVERIFY(passed >= 0.98 * count);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::TreeConstructionTest)
#include "tst_treeconstruction.moc"
