// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/monthnames.h"

#include <QHash>
#include <QStringList>

#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// One line a month: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish (genitive), Swedish, Danish
/// and Norwegian; names that are the same in two languages stand once. Without accents too, as they are often written.
constexpr std::array<const char16_t *, 12> months{
    u"january jan januar jän jänner janvier janv enero ene janeiro gennaio gen januari stycznia styczeń sty",
    u"february feb februar février fevrier févr fevr fév febrero fevereiro fev febbraio februari lutego luty lut",
    u"march mar märz marz mrz mär mars marzo março marco maart mrt marca marzec",
    u"april apr avril avr abril abr aprile kwietnia kwiecień kwi",
    u"may mai mayo maio maggio mag mei maja maj",
    u"june jun juni juin junio junho giugno giu czerwca czerwiec cze",
    u"july jul juli juillet juil julio julho luglio lug lipca lipiec lip",
    u"august aug août aout agosto ago augustus sierpnia sierpień sie augusti",
    u"september sep sept septembre septiembre setembro set settembre września wrzesień wrz",
    u"october oct oktober okt octobre octubre outubro out ottobre ott października październik paź",
    u"november nov novembre noviembre novembro listopada listopad lis",
    u"december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre grudnia grudzień gru desember "
    u"des",
};

QHash<QString, int> monthTable()
{
    QHash<QString, int> table;
    for (std::size_t month = 0; month < months.size(); ++month) {
        const QStringList names = QString::fromUtf16(months[month]).split(u' ');
        for (const QString &name : names)
            table.insert(name, int(month) + 1);
    }
    return table;
}

} // namespace

std::optional<int> monthFromName(QStringView name)
{
    static const QHash<QString, int> table = monthTable();
    if (name.endsWith(u'.'))
        name.chop(1);
    const auto found = table.constFind(name.toString().toLower());
    return found == table.cend() ? std::nullopt : std::optional(*found);
}

} // namespace sluice::core
