// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/worker/answerbuilder.h"
#include "app/worker/nativelibraries.h"
#include "app/worker/pageview.h"

#include <QJSValue>
#include <QObject>

class QJSEngine;

namespace sluice::app {

/// What the prelude of scripts (scriptprelude.h) stands on: the page at hand by node numbers, and the plug-ins'
/// functions. Scripts themselves never see it.
class ScriptBridge final : public QObject
{
    Q_OBJECT

public:
    ScriptBridge(QJSEngine &engine, const NativeLibraries &libraries);

    /// The page that all calls are about; null for none.
    void setPage(PageView *page, AnswerBuilder *answer);

    Q_INVOKABLE QString url() const;
    Q_INVOKABLE int status() const;
    Q_INVOKABLE QJSValue headers() const; ///< by name in lower case
    Q_INVOKABLE QString source() const;
    Q_INVOKABLE QString pageText() const;
    Q_INVOKABLE bool isJson() const;
    Q_INVOKABLE QString jsonSource() const; ///< the page's own JSON, big integers as strings
    /// The data in the page's scripts: { kind, name, argument, json }, without what could not be read.
    Q_INVOKABLE QJSValue blocks() const;
    Q_INVOKABLE QString tag(int node) const;
    Q_INVOKABLE QString text(int node) const;
    Q_INVOKABLE QString html(int node) const;
    Q_INVOKABLE QJSValue attribute(int node, const QString &name) const; ///< null where there is none
    Q_INVOKABLE QJSValue attributes(int node) const;
    /// Numbers of nodes.
    Q_INVOKABLE QJSValue css(int node, const QString &selector) const;
    /// Elements as numbers of nodes, attributes and texts as text; or one text, number or boolean.
    Q_INVOKABLE QJSValue xpath(int node, const QString &expression) const;
    /// The absolute URL; null where it is none.
    Q_INVOKABLE QJSValue follow(const QString &url);
    Q_INVOKABLE void log(const QString &message);
    /// Names of the functions for scripts.
    Q_INVOKABLE QJSValue nativeNames() const;
    Q_INVOKABLE QJSValue callNative(int function, const QJSValue &arguments) const;

private:
    [[nodiscard]] bool isReady(int node = 0) const;
    [[nodiscard]] QJSValue listOf(const core::XPathValue &found) const;

    QJSEngine &m_engine;
    std::vector<NativeFunction> m_functions;
    PageView *m_page = nullptr;
    AnswerBuilder *m_answer = nullptr;
};

} // namespace sluice::app
