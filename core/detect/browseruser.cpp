// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/browseruser.h"

#include <grp.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sluice::core {

namespace {

constexpr uint nobody = 65'534;

bool tryNamespaces()
{
    const uint user = browserUser();
    const pid_t child = ::fork();
    if (child == 0) {
        const bool isIt =
            becomeUser(user) && ::unshare(CLONE_NEWUSER) == 0 && ::unshare(CLONE_NEWPID | CLONE_NEWNET) == 0;
        ::_exit(isIt ? 0 : 1);
    }
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

uint browserUser()
{
    return ::geteuid() == 0 ? nobody : 0;
}

bool becomeUser(uint user)
{
    if (user == 0)
        return true;
    return ::setgroups(0, nullptr) == 0 && ::setresgid(user, user, user) == 0 && ::setresuid(user, user, user) == 0;
}

bool hasBrowserSandbox()
{
    static const bool isThere = tryNamespaces();
    return isThere;
}

} // namespace sluice::core
