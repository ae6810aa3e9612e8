// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/pickerscript.h"

#include "core/extract/orderedjson.h"

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

// A glass pane over the page takes the mouse, so that no link is followed and no script of the page hears of it.
constexpr auto script = R"((() => {
  if (window.sluicePicker) window.sluicePicker.end();
  const mark = MARK;
  const say = what => console.info(mark + JSON.stringify(what));
  const host = document.createElement("sluice-picker");
  host.style.cssText = "all:initial!important;position:fixed!important;inset:0!important;z-index:2147483647!important;" +
    "cursor:crosshair!important;display:block!important";
  const root = host.attachShadow({mode: "closed"});
  const make = style => {
    const box = document.createElement("div");
    box.style.cssText = "all:initial;position:absolute;box-sizing:border-box;pointer-events:none;" + style;
    root.append(box);
    return box;
  };
  const hover = make("border:2px solid #0e74a8;background:#0e74a826;border-radius:3px;display:none");
  const label = make("font:12px/18px sans-serif;color:#fff;background:#0e74a8;padding:0 6px;border-radius:3px;" +
    "white-space:nowrap;display:none");
  let found = [], boxes = [], aimed = null;
  const place = (box, element) => {
    const at = element.getBoundingClientRect();
    box.style.left = at.left - 2 + "px";
    box.style.top = at.top - 2 + "px";
    box.style.width = at.width + 4 + "px";
    box.style.height = at.height + 4 + "px";
    box.style.display = "block";
    return at;
  };
  const aim = element => {
    aimed = element;
    hover.style.display = label.style.display = "none";
    if (!element) return;
    const at = place(hover, element);
    label.textContent = element.localName + (element.id ? "#" + element.id : "") +
      [...element.classList].slice(0, 3).map(name => "." + name).join("");
    label.style.left = Math.max(0, at.left - 2) + "px";
    label.style.top = (at.top > 24 ? at.top - 22 : at.bottom + 4) + "px";
    label.style.display = "block";
  };
  const outline = () => {
    boxes.forEach(box => box.remove());
    boxes = found.slice(0, 300).map(element => {
      const box = make("border:2px solid #1a7f4b;background:#1a7f4b1f;border-radius:3px");
      place(box, element);
      return box;
    });
  };
  const holds = (rects, x, y) =>
    [...rects].some(at => x >= at.left && x < at.right && y >= at.top && y < at.bottom);
  const isAt = (element, x, y) => {
    if (holds(element.getClientRects(), x, y)) return true;
    const range = document.createRange(); // its text may stand over its edge
    range.selectNodeContents(element);
    return holds(range.getClientRects(), x, y);
  };
  // A link whose ::after is stretched over a whole card is hit beside itself, where something else is seen and meant.
  const under = ({clientX: x, clientY: y}) => {
    const stack = document.elementsFromPoint(x, y).filter(element => element !== host);
    return stack.find(element => isAt(element, x, y)) || stack[0] || null;
  };
  const wayTo = element => {
    const way = [];
    for (let at = element; at; at = at.parentElement) {
      let position = 1;
      for (let other = at.previousElementSibling; other; other = other.previousElementSibling)
        if (other !== host) ++position;
      way.unshift({tag: at.localName, position});
    }
    return way;
  };
  const facts = element => {
    const attributes = {};
    for (const {name, value} of [...element.attributes].slice(0, 60))
      if (value.length <= 2000) attributes[name] = value;
    return {path: wayTo(element), attributes, url: location.href,
            text: (element.innerText ?? element.textContent ?? "").slice(0, 4000)};
  };
  const handlers = {
    mousemove: event => aim(under(event)),
    click: event => { const element = under(event); if (element && event.button === 0) say({picked: facts(element)}); },
    keydown: event => { if (event.key === "Escape") say({ended: true}); },
  };
  const hear = event => {
    if (event.target !== host && event.type !== "keydown") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.isTrusted && handlers[event.type]) handlers[event.type](event);
  };
  const types = ["mousemove", "mousedown", "mouseup", "pointerdown", "pointerup", "click", "dblclick", "auxclick",
                 "contextmenu", "keydown"];
  const move = () => { if (aimed) aim(aimed); outline(); };
  types.forEach(type => window.addEventListener(type, hear, {capture: true}));
  window.addEventListener("scroll", move, {capture: true, passive: true});
  window.addEventListener("resize", move, {passive: true});
  document.documentElement.append(host);
  window.sluicePicker = {
    mark: selector => {
      found = [];
      try { if (selector) found = [...document.querySelectorAll(selector)].filter(one => one !== host); }
      catch { return -1; }
      outline();
      return found.length;
    },
    end: () => {
      types.forEach(type => window.removeEventListener(type, hear, {capture: true}));
      window.removeEventListener("scroll", move, {capture: true});
      window.removeEventListener("resize", move);
      host.remove();
      delete window.sluicePicker;
    },
  };
  return true;
})())";

QString quoted(const QString &text)
{
    return QString::fromUtf8(core::jsonTextOf(QJsonValue(text)));
}

} // namespace

QString pickerScript(const QString &mark)
{
    return QString::fromUtf8(script).replace(u"MARK"_s, quoted(mark));
}

QString markScript(const QString &selector)
{
    return u"window.sluicePicker ? window.sluicePicker.mark(%1) : -1"_s.arg(quoted(selector));
}

QString endScript()
{
    return u"if (window.sluicePicker) window.sluicePicker.end();"_s;
}

} // namespace sluice::ui
