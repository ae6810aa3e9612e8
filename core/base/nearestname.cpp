// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/nearestname.h"

#include <algorithm>
#include <vector>

namespace sluice::core {

namespace {

/// Levenshtein's distance.
int editDistance(const QString &a, const QString &b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    for (size_t j = 0; j < row.size(); ++j)
        row[j] = int(j);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0]++;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[size_t(j) + 1];
            row[size_t(j) + 1] = std::min({changed, row[size_t(j)] + 1, diagonal + 1});
        }
    }
    return row.back();
}

} // namespace

QString nearestName(const QString &word, const QStringList &names)
{
    QString best;
    int bestDistance = 3;
    for (const QString &name : names) {
        const int distance = editDistance(word, name);
        if (distance < bestDistance && distance < name.size()) {
            bestDistance = distance;
            best = name;
        }
    }
    return best;
}

} // namespace sluice::core
