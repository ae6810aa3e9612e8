// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/visit.h"

#include <QCommandLineParser>
#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

const QCommandLineOption visitOption{u"visit"_s, u"Show this page"_s, u"URL"_s};
const QCommandLineOption automationOption{u"automation"_s, u"Be a driven browser"_s};
const QCommandLineOption injectOption{u"inject"_s, u"Run this script before the page's own"_s, u"FILE"_s};
const QCommandLineOption homeOption{u"home"_s, u"Keep its own files there"_s, u"DIR"_s};

} // namespace

core::Result<VisitOptions, QString> parseVisit(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({visitOption, automationOption, injectOption, homeOption});
    if (!parser.parse(arguments))
        return tl::unexpected(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return tl::unexpected(u"%1 is one argument too many"_s.arg(parser.positionalArguments().first()));
    VisitOptions options{QUrl(parser.value(visitOption), QUrl::StrictMode), parser.isSet(automationOption),
                         parser.value(homeOption), parser.value(injectOption)};
    // This mode has no interceptor and no limits: it is for the laboratory alone.
    if (options.url.scheme() != "http"_L1 || !QHostAddress(options.url.host()).isLoopback())
        return tl::unexpected(u"--visit takes an http address of this machine, such as http://127.0.0.1:8000/"_s);
    return options;
}

} // namespace sluice::app
