// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/limits.h"

#include "core/extract/workerprotocol.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace sluice::app {

namespace {

constexpr rlim_t openFiles = 64;
/// Less than this left of the address space when a process crashes means that it crashed for want of memory.
constexpr std::size_t lastMemory = 64 << 20;
/// Processor time may run ahead of the clock by as many threads as there are; there are two.
constexpr rlim_t spareSeconds = 5;

alignas(16) char signalStack[64 << 10];

void setLimit(__rlimit_resource resource, rlim_t value)
{
    rlimit limit{};
    if (getrlimit(resource, &limit) != 0)
        return;
    value = std::min(value, limit.rlim_max);
    limit = {value, value};
    setrlimit(resource, &limit);
}

[[noreturn]] void endForMemory()
{
    _exit(core::memoryExitCode);
}

/// The engines answer a refused allocation with a null dereference or abort(). Async-signal-safe: mmap and _exit.
void onCrash(int signal)
{
    void *probe = mmap(nullptr, lastMemory, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (probe == MAP_FAILED)
        endForMemory();
    std::signal(signal, SIG_DFL);
    raise(signal);
}

[[noreturn]] void onTerminate()
{
    if (const std::exception_ptr exception = std::current_exception()) {
        try {
            std::rethrow_exception(exception);
        } catch (const std::bad_alloc &) {
            endForMemory();
        } catch (...) {
        }
    }
    std::abort();
}

} // namespace

void limitProcess(qint64 memory)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    // A write beyond the limit is an error, not an end.
    std::signal(SIGXFSZ, SIG_IGN);
    setLimit(RLIMIT_CORE, 0);
    setLimit(RLIMIT_FSIZE, 0);
    setLimit(RLIMIT_NOFILE, openFiles);
    setLimit(RLIMIT_NPROC, 0);
#ifndef __SANITIZE_ADDRESS__
    // AddressSanitizer reserves terabytes for its shadow.
    setLimit(RLIMIT_AS, rlim_t(memory));
#else
    Q_UNUSED(memory)
#endif
}

void reportLackOfMemory()
{
    std::set_new_handler(endForMemory);
    std::set_terminate(onTerminate);
    stack_t stack{};
    stack.ss_sp = signalStack;
    stack.ss_size = sizeof signalStack;
    sigaltstack(&stack, nullptr);
    struct sigaction action
    {};
    action.sa_handler = onCrash;
    action.sa_flags = SA_ONSTACK | SA_NODEFER;
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP})
        sigaction(signal, &action, nullptr);
}

void limitProcessorTime(std::chrono::milliseconds time)
{
    rusage usage{};
    rlimit limit{};
    if (getrusage(RUSAGE_SELF, &usage) != 0 || getrlimit(RLIMIT_CPU, &limit) != 0)
        return;
    const auto used = rlim_t(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec);
    limit.rlim_cur = std::min(limit.rlim_max, used + rlim_t(2 * time.count() / 1000) + spareSeconds);
    setrlimit(RLIMIT_CPU, &limit);
}

qint64 memoryInUse()
{
#ifdef __SANITIZE_ADDRESS__
    return 0;
#endif
    long pages = 0;
    if (FILE *file = std::fopen("/proc/self/statm", "re")) {
        if (std::fscanf(file, "%ld", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return qint64(pages) * sysconf(_SC_PAGESIZE);
}

FrameDescriptors claimStandardStreams()
{
    const FrameDescriptors frames{fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3), fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)};
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    close(nothing);
    return frames;
}

} // namespace sluice::app
