// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/parser.h"

#include "core/html/gumboconverter.h"
#include "core/html/gumborun.h"
#include "core/html/sourceguard.h"
#include "core/html/textonlyreader.h"
#include "core/html/whitespace.h"

#include <algorithm>

namespace sluice::core {

namespace {

/// "div", "svg path" and "math mi" as gumbo wants them.
void setContext(GumboRun &run, QByteArrayView context)
{
    GumboNamespaceEnum ns = GUMBO_NAMESPACE_HTML;
    if (context.startsWith("svg ")) {
        ns = GUMBO_NAMESPACE_SVG;
        context = context.sliced(4);
    } else if (context.startsWith("math ")) {
        ns = GUMBO_NAMESPACE_MATHML;
        context = context.sliced(5);
    }
    run.setFragment(gumbo_tagn_enum(context.data(), unsigned(context.size())), ns);
}

void readTextOnly(DocumentBuilder &builder)
{
    builder.arena().clear();
    builder.arena().setLimit(SIZE_MAX);
    builder.notes().isTextOnly = true;
    TextOnlyReader(builder).read();
}

} // namespace

Document parseHtml(const QByteArray &utf8, const ParseOptions &options)
{
    GuardedSource guarded = SourceGuard(utf8, options.depthCap, options.isScripting).run();
    DocumentBuilder builder(std::move(guarded.text));
    builder.setScripting(options.isScripting);
    builder.notes().isFlattened = guarded.isFlattened;
    builder.notes().isTrimmed = guarded.isTrimmed;
    builder.arena().setLimit(std::size_t(std::max<qint64>(options.memoryFactor * utf8.size() + options.memoryBase, 0)));
    GumboRun run(builder.arena());
    if (!options.fragmentContext.isEmpty())
        setContext(run, options.fragmentContext);
    const GumboOutput *output = run.parse(viewOf(builder.source()));
    if (!output) {
        readTextOnly(builder);
        return builder.finish();
    }
    builder.reserve(run.nodesMade() + 2, run.attributesMade());
    GumboConverter converter(builder, options.depthCap);
    if (options.fragmentContext.isEmpty())
        converter.convertDocument(output->document);
    else
        converter.convertFragment(output->root);
    return builder.finish();
}

} // namespace sluice::core
