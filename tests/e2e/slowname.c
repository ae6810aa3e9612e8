// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded into the program under test: names under "test" are looked up for ten minutes, in vain.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
    const char *end = name ? strrchr(name, '.') : 0;
    if (end && strcmp(end, ".test") == 0) {
        for (int i = 0; i < 600; ++i)
            sleep(1);
        return EAI_AGAIN;
    }
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
        (int (*)(const char *, const char *, const struct addrinfo *, struct addrinfo **))dlsym(RTLD_NEXT,
                                                                                                "getaddrinfo");
    return real(name, service, hints, found);
}
