// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <QStringList>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qsizetype pieceBytes = 64 * 1024;

/// While a reader is slow, how often to ask whether to give up, and how often in a row until that is done.
constexpr int askEveryMs = 200;
constexpr int mostAsked = 10;
/// What a pipe that has room takes without blocking.
constexpr qsizetype pipeBytes = 4096;

/// Beside control characters: line and paragraph separators and the marks that turn the writing direction.
bool isSteering(QChar character)
{
    const char16_t code = character.unicode();
    return character.category() == QChar::Other_Control || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

QString spelt(QChar character)
{
    switch (character.unicode()) {
    case u'\n':
        return u"\\n"_s;
    case u'\r':
        return u"\\r"_s;
    case u'\t':
        return u"\\t"_s;
    default:
        return u"\\x"_s + QString::number(character.unicode(), 16).rightJustified(2, u'0');
    }
}

/// Whole lines as far as they fit into what a pipe takes at once, so that none is cut where writing is given up.
QByteArrayView nextPiece(QByteArrayView bytes)
{
    const QByteArrayView piece = bytes.first(std::min(bytes.size(), pipeBytes));
    const qsizetype lineEnd = piece.lastIndexOf('\n');
    return lineEnd < 0 ? piece : piece.first(lineEnd + 1);
}

} // namespace

QString shownText(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar character : text) {
        if (isSteering(character))
            shown += spelt(character);
        else
            shown += character;
    }
    return shown;
}

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
        m_outputError = writeOutput(m_collected);
    m_collected.clear();
    return m_outputError == 0;
}

/// errno of the failure, 0 if there was none; EINTR when it was given up.
int Console::writeOutput(QByteArrayView bytes) const
{
    bool isStalled = false;
    const int error = writePieces(bytes, isStalled);
    if (isStalled && m_stalled)
        m_stalled(false);
    return error;
}

int Console::writePieces(QByteArrayView bytes, bool &isStalled) const
{
    int asked = 0;
    while (!bytes.isEmpty()) {
        if (!isOutputReady(isStalled ? askEveryMs : 0)) {
            if (!isStalled && m_stalled)
                m_stalled(true);
            isStalled = true;
            // A reader that is only slower than what is left still gets it.
            asked = m_isGivenUp && m_isGivenUp() ? asked + 1 : 0;
            if (asked > mostAsked)
                return EINTR;
            continue;
        }
        const ssize_t written = ::write(m_output, bytes.data(), size_t(nextPiece(bytes).size()));
        if (written < 0 && errno != EINTR && errno != EAGAIN)
            return errno;
        if (written > 0)
            asked = 0;
        bytes = bytes.sliced(std::max<qsizetype>(written, 0));
    }
    return 0;
}

bool Console::isOutputReady(int waitMs) const
{
    pollfd asked{m_output, POLLOUT, 0};
    return ::poll(&asked, 1, waitMs) > 0;
}

int Console::outputCode()
{
    if (flush())
        return Done;
    if (!m_isOutputErrorTold && m_outputError != EINTR)
        complain(u"standard output: "_s + QString::fromLocal8Bit(std::strerror(m_outputError)));
    m_isOutputErrorTold = true;
    return m_outputError == EPIPE || m_outputError == EINTR ? Interrupted : StorageTrouble;
}

void Console::complain(const QString &text)
{
    writeErrorBytes(shownText(m_prefix + u": "_s + text).toUtf8() + '\n');
}

void Console::writeError(QByteArrayView bytes)
{
    QStringList lines = QString::fromUtf8(bytes).split(u'\n');
    std::transform(lines.cbegin(), lines.cend(), lines.begin(), shownText);
    writeErrorBytes(lines.join(u'\n').toUtf8());
}

void Console::showStatus(const QString &text)
{
    writeErrorBytes("\r\x1b[K" + shownText(text).left(errorWidth() - 1).toUtf8());
}

void Console::clearStatus()
{
    writeErrorBytes("\r\x1b[K");
}

void Console::writeErrorBytes(QByteArrayView bytes) const
{
    // There is nobody left to tell when standard error fails.
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(m_error, bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno != EINTR)
            return;
        bytes = bytes.sliced(std::max<qsizetype>(written, 0));
    }
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
