// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/judgeanswer.h"

#include "core/net/contentdecoder.h"
#include "core/proxy/addressesin.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qint64 longestAnswer = 1 << 20;

tl::unexpected<JudgeFailure> changed(const QString &how)
{
    return failure(JudgeFault::Changed, u"the judge's answer was changed on the way: %1"_s.arg(how));
}

tl::unexpected<JudgeFailure> wrongStatus(const FetchResponse &response)
{
    const QString location = QString::fromLatin1(headerValue(response.headers, "Location").left(200));
    if (isRedirectStatus(response.status) && !location.isEmpty())
        return failure(
            JudgeFault::CaptivePage,
            u"a captive page instead of the judge's answer: status %1 to %2"_s.arg(response.status).arg(location));
    return failure(JudgeFault::Status, u"status %1 instead of the judge's answer"_s.arg(response.status));
}

bool isPage(QByteArrayView body, QByteArrayView type)
{
    const QByteArray media = mediaType(type);
    return media == "text/html" || media == "application/xhtml+xml" || body.trimmed().startsWith('<');
}

std::optional<Headers> headersFrom(const QJsonValue &member)
{
    if (!member.isArray())
        return {};
    Headers headers;
    for (const QJsonValue &pair : member.toArray()) {
        const QJsonArray parts = pair.toArray();
        if (parts.size() != 2 || !parts[0].isString() || !parts[1].isString())
            return {};
        headers.append({parts[0].toString().toLatin1(), parts[1].toString().toLatin1()});
    }
    return headers;
}

} // namespace

Result<JudgeAnswer, JudgeFailure> readJudgeAnswer(const FetchResponse &response)
{
    if (response.status != 200)
        return wrongStatus(response);
    const auto body = decodeContent(response.body, headerValue(response.headers, "Content-Encoding"), longestAnswer);
    if (!body)
        return changed(body.error().detail);
    if (isPage(*body, headerValue(response.headers, "Content-Type")))
        return failure(JudgeFault::CaptivePage, u"a captive page instead of the judge's answer"_s);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*body, &error);
    if (!document.isObject())
        return changed(u"no JSON object (%1)"_s.arg(error.errorString()));
    JudgeAnswer answer;
    answer.rest = document.object();
    const auto headers = headersFrom(answer.rest.take(u"headers"));
    const QString peer = answer.rest.take(u"peer").toString();
    answer.nonce = answer.rest.take(u"nonce").toString().toUtf8();
    if (answer.rest[u"judge"].toString() != "sluice"_L1 || !headers || !answer.peer.setAddress(peer))
        return changed(u"no answer of a judge"_s);
    answer.headers = *headers;
    answer.peer = plainAddress(answer.peer);
    return answer;
}

QString differenceIn(const JudgeAnswer &answer, const JudgeQuestion &question, const JudgeAnswer &direct)
{
    if (answer.nonce != question.nonce)
        return u"the judge's answer to another request came (a cache?)"_s;
    for (const Header &sent : question.headers) {
        const QByteArray came = headerValue(answer.headers, sent.name);
        if (came != sent.value)
            return u"the header %1 was %2"_s.arg(
                QString::fromLatin1(sent.name),
                came.isEmpty() ? u"dropped"_s : u"changed to \"%1\""_s.arg(QString::fromLatin1(came.left(200))));
    }
    if (answer.rest != direct.rest)
        return u"the judge's answer was changed on the way"_s;
    return {};
}

} // namespace sluice::core
