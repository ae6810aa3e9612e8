// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/crossvalidation.h"
#include "core/learn/tablesource.h"
#include "tests/core/learn/learntables.h"
#include "tests/support/suites.h"

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

/// The passengers of the Titanic: roles as proposed, defaults as they are, each fold judged by a model that saw nothing
/// of it. The majority alone gives 0.616, "women survive" 0.787.
class TestTitanic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_path = suitePath(u"titanic/titanic.csv"_s);
        if (m_path.isEmpty())
            QSKIP("SLUICE_SUITES is not set, or has no titanic");
    }
    void init() { failOnAnyWarning(); }
    void rolesAreProposed();
    void twentyTimesFiveFolds();

private:
    QString m_path;
};

void TestTitanic::rolesAreProposed()
{
    const auto table = readCsvTable(m_path, {});
    QVERIFY2(table, qPrintable(table ? QString() : table.error().detail));
    QStringList roles;
    for (const RoleProposal &proposal : proposeRoles(*table, u"Survived"_s)) {
        roles.append(columnRoleName(proposal.role));
        qInfo("%s: %s (%s)", qPrintable(proposal.column), qPrintable(roles.last()), qPrintable(proposal.reason));
    }
    QCOMPARE(roles, (QStringList{u"identifier"_s, u"target"_s, u"numeric"_s, u"text-words"_s, u"categorical"_s,
                                 u"numeric"_s, u"numeric"_s, u"numeric"_s, u"text-categories"_s, u"numeric"_s,
                                 u"text-categories"_s, u"categorical"_s}));
}

void TestTitanic::twentyTimesFiveFolds()
{
    const auto table = readCsvTable(m_path, {});
    const auto dataset = datasetOf(*table, u"Survived"_s);
    QVERIFY2(dataset, qPrintable(dataset ? QString() : dataset.error().detail));
    TrainingOptions options;
    options.seed = 0;
    options.threads = 1;
    const auto result = crossValidate(*dataset, options, 5, 20, {});
    QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    for (const FigureSpread &figure : result->figures)
        qInfo("%s %.4f, deviation of %lld folds %.4f, of 20 means %.4f, 95 %% interval %.4f to %.4f",
              qPrintable(figure.name), figure.mean, qint64(result->parts.size()), figure.deviation,
              figure.repetitionDeviation, figure.low, figure.high);
    QStringList names;
    for (const ColumnImportance &importance : result->importances) {
        names.append(importance.column);
        qInfo("%s: gain %.3f", qPrintable(importance.column), importance.gain);
    }
    QVERIFY(names.first(3).contains(u"Sex"_s));
    QVERIFY(result->figure(u"accuracy"_s)->mean >= 0.82);
}

QTEST_GUILESS_MAIN(TestTitanic)
#include "tst_titanic.moc"
