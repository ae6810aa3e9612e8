// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/quirks.h"

#include "core/html/whitespace.h"

#include <algorithm>
#include <iterator>

namespace sluice::core {

namespace {

constexpr std::string_view quirkyPublicIds[] = {
    "-//w3o//dtd w3 html strict 3.0//en//",
    "-/w3c/dtd html 4.0 transitional/en",
    "html",
};

constexpr std::string_view quirkySystemId = "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd";

constexpr std::string_view quirkyPrefixes[] = {
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//",
};

constexpr std::string_view quirkyWithoutSystemId[] = {
    "-//w3c//dtd html 4.01 frameset//",
    "-//w3c//dtd html 4.01 transitional//",
};

bool startsIgnoringCase(std::string_view text, std::string_view lower)
{
    return text.size() >= lower.size() && equalsIgnoringCase(text.substr(0, lower.size()), lower);
}

template <typename List>
bool startsWithAny(std::string_view text, const List &prefixes)
{
    return std::any_of(std::begin(prefixes), std::end(prefixes),
                       [text](std::string_view prefix) { return startsIgnoringCase(text, prefix); });
}

bool isQuirkyDoctype(const Document &document)
{
    const std::string_view publicId = document.doctypePublicId();
    const std::string_view systemId = document.doctypeSystemId();
    const bool isWholeId = std::any_of(std::begin(quirkyPublicIds), std::end(quirkyPublicIds),
                                       [&](std::string_view id) { return equalsIgnoringCase(publicId, id); });
    return isWholeId || equalsIgnoringCase(systemId, quirkySystemId) || startsWithAny(publicId, quirkyPrefixes) ||
           (systemId.empty() && startsWithAny(publicId, quirkyWithoutSystemId));
}

} // namespace

bool isQuirky(const Document &document)
{
    bool isPage = false;
    for (NodeId id = document.node(document.root()).firstChild; id != noNode; id = document.node(id).nextSibling) {
        if (document.node(id).type == NodeType::Doctype)
            return document.node(id).text != "html" || isQuirkyDoctype(document);
        isPage = isPage || document.isElement(id, "html");
    }
    return isPage;
}

} // namespace sluice::core
