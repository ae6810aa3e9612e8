// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/limits.h"
#include "app/worker/session.h"
#include "core/extract/workerprotocol.h"

#include <QCoreApplication>

#include <cerrno>
#include <csignal>
#include <cstring>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sluice;

namespace {

constexpr qint64 defaultMemory = 1LL << 30;

/// False at the end of the stream.
bool readAll(int descriptor, char *to, qsizetype size)
{
    while (size > 0) {
        const ssize_t got = ::read(descriptor, to, std::size_t(size));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        size -= got;
    }
    return true;
}

bool writeAll(int descriptor, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t put = ::write(descriptor, bytes.constData() + done, std::size_t(bytes.size() - done));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        done += put;
    }
    return true;
}

int serve(int input, app::Session &session)
{
    char head[core::frameHeadBytes];
    while (readAll(input, head, core::frameHeadBytes)) {
        const qsizetype length = core::frameLength(head);
        if (length > core::largestRequest)
            return core::protocolExitCode;
        QByteArray payload(length, Qt::Uninitialized);
        if (!readAll(input, payload.data(), length))
            return core::protocolExitCode;
        const std::optional<core::WorkerBatch> batch = core::decodeBatch(payload);
        payload.clear();
        if (!batch)
            return core::protocolExitCode;
        if (!session.handle(*batch))
            return 0;
    }
    return 0;
}

qint64 memoryFrom(int argc, char **argv)
{
    if (argc == 3 && std::strcmp(argv[1], "--memory") == 0)
        return std::max(QByteArray(argv[2]).toLongLong(), 64LL << 20);
    return defaultMemory;
}

} // namespace

/// Serves the batches of one sluice or sluice-cli over its standard input and output until they close. Not to be
/// started by hand.
int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    const app::FrameDescriptors frames = app::claimStandardStreams();
    const qint64 memory = memoryFrom(argc, argv);
    QCoreApplication application(argc, argv);
    app::Session session([&frames](const QByteArray &frame) { return writeAll(frames.output, frame); });
    app::reportLackOfMemory();
    app::limitProcess(memory);
    const int code = serve(frames.input, session);
    // A plug-in's destructors are none of our business, and a thread of its own must not keep the process.
    _exit(code);
}
