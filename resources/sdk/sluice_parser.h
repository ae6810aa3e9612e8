// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a compiled plug-in for Sluice needs, and all it needs: no other header of Sluice, no Qt. A plug-in is a shared
// library that exports two functions with C linkage:
//
//     extern "C" std::uint32_t sluice_plugin_abi() { return sluice::sdk::abiNumber; }
//     extern "C" sluice::sdk::Plugin *sluice_plugin() { static MyPlugin plugin; return &plugin; }
//
// Build:  g++ -std=c++17 -O2 -fPIC -shared -o myplugin.so myplugin.cpp
//
// It runs in sluice-worker, a process of its own with an empty environment, 1 GiB of memory, no files to write, no
// further threads or processes, and a time limit per page. If it crashes, that page fails with the signal's name and the
// others go on. Calls come from one thread. No exception may leave a plug-in. Only plain values cross: all text is
// UTF-8, not terminated by a zero.

#include <cstddef>
#include <cstdint>

namespace sluice::sdk {

/// Counts up whenever anything below changes. A plug-in built for another number is refused.
inline constexpr std::uint32_t abiNumber = 1;

/// Borrowed text. What Sluice hands out lives until the call in which it was got returns to Sluice; what a plug-in
/// hands in is copied before the call returns.
struct Text
{
    const char *data;
    std::size_t size;
};

/// An element of the page being parsed.
class Element
{
public:
    virtual Text tag() const = 0;                ///< "a", in lower case
    virtual Text text() const = 0;               ///< all text in it, white space folded to single spaces and trimmed
    virtual Text html() const = 0;               ///< itself and what is in it
    virtual Text attribute(Text name) const = 0; ///< data is null where there is none

protected:
    ~Element() = default;
};

/// Gets what select() finds.
class ElementVisitor
{
public:
    /// `element` is good during this call only. False: no more.
    virtual bool visit(const Element &element) = 0;

protected:
    ~ElementVisitor() = default;
};

class Function;

/// The page to be parsed.
class Page
{
public:
    virtual Text url() const = 0;             ///< its own address, after redirects
    virtual std::int32_t status() const = 0;  ///< HTTP status; 0 where it is not from the network
    virtual Text header(Text name) const = 0; ///< by name in any case; data is null where there is none
    virtual Text html() const = 0;            ///< the whole source, as UTF-8
    virtual Text text() const = 0;            ///< the text of its body, folded
    /// Shows every match of a CSS selector in the page's order. False: the selector does not parse.
    virtual bool select(Text selector, ElementVisitor &visitor) const = 0;
    /// A function for compiled use that this or another loaded plug-in exports; null where there is none.
    virtual Function *function(Text name) const = 0;

protected:
    ~Page() = default;
};

/// Where a parser puts what it found. Values belong to the row begun last; without beginRow() there is one row.
class Output
{
public:
    virtual void beginRow() = 0;
    virtual void text(Text column, Text value) = 0;
    virtual void integer(Text column, std::int64_t value) = 0;
    virtual void number(Text column, double value) = 0;
    virtual void boolean(Text column, bool value) = 0;
    /// A link to be crawled, absolute or relative to the page. False: it is no http or https URL.
    virtual bool follow(Text url) = 0;
    virtual void message(Text message) = 0; ///< for the log
    virtual void fail(Text reason) = 0;     ///< the page counts as failed

protected:
    ~Output() = default;
};

class Parser
{
public:
    virtual void parse(const Page &page, Output &output) = 0;

protected:
    ~Parser() = default;
};

enum class Kind : std::uint32_t { Null, Integer, Number, String, IntegerList, NumberList };

/// An argument of a function. Which member counts says `kind`.
struct Value
{
    Kind kind;
    std::int64_t integer;
    double number;
    Text text;
    const std::int64_t *integers; ///< `count` of them
    const double *numbers;        ///< `count` of them
    std::size_t count;
};

/// What a function gives back: one of these, once. None is null.
class Answer
{
public:
    virtual void integer(std::int64_t value) = 0;
    virtual void number(double value) = 0;
    virtual void text(Text value) = 0;
    virtual void fail(Text reason) = 0; ///< an exception in scripts, a failure elsewhere

protected:
    ~Answer() = default;
};

/// Who may call a function: compiled code, scripts as native.NAME(), or both.
enum class Use : std::uint32_t { Compiled = 1, Scripts = 2, Both = 3 };

class Function
{
public:
    virtual Text name() const = 0; ///< letters, digits and _; the first plug-in to export a name has it
    virtual Use use() const = 0;
    virtual void call(const Value *arguments, std::size_t count, Answer &answer) = 0;

protected:
    ~Function() = default;
};

/// All that a library exports; lives as long as the library is loaded.
class Plugin
{
public:
    virtual Parser *parser() = 0; ///< null where it exports functions alone
    virtual std::size_t functionCount() const = 0;
    virtual Function *function(std::size_t index) = 0;

protected:
    ~Plugin() = default;
};

} // namespace sluice::sdk
