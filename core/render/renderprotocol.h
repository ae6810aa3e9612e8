// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/frames.h"
#include "core/net/fetch.h"
#include "core/render/renderlimits.h"
#include "core/render/renderoptions.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QStringList>

#include <optional>
#include <variant>

namespace sluice::core {

/// What passes between the application and sluice-render over its standard input and output, in frames. First comes one
/// RenderSetup, then tasks and drops as they arise. Out come one RenderHello and an answer for each task that was not
/// dropped, in any order.
inline constexpr qint64 largestRenderRequest = 4 << 20;
/// Beyond the body an answer has cookies, notes and its own framing.
inline constexpr qint64 renderAnswerOverhead = 4 << 20;

/// What holds for all pages of a process.
struct RenderSetup
{
    ProxyAddress proxy;
    QByteArray caPem; ///< further trusted certificates

    bool operator==(const RenderSetup &) const = default;
};

struct RenderTask
{
    quint32 id = 0;
    WebUrl url;
    QByteArray userAgent; ///< empty: the engine's own
    QByteArray language;  ///< for Accept-Language and navigator.language; may be empty
    Headers headers;      ///< of the request for the page itself, and of no other
    QList<QPair<QByteArray, QByteArray>> cookies;
    RenderOptions options;
    RenderLimits limits;
    int timeoutMs = 30'000;
    qint64 bodyCap = qint64(32) << 20;
    bool isTlsCheckOff = false;

    bool operator==(const RenderTask &) const = default;
};

/// The task with this number is not wanted any more.
struct RenderDrop
{
    quint32 id = 0;

    bool operator==(const RenderDrop &) const = default;
};
using RenderRequest = std::variant<RenderSetup, RenderTask, RenderDrop>;

/// The process runs.
struct RenderHello
{
    bool isSandboxed = true;
    QString note; ///< why it is not

    bool operator==(const RenderHello &) const = default;
};

struct RenderFault
{
    FetchFault kind = FetchFault::Other;
    QString detail;

    bool operator==(const RenderFault &) const = default;
};

struct RenderAnswer
{
    quint32 id = 0;
    std::optional<RenderFault> fault; ///< then only requests, notes and times are set
    int status = 0;                   ///< 302 for every redirect: the engine does not tell which it was
    QByteArray location;              ///< of a redirect, whether by the server or by a script; it was not followed
    QByteArray url;                   ///< as the page's scripts left it
    QByteArray contentType;           ///< without parameters
    QByteArray body;                  ///< UTF-8
    QByteArray retryAfter;            ///< of the server, where it named a time
    bool isBodySkipped = false;       ///< nothing that could be read: an image, a download
    QList<QByteArray> setCookies;     ///< as Set-Cookie lines
    QList<QPair<QByteArray, int>> requests; ///< origins and how often each was asked, the page's own request included
    QStringList notes;                      ///< what was asked for and did not happen
    int firstByteMs = 0;                    ///< until the document began to arrive
    int totalMs = 0;

    bool operator==(const RenderAnswer &) const = default;
};
using RenderReply = std::variant<RenderHello, RenderAnswer>;

/// Frame head included.
[[nodiscard]] QByteArray encodeRender(const RenderRequest &request);
[[nodiscard]] QByteArray encodeRender(const RenderReply &reply);
/// The payload of a frame; nothing where it is none of these.
[[nodiscard]] std::optional<RenderRequest> decodeRenderRequest(const QByteArray &payload);
[[nodiscard]] std::optional<RenderReply> decodeRenderReply(const QByteArray &payload);

} // namespace sluice::core
