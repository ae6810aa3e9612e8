// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qsizetype pieceBytes = 64 * 1024;

/// Writes all of `bytes`; errno of the failure, 0 if there was none.
int writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EAGAIN) {
            pollfd waiting{descriptor, POLLOUT, 0};
            ::poll(&waiting, 1, -1);
            continue;
        }
        if (written < 0)
            return errno;
        bytes = bytes.sliced(written);
    }
    return 0;
}

} // namespace

Console::Console(int outputDescriptor, int errorDescriptor)
    : m_output(outputDescriptor)
    , m_error(errorDescriptor)
{}

Console::~Console()
{
    flush();
}

void Console::write(QByteArrayView bytes)
{
    if (m_outputError != 0)
        return;
    m_collected.append(bytes);
    if (m_collected.size() >= pieceBytes)
        flush();
}

bool Console::flush()
{
    if (m_outputError == 0 && !m_collected.isEmpty())
        m_outputError = writeAll(m_output, m_collected);
    m_collected.clear();
    return m_outputError == 0;
}

bool Console::isOutputBusy() const
{
    pollfd asked{m_output, POLLOUT, 0};
    return ::poll(&asked, 1, 0) == 0;
}

int Console::outputCode()
{
    if (flush())
        return Done;
    if (!m_isOutputErrorTold)
        complain(u"standard output: "_s + QString::fromLocal8Bit(std::strerror(m_outputError)));
    m_isOutputErrorTold = true;
    return m_outputError == EPIPE ? Interrupted : StorageTrouble;
}

void Console::complain(const QString &text)
{
    writeError((m_prefix + u": "_s + text + u'\n').toUtf8());
}

void Console::writeError(QByteArrayView bytes)
{
    // There is nobody left to tell when standard error fails.
    static_cast<void>(writeAll(m_error, bytes));
}

bool Console::isErrorTerminal() const
{
    return ::isatty(m_error) == 1;
}

int Console::errorWidth() const
{
    winsize size{};
    return ::ioctl(m_error, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

int Console::refuse(const QString &text)
{
    complain(text);
    writeError((u"Try \"%1 --help\".\n"_s.arg(m_prefix)).toUtf8());
    return UsageError;
}

int Console::storageTrouble(const QString &text)
{
    complain(text);
    return StorageTrouble;
}

} // namespace sluice::app
