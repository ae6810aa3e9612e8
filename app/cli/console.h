// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/interrupt.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>

namespace sluice::app {

/// What the program ends with.
enum ExitCode {
    Done = 0,
    SourceFailed = 1,                        ///< a seed, a line, a source failed: see each subcommand
    UsageError = 2,                          ///< wrong arguments, job file or rule
    StorageTrouble = 3,                      ///< project or output cannot be read or written
    Interrupted = core::interruptedExitCode, ///< by SIGINT or SIGTERM, resumable
};

/// Text as it may stand on a terminal: what would steer it (control characters, line breaks, marks that turn the
/// writing direction) is spelt \n, \t or \xNN, since details may quote what a server sent.
[[nodiscard]] QString shownText(const QString &text);

/// Standard output and standard error. Output is collected and written in large pieces; an output that cannot be
/// written any more (closed pipe, full disk) is remembered instead of ending the program. Whatever goes to standard
/// error is spelt as shownText() does.
class Console final
{
public:
    explicit Console(int outputDescriptor = 1, int errorDescriptor = 2);
    ~Console();
    Console(const Console &) = delete;
    Console &operator=(const Console &) = delete;

    /// While standard output waits for its reader, `isGivenUp` is asked now and then whether to go on waiting; true
    /// drops what was to be written.
    void setGiveUp(std::function<bool()> isGivenUp) { m_isGivenUp = std::move(isGivenUp); }
    /// Told true when writing has to wait for a reader, and false when it waits no longer.
    void setStalled(std::function<void(bool)> stalled) { m_stalled = std::move(stalled); }
    /// Adds to standard output.
    void write(QByteArrayView bytes);
    /// Writes out what was collected; false once standard output has failed.
    bool flush();
    /// errno of standard output's failure; 0 while it works.
    [[nodiscard]] int outputError() const { return m_outputError; }
    /// The exit code for a failed standard output, told once on standard error; Done while it works.
    int outputCode();

    /// Said before each message: "sluice-cli crawl".
    void setPrefix(const QString &prefix) { m_prefix = prefix; }
    /// A line on standard error, with the prefix.
    void complain(const QString &text);
    /// Lines on standard error, without the prefix.
    void writeError(QByteArrayView bytes);
    /// Writes over the line that stands on the terminal behind standard error; cut to its width.
    void showStatus(const QString &text);
    /// Takes that line away, so that a message can follow.
    void clearStatus();
    [[nodiscard]] bool isErrorTerminal() const;

    /// complain() and what --help would help with; returns UsageError.
    int refuse(const QString &text);
    /// complain(); returns StorageTrouble.
    int storageTrouble(const QString &text);

private:
    [[nodiscard]] int writeOutput(QByteArrayView bytes) const;
    [[nodiscard]] int writePieces(QByteArrayView bytes, bool &isStalled) const;
    [[nodiscard]] bool isOutputReady(int waitMs) const;
    void writeErrorBytes(QByteArrayView bytes) const;
    [[nodiscard]] int errorWidth() const;

    int m_output;
    int m_error;
    int m_outputError = 0;
    bool m_isOutputErrorTold = false;
    std::function<bool()> m_isGivenUp;
    std::function<void(bool)> m_stalled;
    QByteArray m_collected;
    QString m_prefix;
};

} // namespace sluice::app
