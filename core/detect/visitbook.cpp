// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/visitbook.h"

#include "core/detect/visitjson.h"

#include <QJsonDocument>

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace sluice::core {

namespace {

qsizetype textOf(const Visit &visit)
{
    const qsizetype said = std::accumulate(visit.evidence.cbegin(), visit.evidence.cend(), qsizetype(0),
                                           [](qsizetype sum, const Evidence &each) { return sum + each.text.size(); });
    return said + visit.userAgent.size() + visit.profile.size() + visit.token.size();
}

} // namespace

int VisitBook::add(Visit visit)
{
    visit.id = ++m_lastId;
    m_text += textOf(visit);
    m_visits.append(std::move(visit));
    m_json.clear();
    makeRoom();
    return m_lastId;
}

void VisitBook::makeRoom()
{
    while (m_visits.size() > mostVisits || (m_text > mostText && m_visits.size() > 1)) {
        const auto stranger = std::find_if(m_visits.cbegin(), m_visits.cend(), std::not_fn(&Visit::isOwn));
        const auto leaving = stranger == m_visits.cend() ? m_visits.cbegin() : stranger;
        m_text -= textOf(*leaving);
        m_visits.erase(leaving);
    }
}

QByteArray VisitBook::json(const MarkerCatalogue &catalogue)
{
    if (!m_json.isEmpty())
        return m_json;
    m_json = "[";
    for (const Visit &visit : std::as_const(m_visits)) {
        m_json += m_json.size() > 1 ? ",\n" : "\n";
        m_json += QJsonDocument(visitJson(visit, catalogue)).toJson(QJsonDocument::Compact);
    }
    m_json += "\n]\n";
    m_json.squeeze();
    return m_json;
}

} // namespace sluice::core
