// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/pagesummary.h"
#include "core/html/encoding.h"
#include "core/html/links.h"
#include "core/html/parser.h"
#include "tests/fuzz/fuzzing.h"

using namespace sluice::core;

/// A body on its way to a row: character set, tree, links, summary.
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const WebUrl url = WebUrl::fromNormalized("http://site.test/folder/page");
    const QByteArray body = sluice::test::bytes(data, size);
    const Document document = parseHtml(decodeToUtf8(body, sniffCharset(body, {})));
    for (const WebUrl &link : findLinks(document, url).web)
        sluice::test::require(WebUrl::parse(link.text()).has_value(), "a link that was found can be asked");
    static_cast<void>(summarize(document, documentBase(document, url)));
    return 0;
}
