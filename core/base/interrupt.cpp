// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/interrupt.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace sluice::core {

namespace {

// A signal handler reaches nothing but statics.
volatile std::sig_atomic_t signalCount = 0;
int pipeEnds[2] = {-1, -1};
CancelSource *cancelSource = nullptr;

extern "C" void handleSignal(int)
{
    const int savedErrno = errno;
    signalCount = signalCount + 1;
    if (signalCount > 1)
        ::_exit(interruptedExitCode);
    cancelSource->cancel(); // an atomic store
    const ssize_t written = ::write(pipeEnds[1], "!", 1);
    static_cast<void>(written);
    errno = savedErrno;
}

void setHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGHUP, &action, nullptr);
}

} // namespace

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    signalCount = 0;
    cancelSource = new CancelSource;
    if (::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe for signals");
    auto *notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &Interrupt::readPipe);
    setHandler(handleSignal);
}

Interrupt::~Interrupt()
{
    setHandler(SIG_DFL);
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
    delete cancelSource;
    cancelSource = nullptr;
}

bool Interrupt::isRequested() const
{
    return signalCount > 0;
}

CancelToken Interrupt::token() const
{
    return cancelSource->token();
}

void Interrupt::readPipe()
{
    char byte = 0;
    if (::read(pipeEnds[0], &byte, 1) == 1)
        Q_EMIT requested();
}

} // namespace sluice::core
