// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/picktexts.h"

#include "ui/browser/picksession.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qsizetype longestQuote = 120;
constexpr qsizetype longestClass = 40;

QString tr(const char *text)
{
    return QCoreApplication::translate("sluice::ui::PickTexts", text);
}

/// What a rule that the crawler can apply finds on either side.
PickVerdict countsOf(const PickState &state)
{
    const QLocale locale;
    const PickProposal &proposal = state.proposal;
    const QString fetched = locale.toString(proposal.fetched);
    if (state.shown < 0)
        return {Tone::Info, tr("As fetched: %1.").arg(fetched)};
    const QString counts = tr("On this page: %1. As fetched: %2.").arg(locale.toString(state.shown), fetched);
    if (state.shown == proposal.fetched)
        return {Tone::Success, counts};
    return {Tone::Warning, counts + u' ' + tr("Scripts have changed the page since; the crawl gets what was fetched.")};
}

bool isMissing(PickProposal::Kind kind)
{
    return kind == PickProposal::Kind::Data || kind == PickProposal::Kind::Scripted;
}

/// What there is to say where the crawler got something else than the browser shows; else nothing.
QString otherPage(const PickState &state)
{
    if (!state.ledTo.isEmpty())
        return tr("The crawler does not get this page: it was led to %1. Where a login makes the difference, send the "
                  "site's cookies (below).")
            .arg(state.ledTo);
    if (state.status >= 400)
        return tr("The crawler does not get this page: the answer was status %1. Where a login makes the difference, "
                  "send the site's cookies (below).")
            .arg(state.status);
    return {};
}

} // namespace

PickVerdict verdictOf(const PickState &state)
{
    if (!state.problem.isEmpty())
        return {Tone::Danger,
                tr("The crawler could not get this page, so no rule can be checked: %1").arg(state.problem)};
    if (state.isFetching)
        return {Tone::Info, tr("The crawler gets the same page…")};
    if (const QString other = otherPage(state); !other.isEmpty() && isMissing(state.proposal.kind))
        return {Tone::Warning, other};
    switch (state.proposal.kind) {
    case PickProposal::Kind::Nothing:
        return {Tone::Info, tr("A second one like it makes rows. Esc ends picking.")};
    case PickProposal::Kind::Column:
    case PickProposal::Kind::Rows:
        return countsOf(state);
    case PickProposal::Kind::Data:
        return {Tone::Warning,
                tr("Scripts make this element: the fetched page does not have it. The same value stands in "
                   "the page's data, where this rule finds it without running scripts.")};
    case PickProposal::Kind::Scripted:
        return {Tone::Danger,
                state.isRendered
                    ? tr("Not even the rendered page has this element: it comes after something was done, "
                         "a click or a login.")
                    : tr("Scripts make this element: the fetched page does not have it, nor does the data in "
                         "its scripts. A crawl sees it only where it renders pages.")};
    }
    return {};
}

QString elementWords(const PickedElement &element)
{
    QString words = element.tag();
    if (const QString id = element.attributes.value(u"id"_s); !id.isEmpty())
        words += u'#' + id.left(longestClass);
    if (const QString name = element.attributes.value(u"class"_s).simplified().section(u' ', 0, 0); !name.isEmpty())
        words += u'.' + name.left(longestClass);
    const QString text = shortened(element.text);
    return text.isEmpty() ? words : words + u" “"_s + text + u'”';
}

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > longestQuote ? line.left(longestQuote) + u'…' : line;
}

} // namespace sluice::ui
