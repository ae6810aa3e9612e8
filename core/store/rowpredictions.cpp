// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/rowpredictions.h"

#include "core/store/database.h"
#include "core/store/recordqueries.h"
#include "core/store/statement.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QString predictedSuffix()
{
    return u" (predicted)"_s;
}

QString probabilitySuffix()
{
    return u" (probability)"_s;
}

/// Adds those of the columns that the crawl does not have yet, behind all others.
void addColumns(Database &database, CrawlId crawl, const QStringList &names)
{
    Statement known(database, "SELECT count(*) FROM columns WHERE crawl = ?1 AND name = ?2");
    Statement add(database, "INSERT INTO columns (crawl, position, name) "
                            "SELECT ?1, coalesce(max(position) + 1, 0), ?2 FROM columns WHERE crawl = ?1");
    for (const QString &name : names) {
        const bool isKnown = known.bind(crawl.value, name).step() && known.integer(0) > 0;
        known.reset();
        if (!isKnown)
            add.bind(crawl.value, name).run();
    }
}

} // namespace

QString predictedColumn(const QString &target)
{
    return target + predictedSuffix();
}

QString probabilityColumn(const QString &target)
{
    return target + probabilitySuffix();
}

bool isPredictedColumn(const QString &name)
{
    return name.endsWith(predictedSuffix()) || name.endsWith(probabilitySuffix());
}

qint64 writePredictions(Database &database, const RowPredictions &predictions)
{
    if (const auto crawl = readCrawl(database, predictions.crawl); !crawl) {
        database.fail(crawl.error());
        return 0;
    }
    const QString value = predictedColumn(predictions.target);
    const QString probability = probabilityColumn(predictions.target);
    bool hasProbability = false;
    for (const RowPrediction &row : predictions.rows)
        hasProbability = hasProbability || row.probability;
    addColumns(database, predictions.crawl, hasProbability ? QStringList{value, probability} : QStringList{value});
    // A patch (RFC 7396) sets what it names, takes away what it calls null, and leaves all else as it stands.
    Statement update(database, "UPDATE rows SET data = json_patch(data, ?3) WHERE id = ?1 AND crawl = ?2");
    qint64 written = 0;
    for (const RowPrediction &row : predictions.rows) {
        if (database.hasFailed())
            break;
        if (predictions.cancel.isCancelled()) {
            database.fail({StoreFault::Cancelled, u"%1: the rows stay as they were"_s.arg(database.path())});
            break;
        }
        const QJsonObject patch{{value, QJsonValue::fromVariant(row.value)},
                                {probability, row.probability ? QJsonValue(*row.probability) : QJsonValue()}};
        update.bind(row.row.value, predictions.crawl.value, QJsonDocument(patch).toJson(QJsonDocument::Compact)).run();
        written += update.changes();
    }
    if (written != predictions.rows.size() && !database.hasFailed())
        database.fail({StoreFault::NotFound, u"%1: rows of crawl %2 have changed meanwhile; predict once more"_s.arg(
                                                 database.path(), QString::number(predictions.crawl.value))});
    return written;
}

} // namespace sluice::core
