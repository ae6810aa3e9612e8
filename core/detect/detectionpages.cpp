// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/detectionpages.h"

#include "core/serve/demotemplate.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

struct ArticleWords
{
    const char *name;
    const char *heading;
    const char *text;
};

constexpr ArticleWords articles[] = {
    {"chrome", "Chrome under Selenium",
     "The driver interface makes navigator.webdriver true. A page needs one comparison to send such a visitor away."},
    {"firefox", "Firefox under an old Selenium",
     "Selenium's extension for Firefox wrote an attribute into the html element of each document. Firefox itself has "
     "long been driven without that extension."},
    {"phantomjs", "PhantomJS",
     "PhantomJS puts functions into each page, by which the page can call its driver. The project has ended; its "
     "marks have not changed."},
};

QByteArray page(const QByteArray &title, const QByteArray &head, const QByteArray &content)
{
    return fillTemplate(detectionFile("layout.html"), {{"title", title}, {"head", head}, {"content", content}});
}

} // namespace

QByteArray detectionFile(const QByteArray &name)
{
    QFile file(u":/detection/"_s + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray labPage()
{
    return page("Detection laboratory", {}, detectionFile("lab.html"));
}

std::optional<QByteArray> articlePage(const QByteArray &name)
{
    for (const ArticleWords &words : articles) {
        if (name != words.name)
            continue;
        const QByteArray content = fillTemplate(
            detectionFile("article.html"),
            {{"heading", words.heading}, {"text", escapeHtml(words.text)}, {"code", escapeHtml(articleScript(name))}});
        return page(words.heading, "<script src=\"/article/" + name + ".js\"></script>\n", content);
    }
    return std::nullopt;
}

QByteArray articleScript(const QByteArray &name)
{
    return detectionFile("article-" + name + ".js");
}

QByteArray trialPage(const QByteArray &token)
{
    return page("A test of your own",
                "<script src=\"/try.js\"></script>\n<script src=\"/trial/" + escapeHtml(token) + ".js\"></script>\n",
                detectionFile("trial.html"));
}

QByteArray automationDetectedPage()
{
    return page("Automation detected", {}, detectionFile("automation-detected.html"));
}

} // namespace sluice::core
