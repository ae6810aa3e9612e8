// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "core/base/nearestname.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// All but the percent sign itself.
QByteArray printableAscii()
{
    QByteArray characters;
    for (char c = ' '; c <= '~'; ++c) {
        if (c != '%')
            characters.append(c);
    }
    return characters;
}

} // namespace

class ArgumentParser final
{
public:
    explicit ArgumentParser(const QList<Option> &options)
        : m_options(options)
    {}

    core::Result<Arguments, QString> parse(const QStringList &words)
    {
        for (qsizetype i = 0; i < words.size() && m_error.isEmpty(); ++i) {
            const QString &word = words.at(i);
            if (word == "--"_L1) {
                m_arguments.m_operands += words.mid(i + 1);
                break;
            }
            if (word.startsWith("--"_L1))
                takeOption(word.mid(2), words, i);
            else if (word.startsWith(u'-') && word.size() > 1)
                m_error = u"unknown option %1: options begin with two dashes"_s.arg(word);
            else
                m_arguments.m_operands.append(word);
        }
        if (!m_error.isEmpty())
            return tl::unexpected(m_error);
        return m_arguments;
    }

private:
    void takeOption(const QString &text, const QStringList &words, qsizetype &i)
    {
        const qsizetype equals = text.indexOf(u'=');
        const QString name = equals < 0 ? text : text.left(equals);
        const auto option =
            std::find_if(m_options.cbegin(), m_options.cend(), [&](const Option &known) { return known.name == name; });
        if (option == m_options.cend())
            refuseUnknown(name);
        else if (option->isLater)
            m_error = u"--%1 is not in this version; it comes with a later one"_s.arg(name);
        else if (m_arguments.has(name) && !option->isRepeatable)
            m_error = u"--%1 stands there twice"_s.arg(name);
        else if (option->valueName.isEmpty())
            takeFlag(name, equals >= 0);
        else if (equals >= 0)
            m_arguments.m_values[name].append(text.mid(equals + 1));
        else
            takeNextWord(*option, words, i);
    }

    void takeFlag(const QString &name, bool hasValue)
    {
        if (hasValue)
            m_error = u"--%1 takes no value"_s.arg(name);
        m_arguments.m_values[name].append(QString());
    }

    void takeNextWord(const Option &option, const QStringList &words, qsizetype &i)
    {
        if (i + 1 >= words.size())
            m_error = u"--%1 needs a value: --%1 %2"_s.arg(option.name, option.valueName);
        else if (words.at(i + 1).startsWith("--"_L1))
            m_error = u"--%1 needs a value: --%1 %2 (write --%1=%3 if that is the value)"_s.arg(
                option.name, option.valueName, words.at(i + 1));
        else
            m_arguments.m_values[option.name].append(words.at(++i));
    }

    void refuseUnknown(const QString &name)
    {
        QStringList names;
        for (const Option &option : m_options)
            names.append(option.name);
        const QString near = core::nearestName(name, names);
        m_error = u"unknown option --"_s + name;
        if (!near.isNull())
            m_error += u"; did you mean --%1?"_s.arg(near);
    }

    const QList<Option> &m_options;
    Arguments m_arguments;
    QString m_error;
};

QString encodingFault(const QList<QByteArray> &words)
{
    for (qsizetype i = 1; i < words.size(); ++i) {
        if (!words[i].isValidUtf8())
            return u"argument %1 is not valid UTF-8: \"%2\"; in a URL, write such bytes as %XX"_s.arg(
                QString::number(i), QString::fromLatin1(words[i].toPercentEncoding(printableAscii())));
    }
    return {};
}

core::Result<Arguments, QString> parseArguments(const QStringList &words, const QList<Option> &options)
{
    return ArgumentParser(options).parse(words);
}

} // namespace sluice::app
