// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/crawlspec.h"

#include "core/crawl/extraction.h"
#include "core/crawl/jobfields.h"
#include "core/crawl/outcomes.h"
#include "core/net/requestmethod.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Which columns a script or a plug-in fills, only its rows tell.
QList<SpecProblem> imageProblems(const CrawlSpec &spec)
{
    QList<SpecProblem> problems;
    const QStringList columns = streamedColumns(spec);
    for (qsizetype i = 0; i < spec.images.size() && !spec.hasOwnParser(); ++i) {
        if (const QString &name = spec.images[i].field; !columns.contains(name))
            problems.append(
                {u"output.images[%1].field"_s.arg(i),
                 u"expected one of the columns %1; there is no column \"%2\""_s.arg(columns.join(u", "_s), name)});
    }
    return problems;
}

/// What belongs together and stands alone.
QList<SpecProblem> renderProblems(const CrawlSpec &spec)
{
    if (spec.renderMode == RenderMode::Http)
        return {};
    QList<SpecProblem> problems;
    if (spec.renderWait == RenderWait::Selector && spec.renderSelector.trimmed().isEmpty())
        problems.append({u"render.selector"_s, u"expected a CSS selector to wait for"_s});
    if (spec.renderClicks > 0 && spec.renderClickSelector.trimmed().isEmpty())
        problems.append({u"render.click"_s, u"expected a CSS selector of what is to be clicked"_s});
    return problems;
}

/// A method that is wrong by itself is told of already.
QList<SpecProblem> methodProblems(const CrawlSpec &spec)
{
    const QByteArray method = spec.seedMethod.toUtf8();
    if (!methodFault(method, false).isEmpty())
        return {};
    QList<SpecProblem> problems;
    if (const QString fault = methodFault(method, !spec.seedContent.isEmpty()); !fault.isEmpty())
        problems.append({u"requests.body"_s, fault});
    if (method != "GET" && spec.renderMode != RenderMode::Http)
        problems.append(
            {u"requests.method"_s,
             u"expected GET, got %1: pages are rendered with GET only; have them come over http instead"_s.arg(
                 spec.seedMethod)});
    return problems;
}

} // namespace

QList<SpecProblem> validate(const CrawlSpec &spec)
{
    QList<SpecProblem> problems;
    for (const JobField &field : jobFields())
        problems += checkField(field, spec);
    problems += extractionProblems(spec);
    problems += renderProblems(spec);
    problems += methodProblems(spec);
    problems += imageProblems(spec);
    return problems;
}

} // namespace sluice::core
