// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/parser.h"
#include "core/html/selector.h"
#include "tests/fuzz/fuzzing.h"

using namespace sluice::core;

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const Document document =
        parseHtml("<!doctype html><form id=f class='a b' lang=de><fieldset disabled><input type=email required value=x>"
                  "<select multiple><option selected>1<option>2</select></fieldset></form><ul><li>1<li "
                  "class=b>2<li>3</ul><svg/>");
    const auto selector = Selector::compile(QString::fromUtf8(sluice::test::bytes(data, size)));
    if (selector)
        static_cast<void>(selector->selectAll(document));
    return 0;
}
