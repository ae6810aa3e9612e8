// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/lockedfolder.h"

#include <QProcess>

namespace sluice::core {

/// A browser or driver as a process in a session of its own, with a fresh folder for all that it writes. Its end is the
/// end of all that it has started, and of the folder.
class BrowserProcess final : public QObject
{
    Q_OBJECT

public:
    explicit BrowserProcess(QObject *parent = nullptr);
    ~BrowserProcess() override;

    /// What it may write to; removed with the process.
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    /// Run by root, gives the folder to another user, whom the program becomes.
    void lendFolder(uint user);
    /// The program runs as that user, who gets the folder; 0: as whoever runs this one.
    void runAs(uint user);
    /// Starts it; HOME and the like are folder(). `input` goes to its standard input.
    void start(const QString &program, const QStringList &arguments, const QByteArray &input = {});
    /// Kills it and all of its session, and waits for that. Nothing is said any more.
    void end();

Q_SIGNALS:
    /// A line of standard output or standard error, without its end.
    void said(const QByteArray &line);
    /// It could not be started, or has ended by itself: the reason, with the last line it said.
    void ended(const QString &reason);

private:
    [[nodiscard]] QProcessEnvironment environment() const;
    void readLines();
    void tellEnd();

    LockedFolder m_folder;
    QProcess m_process;
    QString m_name;
    QByteArray m_lastLine;
    uint m_user = 0;
    qint64 m_session = 0; ///< its own process id, while it or what it started may live
};

} // namespace sluice::core
