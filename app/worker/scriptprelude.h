// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sluice::app {

/// What scripts find when they start, in their own language: `page`, elements, `console`, `native`. A function of the
/// bridge that returns the function to be called for each page, which takes parse() and gives rows as JSON texts.
inline constexpr char scriptPrelude[] = R"js((function (bridge, globals) {
    'use strict';

    function wrap(found) {
        return typeof found === 'number' ? new Element(found) : found;
    }

    function nodes(found) {
        return Array.isArray(found) ? found.map(wrap) : found;
    }

    class Element {
        constructor(node) { this.node = node; }
        get tag() { return bridge.tag(this.node); }
        get text() { return bridge.text(this.node); }
        get html() { return bridge.html(this.node); }
        get attributes() { return bridge.attributes(this.node); }
        attr(name) { return bridge.attribute(this.node, String(name)); }
        css(selector) { return nodes(bridge.css(this.node, String(selector))); }
        first(selector) { const found = this.css(selector); return found.length > 0 ? found[0] : null; }
        xpath(expression) { return nodes(bridge.xpath(this.node, String(expression))); }
        toString() { return this.text; }
        toJSON() { return this.text; }
    }

    function blocksOf() {
        return bridge.blocks().map(block => ({
            kind: block.kind, name: block.name, argument: block.argument, value: JSON.parse(block.json),
        }));
    }

    function dataOf(page) {
        if (bridge.isJson())
            return JSON.parse(bridge.jsonSource());
        const data = {};
        for (const block of page.blocks) {
            const name = block.name === '' ? block.kind : block.name;
            if (!Object.prototype.hasOwnProperty.call(data, name))
                Object.defineProperty(data, name, { value: block.value, enumerable: true, writable: true });
        }
        return data;
    }

    class Page {
        constructor() { this.known = {}; }
        once(name, make) {
            if (!(name in this.known))
                this.known[name] = make(this);
            return this.known[name];
        }
        get url() { return bridge.url(); }
        get status() { return bridge.status(); }
        get headers() { return this.once('headers', () => bridge.headers()); }
        get html() { return this.once('html', () => bridge.source()); }
        get text() { return this.once('text', () => bridge.pageText()); }
        get blocks() { return this.once('blocks', blocksOf); }
        get json() { return this.once('json', dataOf); }
        css(selector) { return nodes(bridge.css(0, String(selector))); }
        first(selector) { const found = this.css(selector); return found.length > 0 ? found[0] : null; }
        xpath(expression) { return nodes(bridge.xpath(0, String(expression))); }
        follow(url) { return bridge.follow(String(url)); }
    }

    function shown(value) {
        if (typeof value !== 'object' || value === null || value instanceof Error)
            return String(value);
        try { return JSON.stringify(value); } catch (error) { return String(value); }
    }

    function log(...values) { bridge.log(values.map(shown).join(' ')); }

    const native = {};
    bridge.nativeNames().forEach((name, index) => {
        native[name] = (...values) => bridge.callNative(index, values);
    });

    Object.defineProperty(globals, 'native', { value: Object.freeze(native) });
    Object.defineProperty(globals, 'console', {
        value: Object.freeze({ log, info: log, warn: log, error: log, debug: log }),
    });

    function listOf(result) {
        if (result === undefined || result === null)
            return [];
        if (Array.isArray(result))
            return result;
        return typeof result === 'object' && typeof result[Symbol.iterator] === 'function' ? Array.from(result)
                                                                                          : [result];
    }

    function rowText(row) {
        if (typeof row !== 'object' || row === null || Array.isArray(row) || row instanceof Element)
            throw new TypeError('parse(page) must return an object or a list of objects, not ' + shown(row));
        return JSON.stringify(row);
    }

    return parse => listOf(parse(new Page())).map(rowText);
}))js";

} // namespace sluice::app
