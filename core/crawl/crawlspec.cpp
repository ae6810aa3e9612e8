// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/crawlspec.h"

#include "core/crawl/extraction.h"
#include "core/crawl/jobfields.h"

namespace sluice::core {

QList<SpecProblem> validate(const CrawlSpec &spec)
{
    QList<SpecProblem> problems;
    for (const JobField &field : jobFields())
        problems += checkField(field, spec);
    problems += extractionProblems(spec);
    return problems;
}

} // namespace sluice::core
