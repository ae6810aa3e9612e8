// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icons.h"

#include "ui/widgets/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

// Resources in a static library are not registered by themselves; the macro must stand outside every namespace.
static void registerIconFiles()
{
    Q_INIT_RESOURCE(icons);
}

namespace sluice::ui {

namespace {

/// The colours the files are drawn with (those of the light look), and the theme's names for them.
constexpr std::pair<const char *, const char *> drawnColors[] = {
    {"#0e74a8", "accent"}, {"#1a7f4b", "success"}, {"#c0322b", "danger"}, {"#a15c00", "warning"}};

class ThemedIconEngine final : public QIconEngine
{
public:
    explicit ThemedIconEngine(QString name)
        : m_name(std::move(name))
    {
        QFile file(u":/icons/%1.svg"_s.arg(m_name));
        if (file.open(QIODevice::ReadOnly))
            m_svg = file.readAll();
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QSvgRenderer renderer(colored(mode));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        const QString key = u"sluice-icon/%1/%2x%3/%4/%5"_s.arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(int(mode))
                                .arg(QGuiApplication::palette().color(QPalette::Window).rgb());
        QPixmap drawn;
        if (!QPixmapCache::find(key, &drawn)) {
            drawn = QPixmap(size);
            drawn.fill(Qt::transparent);
            QPainter painter(&drawn);
            paint(&painter, QRect({}, size), mode, state);
            painter.end();
            QPixmapCache::insert(key, drawn);
        }
        return drawn;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new ThemedIconEngine(m_name); }

private:
    [[nodiscard]] QByteArray colored(QIcon::Mode mode) const
    {
        const ThemeColors &colors = colorsFor(QGuiApplication::palette());
        const bool isOff = mode == QIcon::Disabled;
        const auto nameOf = [&](QLatin1StringView role) { return colors[isOff ? "faint"_L1 : role].name().toLatin1(); };
        QByteArray svg = m_svg;
        svg.replace("currentColor", nameOf("text"_L1));
        for (const auto &[drawn, role] : drawnColors)
            svg.replace(drawn, nameOf(QLatin1StringView(role)));
        return svg;
    }

    QString m_name;
    QByteArray m_svg;
};

} // namespace

QIcon themedIcon(QLatin1StringView name)
{
    registerIconFiles();
    return QIcon(new ThemedIconEngine(QString(name)));
}

QIcon programIcon()
{
    registerIconFiles();
    return QIcon(u":/icons/sluice.svg"_s);
}

} // namespace sluice::ui
