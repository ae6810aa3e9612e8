// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/url/weburl.h"

#include <QHash>
#include <QString>

#include <memory>
#include <string_view>

namespace sluice::core {

/// The prefixes and the vocabulary in force at an element (RDFa Core 1.1, 7.4). Elements below share them by copying.
class RdfaTerms final
{
public:
    /// Takes over what the vocab and prefix attributes say; null data() where there is none.
    void update(std::string_view vocabulary, std::string_view prefixes);

    /// A TERMorCURIEorAbsIRI as an IRI; empty if it is a term and no vocabulary is in force, or a blank node.
    [[nodiscard]] QString iriOf(const QString &word) const;
    /// The same, but a term of the vocabulary in force stays a term, as in Microdata.
    [[nodiscard]] QString propertyOf(const QString &word) const;
    /// A SafeCURIEorCURIEorIRI, as in resource and about. Blank nodes keep their "_:".
    [[nodiscard]] QString resourceOf(const WebUrl &base, std::string_view text) const;

private:
    [[nodiscard]] QString expanded(const QString &curie) const;

    using Prefixes = QHash<QString, QString>;
    QString m_vocabulary;
    std::shared_ptr<const Prefixes> m_prefixes;
};

} // namespace sluice::core
