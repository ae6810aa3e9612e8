// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/problemtext.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <iterator>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::ProblemKind;

namespace {

enum class Look { Text, Address, Number };

struct ColumnLook
{
    Look look;
    int width;
    const char *title;
    const char *tip;
};

constexpr std::array<ColumnLook, ProblemText::ColumnCount> columnLooks = {{
    {Look::Text, 80, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "State"),
     QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "Asked and failed, not asked at all, or fetched with an error")},
    {Look::Text, 126, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "Reason"),
     QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "In one word, as “sluice-cli status” counts it")},
    {Look::Text, 220, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "Detail"),
     QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "The error, or the rule of robots.txt that matched")},
    {Look::Address, 290, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "Address"),
     QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "The address this is about")},
    {Look::Number, 62, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "Depth"),
     QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "Links from the start, on the shortest way")},
    {Look::Address, 230, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "Found on"),
     QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "The page or sitemap that named it first")},
    {Look::Number, 80, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "Attempts"),
     QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "How often it was asked")},
    {Look::Number, 68, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "Status"),
     QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "HTTP status of the last answer; empty where none came")},
}};

struct ReasonMeaning
{
    QLatin1StringView reason;
    const char *meaning;
};

constexpr ReasonMeaning meanings[] = {
    {"scope"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "outside the scope of the crawl")},
    {"depth"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "deeper than the crawl may go")},
    {"robots"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "robots.txt disallows it")},
    {"robots-unreachable"_L1,
     QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "robots.txt could not be had, so nothing may be asked there")},
    {"scheme"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "neither http nor https")},
    {"invalid"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "not a valid address")},
    {"excluded"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "matches an exclude pattern")},
    {"not-included"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "matches no include pattern")},
    {"credentials"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "carries a user name or password")},
    {"host-not-found"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "no such host")},
    {"connection-refused"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "the host takes no connections there")},
    {"connect-timeout"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "no connection in time")},
    {"timeout"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "no whole answer in time")},
    {"connection-lost"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "the connection ended in the middle")},
    {"protocol"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "the answer breaks the rules of HTTP")},
    {"tls"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "no safe connection, or a bad certificate")},
    {"proxy"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "the proxy failed")},
    {"body-too-large"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "larger than the limit for bodies")},
    {"decode"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "damaged compression")},
    {"row-error"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "fetched, but not all could be read from it")},
    {"sitemap"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "not read, or not as a whole")},
    {"redirect-limit"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "too many redirects")},
    {"redirect-loop"_L1, QT_TRANSLATE_NOOP("sluice::ui::ProblemText", "redirects in a circle")},
};

Tone toneOf(const QString &state)
{
    if (state == core::problemKindName(ProblemKind::Skipped))
        return Tone::Muted;
    return state == core::problemKindName(ProblemKind::RowError) ? Tone::Warning : Tone::Danger;
}

} // namespace

QString ProblemText::title(int column)
{
    return tr(columnLooks.at(size_t(column)).title);
}

QStringList ProblemText::titles()
{
    QStringList titles;
    for (int column = 0; column < ColumnCount; ++column)
        titles.append(title(column));
    return titles;
}

QString ProblemText::titleTip(int column)
{
    return tr(columnLooks.at(size_t(column)).tip);
}

int ProblemText::width(int column)
{
    return columnLooks.at(size_t(column)).width;
}

bool ProblemText::isNumber(int column)
{
    return columnLooks.at(size_t(column)).look == Look::Number;
}

bool ProblemText::isAddress(int column)
{
    return columnLooks.at(size_t(column)).look == Look::Address;
}

QString ProblemText::kind(ProblemKind kind)
{
    switch (kind) {
    case ProblemKind::Failed:
        return tr("Failed");
    case ProblemKind::Skipped:
        return tr("Skipped");
    case ProblemKind::RowError:
        return tr("Row error");
    case ProblemKind::Sitemap:
        return tr("Sitemap");
    }
    return {};
}

QString ProblemText::meaning(const QString &reason)
{
    constexpr QLatin1StringView statusPrefix = "http-"_L1;
    if (reason.startsWith(statusPrefix))
        return tr("the server answered with status %1").arg(reason.mid(statusPrefix.size()));
    const auto *it = std::ranges::find_if(meanings, [&](const ReasonMeaning &each) { return each.reason == reason; });
    if (it != std::end(meanings))
        return tr(it->meaning);
    constexpr QLatin1StringView redirectPrefix = "redirect-"_L1;
    if (reason.startsWith(redirectPrefix))
        return tr("redirects to an address that is not asked (%1)").arg(reason.mid(redirectPrefix.size()));
    return {};
}

QString ProblemText::cell(const core::RowValues &row, int column)
{
    const QString text = row.value(column).toString();
    if (column == State) {
        for (const ProblemKind each :
             {ProblemKind::Failed, ProblemKind::Skipped, ProblemKind::RowError, ProblemKind::Sitemap}) {
            if (core::problemKindName(each) == text)
                return kind(each);
        }
    }
    if (column == Detail && text.isEmpty())
        return meaning(row.value(Reason).toString());
    // A status is a name made of digits, not an amount.
    return isNumber(column) && column != Status && !text.isEmpty() ? QLocale().toString(row.at(column).toLongLong())
                                                                   : text;
}

Tone ProblemText::tone(const core::RowValues &row, int column)
{
    switch (column) {
    case State:
        return toneOf(row.value(State).toString());
    case Detail:
        return row.value(Detail).toString().isEmpty() ? Tone::Muted : Tone::Plain;
    case Depth:
    case FoundOn:
    case Attempts:
        return Tone::Muted;
    default:
        return Tone::Plain;
    }
}

} // namespace sluice::ui
