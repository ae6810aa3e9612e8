// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/simulation.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// A JSON value as JavaScript writes it.
QString literal(const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

/// A property that its owner inherits from a getter is shadowed, as a driver that paints over it would.
QString defined(const QString &path, const QString &value)
{
    const qsizetype dot = path.lastIndexOf(u'.');
    const QString owner = dot < 0 ? u"window"_s : path.left(dot);
    return u"Object.defineProperty(%1, %2, {get: function () { return %3; }, configurable: true});\n"_s.arg(
        owner, literal(path.mid(dot + 1)), value);
}

QString global(const QString &name)
{
    return u"window[%1] = function () {};\n"_s.arg(literal(name));
}

QString attribute(const QString &name)
{
    return uR"((function () {
  function set() {
    if (!document.documentElement) { return false; }
    document.documentElement.setAttribute(%1, "true");
    return true;
  }
  if (!set()) {
    var observer = new MutationObserver(function () { if (set()) { observer.disconnect(); } });
    observer.observe(document, {childList: true});
  }
}());
)"_s.arg(literal(name));
}

QString simulated(const QJsonObject &test)
{
    const QString kind = test.value(u"kind"_s).toString();
    const QString name = test.value(u"name"_s).toString();
    if (kind == "value"_L1)
        return defined(test.value(u"path"_s).toString(), literal(test.value(u"equals"_s)));
    if (kind == "agent"_L1)
        return defined(u"navigator.userAgent"_s, literal(test.value(u"example"_s)));
    if (kind == "pattern"_L1)
        return global(test.value(u"example"_s).toString());
    if (kind == "global"_L1)
        return global(name);
    if (kind == "attribute"_L1)
        return attribute(name);
    if (kind == "in"_L1)
        return defined(test.value(u"path"_s).toString() + u'.' + name, u"false"_s);
    return test.value(u"simulate"_s).toString() + u'\n';
}

} // namespace

QString simulationScript(const QList<Marker> &markers)
{
    QString script;
    for (const Marker &marker : markers)
        script += simulated(marker.test);
    return script;
}

} // namespace sluice::core
