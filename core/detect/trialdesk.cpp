// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/trialdesk.h"

#include "core/base/displaytext.h"
#include "core/detect/detectionpages.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype longestDetail = 500;

/// TOKEN of a path that is `before`TOKEN`after`; empty for another path.
QString tokenIn(const QByteArray &path, QByteArrayView before, QByteArrayView after = {})
{
    if (!path.startsWith(before) || !path.endsWith(after) || path.size() < before.size() + after.size())
        return {};
    return QString::fromUtf8(path.mid(before.size()).chopped(after.size()));
}

} // namespace

void TrialDesk::add(const QString &token, const QByteArray &code)
{
    if (m_order.size() == mostTrials)
        m_code.remove(m_order.takeFirst());
    m_order.append(token);
    m_code.insert(token, code);
}

std::optional<QByteArray> TrialDesk::page(const QByteArray &path) const
{
    const QString token = tokenIn(path, "/try/");
    return m_code.contains(token) ? std::optional(trialPage(token.toUtf8())) : std::nullopt;
}

std::optional<QByteArray> TrialDesk::script(const QByteArray &path) const
{
    const auto code = m_code.constFind(tokenIn(path, "/trial/", ".js"));
    return code == m_code.cend() ? std::nullopt : std::optional(*code);
}

void TrialDesk::noteRedirect(const QByteArray &referer)
{
    const QString token = tokenIn(QUrl::fromEncoded(referer).path().toUtf8(), "/try/");
    if (m_code.contains(token))
        tell({token, TrialEnd::Redirected, {}});
}

bool TrialDesk::takeOutcome(const QByteArray &path, const QByteArray &json)
{
    const QString token = tokenIn(path, "/outcome/");
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (!m_code.contains(token) || !object.value(u"error"_s).isString())
        return false;
    const QString error = displayText(object.value(u"error"_s).toString(), longestDetail);
    tell({token, error.isEmpty() ? TrialEnd::LeftAlone : TrialEnd::Failed, error});
    return true;
}

void TrialDesk::tell(const TrialOutcome &outcome)
{
    if (m_listener)
        m_listener(outcome);
}

} // namespace sluice::core
