// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/addresstexts.h"

#include "core/base/displaytext.h"
#include "core/url/address.h"
#include "core/url/urlpattern.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qsizetype shownCharacters = 80; ///< of an address in the preview

QString shown(const QString &address)
{
    return core::displayText(core::completedAddress(address), shownCharacters);
}

} // namespace

QString AddressTexts::summary(const core::AddressList &list, core::Repeats repeats)
{
    QStringList parts = {tr("%Ln address(es)", nullptr, int(list.addresses.size()))};
    if (list.repeated > 0)
        parts.append(repeats == core::Repeats::LeftOut ? tr("%Ln duplicate(s) left out", nullptr, int(list.repeated))
                                                       : tr("%Ln duplicate(s) kept", nullptr, int(list.repeated)));
    if (list.wrong > 0)
        parts.append(tr("%Ln wrong line(s)", nullptr, int(list.wrong)));
    return parts.join(u", "_s);
}

QString AddressTexts::preview(const QString &pattern)
{
    const auto parsed = core::UrlPattern::parse(pattern.trimmed());
    if (pattern.trimmed().isEmpty() || !parsed || parsed->count() > core::AddressCollector::mostAddresses)
        return tr("[001-250] counts and keeps the zeros, [0-100:20] goes in steps, [a-z] goes through letters; several "
                  "give all combinations. A bracket itself is written \\[ or %5B.");
    const QString count = tr("%Ln address(es)", nullptr, int(parsed->count()));
    if (parsed->count() == 1)
        return tr("%1: %2", "count: address").arg(count, shown(parsed->at(0)));
    return tr("%1: %2 … %3", "count: first … last")
        .arg(count, shown(parsed->at(0)), shown(parsed->at(parsed->count() - 1)));
}

QString AddressTexts::patternProblem(const QString &pattern)
{
    const auto parsed = core::UrlPattern::parse(pattern.trimmed());
    if (!parsed)
        return sentence(parsed.error().detail);
    if (parsed->count() <= core::AddressCollector::mostAddresses)
        return {};
    const QLocale locale;
    return tr("These are %1 addresses; a list has at most %2.")
        .arg(locale.toString(parsed->count()), locale.toString(core::AddressCollector::mostAddresses));
}

QString AddressTexts::sentence(const QString &reason)
{
    QString text = reason;
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

QString AddressTexts::numberTitle(core::AddressSource::Kind kind)
{
    switch (kind) {
    case core::AddressSource::Kind::Text:
    case core::AddressSource::Kind::File:
        return tr("Line");
    case core::AddressSource::Kind::Csv:
    case core::AddressSource::Kind::Rows:
        return tr("Row");
    case core::AddressSource::Kind::Pattern:
    case core::AddressSource::Kind::Given:
        return tr("Number");
    }
    Q_UNREACHABLE();
}

} // namespace sluice::ui
