// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/ordinaryfile.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qint64 pieceBytes = 256 << 10;

class OpenFile final
{
public:
    /// Never waits, not even for the other end of a pipe.
    explicit OpenFile(const QString &path)
        : m_descriptor(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC))
    {}
    ~OpenFile()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Q_DISABLE_COPY_MOVE(OpenFile)

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] bool isOrdinary() const;
    /// Bytes read, 0 at the end, -1 for an error.
    [[nodiscard]] qint64 read(char *to, qint64 most) const;

private:
    int m_descriptor;
};

bool OpenFile::isOrdinary() const
{
    struct stat file = {};
    struct statfs system = {};
    if (::fstat(m_descriptor, &file) != 0 || !S_ISREG(file.st_mode) || ::fstatfs(m_descriptor, &system) != 0)
        return false;
    constexpr std::array tellOfTheSystem{PROC_SUPER_MAGIC, SYSFS_MAGIC, TRACEFS_MAGIC, DEBUGFS_MAGIC};
    return std::none_of(tellOfTheSystem.begin(), tellOfTheSystem.end(),
                        [&system](auto magic) { return qint64(magic) == qint64(system.f_type); });
}

qint64 OpenFile::read(char *to, qint64 most) const
{
    for (;;) {
        const qint64 got = ::read(m_descriptor, to, size_t(most));
        if (got >= 0 || errno != EINTR)
            return got;
    }
}

QString systemsWords(const QString &path)
{
    return u"%1: %2"_s.arg(path, QString::fromLocal8Bit(std::strerror(errno)));
}

} // namespace

OrdinaryFile readOrdinaryFile(const QString &path, qint64 cap, const std::atomic_bool &isStopped)
{
    const OpenFile file(path);
    if (!file.isOpen() && errno != ENXIO) // that of a socket
        return {{}, false, systemsWords(path)};
    if (!file.isOpen() || !file.isOrdinary())
        return {{}, false, u"%1 is no ordinary file"_s.arg(path)};
    OrdinaryFile result;
    for (;;) {
        const qint64 before = result.bytes.size();
        const qint64 wanted = std::min(pieceBytes, cap + 1 - before); // one more tells whether there is more
        result.bytes.resize(before + wanted);
        const qint64 got = isStopped ? 0 : file.read(result.bytes.data() + before, wanted);
        if (got < 0)
            return {{}, false, systemsWords(path)};
        result.bytes.truncate(before + got);
        result.isCut = result.bytes.size() > cap;
        if (got == 0 || result.isCut)
            break;
    }
    result.bytes.truncate(cap);
    return result;
}

} // namespace sluice::core
