// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QStyleFactory>

#include <algorithm>

using namespace Qt::StringLiterals;

// Resources in a static library are not registered by themselves; the macro must stand outside every namespace.
static void registerThemeFiles()
{
    Q_INIT_RESOURCE(themes);
}

namespace sluice::ui {

namespace {

Q_LOGGING_CATEGORY(lcTheme, "sluice.ui.theme")

QByteArray readResource(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qCWarning(lcTheme) << "missing in the program:" << path;
    return file.readAll();
}

bool isDarkColor(const QColor &color)
{
    return color.lightness() < 128;
}

QPalette paletteOf(const ThemeColors &colors)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colors["window"_L1]);
    palette.setColor(QPalette::WindowText, colors["text"_L1]);
    palette.setColor(QPalette::Base, colors["base"_L1]);
    palette.setColor(QPalette::AlternateBase, colors["alternate"_L1]);
    palette.setColor(QPalette::Text, colors["text"_L1]);
    palette.setColor(QPalette::PlaceholderText, colors["faint"_L1]);
    palette.setColor(QPalette::Button, colors["raised"_L1]);
    palette.setColor(QPalette::ButtonText, colors["text"_L1]);
    palette.setColor(QPalette::BrightText, colors["danger"_L1]);
    palette.setColor(QPalette::Highlight, colors["selection"_L1]);
    palette.setColor(QPalette::HighlightedText, colors["onSelection"_L1]);
    palette.setColor(QPalette::Link, colors["accent"_L1]);
    palette.setColor(QPalette::LinkVisited, colors["accent"_L1]);
    palette.setColor(QPalette::ToolTipBase, colors["raised"_L1]);
    palette.setColor(QPalette::ToolTipText, colors["text"_L1]);
    palette.setColor(QPalette::Mid, colors["border"_L1]);
    palette.setColor(QPalette::Dark, colors["field"_L1]);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, colors["faint"_L1]);
    return palette;
}

} // namespace

ThemeColors::ThemeColors(const QString &mode)
{
    registerThemeFiles();
    const QJsonObject file = QJsonDocument::fromJson(readResource(u":/themes/%1.json"_s.arg(mode))).object();
    for (auto it = file.begin(); it != file.end(); ++it)
        m_colors.insert(it.key(), QColor(it.value().toString()));
}

QColor ThemeColors::operator[](QLatin1StringView name) const
{
    return m_colors.value(QString(name));
}

QColor ThemeColors::tone(Tone tone) const
{
    switch (tone) {
    case Tone::Plain:
        return (*this)["text"_L1];
    case Tone::Muted:
        return (*this)["muted"_L1];
    case Tone::Info:
        return (*this)["accent"_L1];
    case Tone::Success:
        return (*this)["success"_L1];
    case Tone::Warning:
        return (*this)["warning"_L1];
    case Tone::Danger:
        return (*this)["danger"_L1];
    }
    return {};
}

const ThemeColors &colorsFor(const QPalette &palette)
{
    static const ThemeColors light(u"light"_s);
    static const ThemeColors dark(u"dark"_s);
    return isDarkColor(palette.color(QPalette::Window)) ? dark : light;
}

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_isSystemDark(isDarkColor(application.palette().color(QPalette::Window)))
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
}

void Theme::apply(Look look)
{
    m_look = look;
    m_isDark = look == Look::Dark || (look == Look::System && m_isSystemDark);
    dress();
    Q_EMIT changed();
}

void Theme::setSystemDark(bool isDark)
{
    if (isDark == m_isSystemDark)
        return;
    m_isSystemDark = isDark;
    if (m_look == Look::System)
        apply(m_look);
}

void Theme::dress()
{
    const QString mode = m_isDark ? u"dark"_s : u"light"_s;
    const QPalette palette = paletteOf(ThemeColors(mode));
    const ThemeColors &colors = colorsFor(palette);
    QString sheet = QString::fromUtf8(readResource(u":/themes/sluice.qss"_s));
    // Longer names first, so that @accent does not eat the head of @accentHover.
    QStringList names = colors.all().keys();
    std::ranges::sort(names, [](const QString &a, const QString &b) { return a.size() > b.size(); });
    for (const QString &name : std::as_const(names))
        sheet.replace(u'@' + name, colors.all().value(name).name());
    sheet.replace("@mode"_L1, mode);
    QApplication::setPalette(palette);
    m_application.setStyleSheet(sheet);
}

} // namespace sluice::ui
