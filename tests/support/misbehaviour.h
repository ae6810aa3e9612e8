// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sluice::test {

class MisbehavingServer;

/// Gives a server these paths:
///   honest      /ok /empty /empty-chunked /chunked /chunked-whole (with </html>) /chunked-gzip
///               /no-length /no-content /not-modified /redirect (to /ok) /redirect-loop /charset (windows-1251)
///               /404 and many another status, /503 (Retry-After: 7) /429 (Retry-After: 120) /401-basic /cookies /big?BYTES /image /echo
///               (the request's head as text)
///   encodings   /gzip /deflate /br /zstd, /gzip-cut /not-gzip /bomb (gzip, 64 MiB of zeros)
///   broken      /drop (closes before answering) /short-body /cut-chunk /bad-chunk /late-bad-chunk /bad-chunk-open (keeps the connection)
///               /no-last-chunk /two-lengths /same-lengths /negative-length /word-length /huge-header (300 KiB in all)
///               /monstrous-header (one of 2 MiB) /garbage /reset /reset-early
///   slow        /slow?MS /never-answers /never-ends (a part, then silence) /trickle (a byte every 20 ms) /endless
///               /endless-chunks
void addMisbehaviour(MisbehavingServer &server);

/// What /ok, /gzip and their like serve, decoded.
[[nodiscard]] QByteArray honestPage();

/// Encoders for tests.
[[nodiscard]] QByteArray gzipped(const QByteArray &plain);
[[nodiscard]] QByteArray deflated(const QByteArray &plain, bool isWrapped = true);
[[nodiscard]] QByteArray brotlied(const QByteArray &plain);
[[nodiscard]] QByteArray zstded(const QByteArray &plain);

} // namespace sluice::test
