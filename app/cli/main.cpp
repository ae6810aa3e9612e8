// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/base/allocator.h"
#include "core/base/descriptorlimit.h"
#include "core/base/logging.h"
#include "core/net/hostlookups.h"

#include <QCoreApplication>

#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <langinfo.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

/// File names and arguments are UTF-8 here; in a locale that is not, Qt would complain on standard error.
void ensureUtf8Locale()
{
    std::setlocale(LC_ALL, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        ::setenv("LC_ALL", "C.UTF-8", 1);
}

/// A program started with standard output closed must not get a project file in its place. What is opened here for
/// reading only refuses to be written.
void ensureDescriptors()
{
    int descriptor = ::open("/dev/null", O_RDONLY);
    while (descriptor >= 0 && descriptor <= 2)
        descriptor = ::open("/dev/null", O_RDONLY);
    if (descriptor > 2)
        ::close(descriptor);
}

/// What Qt has to say about sockets and certificates reaches the user as a page's error, in its place.
void dropMessage(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::fprintf(stderr, "sluice-cli: %s\n", qPrintable(message));
}

/// The code to end with. A name that the system still looks up sits in a thread that nothing can interrupt, and Qt waits
/// for it at the end, up to half a minute. By now all files are closed, so once the output is written the program may
/// end as it is.
int endWith(int code, sluice::app::Console &console)
{
    if (!sluice::core::HostLookups::isAnyPending())
        return code;
    static_cast<void>(console.flush());
    std::fflush(nullptr);
    std::_Exit(code);
}

} // namespace

int main(int argc, char **argv)
{
    sluice::core::returnLargeBlocks();
    ensureDescriptors();
    sluice::core::raiseDescriptorLimit();
    // A closed pipe is an answer of write(), not an end.
    std::signal(SIGPIPE, SIG_IGN);
    // So is a file at its size limit.
    std::signal(SIGXFSZ, SIG_IGN);
    ensureUtf8Locale();
    sluice::core::quietNetworkLog();
    if (!qEnvironmentVariableIsSet("QT_LOGGING_RULES"))
        qInstallMessageHandler(dropMessage);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"sluice-cli"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SLUICE_VERSION));
    sluice::app::Console console;
    if (const QString fault = sluice::app::encodingFault({argv, argv + argc}); !fault.isNull()) {
        console.setPrefix(u"sluice-cli"_s);
        return console.refuse(fault);
    }
    return endWith(sluice::app::dispatch(QCoreApplication::arguments().mid(1), console), console);
}
