// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/evidence.h"
#include "core/detect/markercatalogue.h"

namespace sluice::core {

/// The visits that a laboratory keeps, oldest first: so many, and so much text of them. The oldest make room, but those
/// of browsers that this program sent only for each other, so that strangers cannot push them out.
class VisitBook final
{
public:
    static constexpr int mostVisits = 1'000;
    /// Characters (UTF-16) of all that visitors have said.
    static constexpr qsizetype mostText = 4 << 20;

    /// Takes a visit in under the next number, which it gives.
    int add(Visit visit);
    [[nodiscard]] const QList<Visit> &visits() const { return m_visits; }
    /// The array of `/visits.json`, a visit a line. Whoever asks before the next visit shares its bytes.
    [[nodiscard]] QByteArray json(const MarkerCatalogue &catalogue);

private:
    void makeRoom();

    QList<Visit> m_visits;
    qsizetype m_text = 0;
    int m_lastId = 0;
    QByteArray m_json; ///< empty until somebody asks
};

} // namespace sluice::core
