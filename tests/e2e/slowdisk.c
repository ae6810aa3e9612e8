// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded into the program under test: makes every flush to the disk take SLOWDISK_MS longer.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int slowly(const char *name, int fd)
{
    const char *ms = getenv("SLOWDISK_MS");
    long wait = ms ? atol(ms) : 0;
    struct timespec time = {wait / 1000, (wait % 1000) * 1000000L};
    nanosleep(&time, 0);
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return real(fd);
}

int fsync(int fd)
{
    return slowly("fsync", fd);
}

int fdatasync(int fd)
{
    return slowly("fdatasync", fd);
}
