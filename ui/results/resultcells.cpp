// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/resultcells.h"

#include "core/store/rowpredictions.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

enum class Kind { Text, Address, Number, Moment };

struct Look
{
    QLatin1StringView column;
    Kind kind;
    int width;
    const char *title;
    const char *explanation;
};

constexpr Look looks[] = {
    {"url"_L1, Kind::Address, 360, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Address"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "The address that was asked")},
    {"final_url"_L1, Kind::Address, 280, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Final address"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Where redirects led")},
    {"status"_L1, Kind::Number, 76, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Status"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "HTTP status of the last answer")},
    {"depth"_L1, Kind::Number, 72, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Depth"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Links from the start, on the shortest way")},
    {"title"_L1, Kind::Text, 240, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Title"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "The page's title")},
    {"h1"_L1, Kind::Text, 200, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Heading"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "The page's first h1")},
    {"description"_L1, Kind::Text, 240, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Description"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "The page's meta description")},
    {"canonical"_L1, Kind::Address, 280, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Canonical"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "The address the page names as its own")},
    {"content_type"_L1, Kind::Text, 120, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Type"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Media type of the answer")},
    {"charset"_L1, Kind::Text, 90, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Charset"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Character set the page was read in")},
    {"bytes"_L1, Kind::Number, 84, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Bytes"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Size of the decoded body")},
    {"milliseconds"_L1, Kind::Number, 72, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "ms"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Time from the request to the end of the answer, in milliseconds")},
    {"links"_L1, Kind::Number, 72, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Links"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Distinct links on the page")},
    {"found_on"_L1, Kind::Address, 240, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Found on"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "The page that linked here first")},
    {"fetched_at"_L1, Kind::Moment, 150, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Fetched"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "When the answer came")},
    {"error"_L1, Kind::Text, 240, QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Error"),
     QT_TRANSLATE_NOOP("sluice::ui::ResultCells", "Why there is no page")},
};

const Look *lookOf(const QString &column)
{
    const auto *it = std::ranges::find_if(looks, [&](const Look &look) { return look.column == column; });
    return it == std::end(looks) ? nullptr : it;
}

bool isNumeric(const QVariant &value)
{
    return value.typeId() == QMetaType::LongLong || value.typeId() == QMetaType::Int ||
           value.typeId() == QMetaType::Double;
}

} // namespace

QString ResultCells::title(const QString &column)
{
    const Look *look = lookOf(column);
    return look ? tr(look->title) : column;
}

QString ResultCells::explanation(const QString &column)
{
    const Look *look = lookOf(column);
    if (core::isPredictedColumn(column))
        return tr("What a model says of the row, not what the page says: %1").arg(column.toHtmlEscaped());
    return look ? u"%1 (%2)"_s.arg(tr(look->explanation), column) : column.toHtmlEscaped();
}

int ResultCells::width(const QString &column)
{
    const Look *look = lookOf(column);
    return look ? look->width : 160;
}

bool ResultCells::isNumber(const QString &column)
{
    const Look *look = lookOf(column);
    return look && look->kind == Kind::Number;
}

bool ResultCells::isAddress(const QString &column)
{
    const Look *look = lookOf(column);
    return look && look->kind == Kind::Address;
}

QString ResultCells::text(const QString &column, const QVariant &value)
{
    const QLocale locale;
    if (column == "status"_L1) // a name made of digits, not an amount
        return value.toString();
    if (const Look *look = lookOf(column); look && look->kind == Kind::Moment) {
        const QDateTime moment = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
        return moment.isValid() ? locale.toString(moment.toLocalTime(), QLocale::ShortFormat) : value.toString();
    }
    if (value.typeId() == QMetaType::Bool)
        return value.toBool() ? tr("yes") : tr("no");
    if (value.typeId() == QMetaType::Double)
        return locale.toString(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    return isNumeric(value) ? locale.toString(value.toLongLong()) : value.toString();
}

Tone ResultCells::tone(const QString &column, const QVariant &value)
{
    if (core::isPredictedColumn(column))
        return Tone::Info;
    if (column == "error"_L1)
        return Tone::Danger;
    if (column == "status"_L1) {
        const int status = value.toInt();
        if (status >= 400)
            return Tone::Danger;
        return status >= 300 ? Tone::Warning : Tone::Plain;
    }
    if (column == "found_on"_L1 || column == "fetched_at"_L1 || column == "content_type"_L1)
        return Tone::Muted;
    return Tone::Plain;
}

} // namespace sluice::ui
