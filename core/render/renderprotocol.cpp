// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/renderprotocol.h"

#include <QCborArray>
#include <QCborValue>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

enum RequestKind { Setup, Task, Drop };
enum ReplyKind { Hello, Answer };

/// A whole number within bounds: what lies outside becomes `lowest`.
int number(const QCborValue &value, int lowest, int highest)
{
    const qint64 whole = value.toInteger(lowest);
    return whole < lowest || whole > highest ? lowest : int(whole);
}

template <typename Pair>
QCborArray flat(const QList<Pair> &pairs)
{
    QCborArray array;
    for (const auto &[first, second] : pairs) {
        array.append(first);
        array.append(second);
    }
    return array;
}

Headers headersFrom(const QCborValue &value)
{
    Headers headers;
    const QCborArray array = value.toArray();
    for (qsizetype i = 0; i + 1 < array.size(); i += 2)
        headers.append({array.at(i).toByteArray(), array.at(i + 1).toByteArray()});
    return headers;
}

QList<QPair<QByteArray, QByteArray>> pairsFrom(const QCborValue &value)
{
    QList<QPair<QByteArray, QByteArray>> pairs;
    const Headers headers = headersFrom(value);
    for (const Header &header : headers)
        pairs.append({header.name, header.value});
    return pairs;
}

QCborArray toCbor(const RenderOptions &options)
{
    return {int(options.wait),     options.selector, options.waitMs,           options.isScrolled,
            options.clickSelector, options.clicks,   options.areImagesBlocked, options.areTrackersBlocked};
}

RenderOptions optionsFrom(const QCborArray &array)
{
    RenderOptions options;
    options.wait = RenderWait(number(array.at(0), 0, int(RenderWait::Time)));
    options.selector = array.at(1).toString();
    options.waitMs = number(array.at(2), 0, 86'400'000);
    options.isScrolled = array.at(3).toBool();
    options.clickSelector = array.at(4).toString();
    options.clicks = number(array.at(5), 0, 1'000'000);
    options.areImagesBlocked = array.at(6).toBool();
    options.areTrackersBlocked = array.at(7).toBool();
    return options;
}

QCborArray toCbor(const RenderLimits &limits)
{
    return {QCborArray::fromStringList(limits.excludes), limits.perHost, limits.mostPerHost};
}

RenderLimits limitsFrom(const QCborArray &array)
{
    RenderLimits limits;
    for (const QCborValue each : array.at(0).toArray())
        limits.excludes.append(each.toString());
    limits.perHost = number(array.at(1), 1, 1'000);
    limits.mostPerHost = number(array.at(2), 1, 1'000'000);
    return limits;
}

struct Encoder
{
    QCborArray operator()(const RenderSetup &setup) const
    {
        const ProxyAddress &proxy = setup.proxy;
        return {Setup, int(proxy.kind), proxy.host, int(proxy.port), proxy.user, proxy.password, setup.caPem};
    }
    QCborArray operator()(const RenderTask &task) const
    {
        return {Task,
                qint64(task.id),
                task.url.text(),
                task.userAgent,
                task.language,
                flat(QList<QPair<QByteArray, QByteArray>>(pairs(task.headers))),
                flat(task.cookies),
                toCbor(task.options),
                task.timeoutMs,
                task.bodyCap,
                task.isTlsCheckOff,
                toCbor(task.limits)};
    }
    QCborArray operator()(const RenderDrop &drop) const { return {Drop, qint64(drop.id)}; }
    QCborArray operator()(const RenderHello &hello) const { return {Hello, hello.isSandboxed, hello.note}; }
    QCborArray operator()(const RenderAnswer &answer) const
    {
        QCborValue fault(nullptr);
        if (answer.fault)
            fault = QCborArray{int(answer.fault->kind), answer.fault->detail};
        QCborArray cookies;
        for (const QByteArray &line : answer.setCookies)
            cookies.append(line);
        return {Answer,
                qint64(answer.id),
                fault,
                answer.status,
                answer.location,
                answer.url,
                answer.contentType,
                answer.body,
                answer.isBodySkipped,
                cookies,
                flat(answer.requests),
                QCborArray::fromStringList(answer.notes),
                answer.firstByteMs,
                answer.totalMs,
                answer.retryAfter};
    }

private:
    static QList<QPair<QByteArray, QByteArray>> pairs(const Headers &headers)
    {
        QList<QPair<QByteArray, QByteArray>> all;
        for (const Header &header : headers)
            all.append({header.name, header.value});
        return all;
    }
};

RenderSetup setupFrom(const QCborArray &array)
{
    RenderSetup setup;
    setup.proxy.kind = ProxyKind(number(array.at(1), 0, int(ProxyKind::Socks5)));
    setup.proxy.host = array.at(2).toString();
    setup.proxy.port = quint16(number(array.at(3), 0, 65'535));
    setup.proxy.user = array.at(4).toString();
    setup.proxy.password = array.at(5).toString();
    setup.caPem = array.at(6).toByteArray();
    return setup;
}

/// Only what is a web address in its one spelling is a task.
std::optional<RenderRequest> taskFrom(const QCborArray &array)
{
    const auto url = WebUrl::parse(array.at(2).toByteArray());
    if (!url)
        return {};
    RenderTask task;
    task.id = quint32(array.at(1).toInteger());
    task.url = *url;
    task.userAgent = array.at(3).toByteArray();
    task.language = array.at(4).toByteArray();
    task.headers = headersFrom(array.at(5));
    task.cookies = pairsFrom(array.at(6));
    task.options = optionsFrom(array.at(7).toArray());
    task.timeoutMs = std::max(1, number(array.at(8), 0, 86'400'000));
    task.bodyCap = std::clamp<qint64>(array.at(9).toInteger(), 0, qint64(1) << 30);
    task.isTlsCheckOff = array.at(10).toBool();
    task.limits = limitsFrom(array.at(11).toArray());
    return task;
}

RenderAnswer answerFrom(const QCborArray &array)
{
    RenderAnswer answer;
    answer.id = quint32(array.at(1).toInteger());
    if (const QCborArray fault = array.at(2).toArray(); !fault.isEmpty())
        answer.fault = RenderFault{FetchFault(number(fault.at(0), 0, int(FetchFault::Other))), fault.at(1).toString()};
    answer.status = number(array.at(3), 0, 999);
    answer.location = array.at(4).toByteArray();
    answer.url = array.at(5).toByteArray();
    answer.contentType = array.at(6).toByteArray();
    answer.body = array.at(7).toByteArray();
    answer.isBodySkipped = array.at(8).toBool();
    for (const QCborValue line : array.at(9).toArray())
        answer.setCookies.append(line.toByteArray());
    const QCborArray requests = array.at(10).toArray();
    for (qsizetype i = 0; i + 1 < requests.size(); i += 2)
        answer.requests.append({requests.at(i).toByteArray(), number(requests.at(i + 1), 0, 1'000'000)});
    for (const QCborValue note : array.at(11).toArray())
        answer.notes.append(note.toString());
    answer.firstByteMs = number(array.at(12), 0, 86'400'000);
    answer.totalMs = number(array.at(13), 0, 86'400'000);
    answer.retryAfter = array.at(14).toByteArray();
    return answer;
}

} // namespace

QByteArray encodeRender(const RenderRequest &request)
{
    return framed(std::visit(Encoder(), request));
}

QByteArray encodeRender(const RenderReply &reply)
{
    return framed(std::visit(Encoder(), reply));
}

std::optional<RenderRequest> decodeRenderRequest(const QByteArray &payload)
{
    const std::optional<QCborArray> array = framedArray(payload);
    if (!array)
        return {};
    switch (array->at(0).toInteger(-1)) {
    case Setup:
        return array->size() == 7 ? std::optional<RenderRequest>(setupFrom(*array)) : std::nullopt;
    case Task:
        return array->size() == 12 ? taskFrom(*array) : std::nullopt;
    case Drop:
        return RenderDrop{quint32(array->at(1).toInteger())};
    default:
        return {};
    }
}

std::optional<RenderReply> decodeRenderReply(const QByteArray &payload)
{
    const std::optional<QCborArray> array = framedArray(payload);
    if (!array)
        return {};
    switch (array->at(0).toInteger(-1)) {
    case Hello:
        return RenderHello{array->at(1).toBool(), array->at(2).toString()};
    case Answer:
        return array->size() == 15 ? std::optional<RenderReply>(answerFrom(*array)) : std::nullopt;
    default:
        return {};
    }
}

} // namespace sluice::core
