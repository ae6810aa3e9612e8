// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/pagescripts.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// As a JavaScript literal.
QString quoted(const QString &text)
{
    const QByteArray json = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.mid(1, json.size() - 2));
}

/// The time of the page's own request.
QString firstByteMs()
{
    return u"Math.max(0, Math.round((performance.getEntriesByType('navigation')[0] || {}).responseStart || 0))"_s;
}

} // namespace

QString countResources()
{
    return u"performance.getEntriesByType('resource').length"_s;
}

QString findElement(const QString &selector)
{
    return u"(() => { try { return document.querySelector(%1) ? 1 : 0; } catch (e) { return -1; } })()"_s.arg(
        quoted(selector));
}

QString clickElement(const QString &selector)
{
    return uR"((() => {
  let found;
  try { found = [...document.querySelectorAll(%1)]; } catch (e) { return -1; }
  const shown = found.find(e => e.getClientRects().length > 0 && !e.disabled);
  if (!shown) return 0;
  shown.scrollIntoView({block: 'center'});
  shown.click();
  return 1;
})())"_s.arg(quoted(selector));
}

QString scrollToEnd()
{
    return uR"((() => {
  const root = document.scrollingElement || document.documentElement;
  window.scrollTo(0, root.scrollHeight);
  return root.scrollHeight;
})())"_s;
}

QString isDocumentRead()
{
    return u"document.readyState !== 'loading' && location.href !== 'about:blank'"_s;
}

QString takeStatus(bool isAsked)
{
    return uR"((() => {
  let status = 0, retryAfter = null;
  if (%1) {
    try {
      const asked = new XMLHttpRequest();
      asked.open('HEAD', location.href, false);
      asked.send();
      status = asked.status;
      retryAfter = asked.getResponseHeader('Retry-After');
    } catch (e) {}
  }
  return {firstByteMs: %2, status, retryAfter};
})())"_s.arg(isAsked ? u"true"_s : u"false"_s, firstByteMs());
}

QString takeDocument(qint64 cap)
{
    return uR"((() => {
  const type = document.contentType;
  const markup = type === 'text/html' || /[/+]xml$/.test(type);
  let text = null;
  if (type === 'text/html') {
    const doctype = document.doctype ? new XMLSerializer().serializeToString(document.doctype) + '\n' : '';
    text = doctype + document.documentElement.outerHTML;
  } else if (markup) {
    // The engine shows XML without a style of its own in a viewer, which keeps what it shows.
    const viewed = document.getElementById('webkit-xml-viewer-source-xml');
    const nodes = viewed ? [...viewed.childNodes] : [document];
    text = nodes.map(n => new XMLSerializer().serializeToString(n)).join('');
  } else if (/^text\/|json|javascript/.test(type)) {
    const shown = document.querySelector('body > pre');
    text = shown ? shown.textContent : '';
  }
  const long = text !== null && text.length > %1;
  return {type, url: location.href, text: long ? null : text, long, firstByteMs: %2};
})())"_s.arg(QString::number(cap), firstByteMs());
}

} // namespace sluice::app
