// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/visit.h"

#include "app/renderer/engine.h"

#include <QApplication>
#include <QAuthenticator>
#include <QFile>
#include <QTimer>
#include <QWebEnginePage>
#include <QWebEngineProfile>
#include <QWebEngineScript>
#include <QWebEngineScriptCollection>
#include <QWebEngineView>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr QSize viewSize{1'280, 800};
constexpr qint64 longestScript = 1 << 20;
constexpr int failureMs = 2'000;

/// A page whose dialogs, windows and words nobody sees.
class QuietPage final : public QWebEnginePage
{
public:
    explicit QuietPage(QWebEngineProfile *profile)
        : QWebEnginePage(profile)
    {
        connect(this, &QWebEnginePage::featurePermissionRequested, this,
                [this](const QUrl &origin, QWebEnginePage::Feature feature) {
                    setFeaturePermission(origin, feature, PermissionDeniedByUser);
                });
        connect(this, &QWebEnginePage::authenticationRequired, this,
                [](const QUrl &, QAuthenticator *authenticator) { *authenticator = QAuthenticator(); });
    }

protected:
    void javaScriptAlert(const QUrl &, const QString &) override {}
    bool javaScriptConfirm(const QUrl &, const QString &) override { return false; }
    bool javaScriptPrompt(const QUrl &, const QString &, const QString &, QString *) override { return false; }
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString &, int, const QString &) override {}
    QWebEnginePage *createWindow(WebWindowType) override { return nullptr; }
};

core::Result<QString, QString> readScript(const QString &path)
{
    QFile file(path);
    const bool isOpen = path == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return tl::unexpected(u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    QByteArray text;
    for (QByteArray more = file.read(longestScript); !more.isEmpty(); more = file.read(longestScript)) {
        text += more;
        if (text.size() > longestScript)
            return tl::unexpected(u"%1 is longer than a script may be"_s.arg(path));
    }
    return QString::fromUtf8(text);
}

/// In the page's own world and before its first script, as what a driver leaves there.
void inject(QWebEnginePage &page, const QString &source)
{
    QWebEngineScript script;
    script.setName(u"simulation"_s);
    script.setInjectionPoint(QWebEngineScript::DocumentCreation);
    script.setWorldId(QWebEngineScript::MainWorld);
    script.setSourceCode(source);
    page.scripts().insert(script);
}

int fail(int code, const QString &reason)
{
    std::fprintf(stderr, "sluice-render: %s\n", qUtf8Printable(reason));
    return code;
}

int show(const VisitOptions &options, const QString &script)
{
    QWebEngineProfile profile; // off the record
    QWebEngineView view;
    auto *page = new QuietPage(&profile);
    view.setPage(page);
    if (!script.isEmpty())
        inject(*page, script);
    // A page that sends the browser on has not loaded itself: then the next one begins to.
    QTimer failure;
    failure.setSingleShot(true);
    failure.setInterval(failureMs);
    QObject::connect(page, &QWebEnginePage::loadStarted, &failure, &QTimer::stop);
    QObject::connect(page, &QWebEnginePage::loadFinished, &failure, [&failure](bool isLoaded) {
        if (!isLoaded)
            failure.start();
    });
    QObject::connect(&failure, &QTimer::timeout, qApp, [] { QApplication::exit(fail(1, u"the page did not load"_s)); });
    QObject::connect(page, &QWebEnginePage::renderProcessTerminated, qApp,
                     [] { QApplication::exit(fail(1, u"the page's process ended"_s)); });
    view.resize(viewSize);
    view.show();
    view.load(options.url);
    const int code = QApplication::exec();
    delete page; // before its profile
    return code;
}

} // namespace

int runVisit(int &argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto options = parseVisit(arguments);
    if (!options)
        return fail(2, options.error());
    const auto script =
        options->script.isEmpty() ? core::Result<QString, QString>(QString()) : readScript(options->script);
    if (!script)
        return fail(2, script.error());
    const EngineState state = prepareEngine(options->home, options->isAutomation ? "--enable-automation" : "");
    if (!state.isSandboxed)
        std::fprintf(stderr, "sluice-render: without sandbox: %s\n", qUtf8Printable(state.note));
    int count = 1; // Qt takes none of our arguments for its own
    const QApplication application(count, argv);
    return show(*options, *script);
}

} // namespace sluice::app
