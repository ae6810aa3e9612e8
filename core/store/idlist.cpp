// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/idlist.h"

#include <algorithm>

namespace sluice::core {

QByteArray packIds(QList<UrlId> ids)
{
    std::sort(ids.begin(), ids.end());
    QByteArray packed;
    packed.reserve(ids.size() * 2);
    qint64 before = 0;
    for (const UrlId id : ids) {
        if (id.value <= before)
            continue;
        quint64 rest = quint64(id.value - before);
        before = id.value;
        for (; rest >= 0x80; rest >>= 7)
            packed.append(char(rest | 0x80));
        packed.append(char(rest));
    }
    return packed;
}

QList<UrlId> unpackIds(const QByteArray &packed)
{
    constexpr int longestShift = 62; // ids are positive 64-bit numbers
    QList<UrlId> ids;
    quint64 id = 0;
    quint64 number = 0;
    int shift = 0;
    for (const char digit : packed) {
        if (shift > longestShift)
            break;
        number |= quint64(digit & 0x7f) << shift;
        shift += 7;
        if (digit & 0x80)
            continue;
        id += number;
        if (id == 0 || id > quint64(std::numeric_limits<qint64>::max()))
            break;
        ids.append(UrlId{qint64(id)});
        number = 0;
        shift = 0;
    }
    return ids;
}

} // namespace sluice::core
