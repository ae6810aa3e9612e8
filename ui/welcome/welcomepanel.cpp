// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcomepanel.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/tilebutton.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int contentWidth = 760;

/// A path as a person reads it: the home folder is "~".
QString shortPath(const QString &path)
{
    const QString home = QDir::homePath();
    const QString folder = QFileInfo(path).absolutePath();
    return folder == home || folder.startsWith(home + u'/') ? u'~' + folder.mid(home.size()) : folder;
}

} // namespace

WelcomePanel::WelcomePanel(QWidget *parent)
    : QWidget(parent)
    , m_recentHeading(new QLabel(tr("Recent projects"), this))
    , m_recent(new QListWidget(this))
{
    setObjectName(u"welcomePanel"_s);
    auto *logo = new QLabel(this);
    logo->setPixmap(programIcon().pixmap(56, 56));
    auto *title = new QLabel(tr("Welcome to Sluice"), this);
    setPart(title, "title");
    auto *sentence = new QLabel(tr("Crawl a web site, watch the rows arrive, and export what you need."), this);
    setPart(sentence, "hint");
    setPart(m_recentHeading, "section");
    setPart(m_recent, "recent");
    describe(m_recent, u"recentProjects"_s, tr("Recent projects"), QString());
    m_recent->setIconSize({20, 20});
    m_recent->setFixedHeight(200);
    m_recent->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_recent->setTextElideMode(Qt::ElideMiddle);

    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(sentence);
    head->addWidget(logo);
    head->addLayout(words, 1);
    auto *column = new QWidget(this);
    column->setFixedWidth(contentWidth);
    auto *layout = new QVBoxLayout(column);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addSpacing(24);
    layout->addWidget(makeTiles());
    layout->addSpacing(24);
    layout->addWidget(m_recentHeading);
    layout->addWidget(m_recent);
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addWidget(column, 0, Qt::AlignHCenter);
    outer->addStretch(3);
    connect(m_recent, &QListWidget::itemActivated, this, &WelcomePanel::choose);
    connect(m_recent, &QListWidget::itemClicked, this, &WelcomePanel::choose);
    setRecentProjects({});
}

QWidget *WelcomePanel::makeTiles()
{
    auto *tiles = new QWidget(this);
    auto *layout = new QHBoxLayout(tiles);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    const auto add = [&](const QString &name, QLatin1StringView picture, const QString &heading, const QString &text,
                         auto signal) {
        auto *tile = new TileButton(picture, heading, text, tiles);
        describe(tile, name, heading, text);
        connect(tile, &QPushButton::clicked, this, signal);
        layout->addWidget(tile);
        if (!focusProxy())
            setFocusProxy(tile);
    };
    add(u"welcomeDemo"_s, "demo"_L1, tr("Run the demo"),
        tr("Crawls a little shop that is built in. No network needed."), &WelcomePanel::demoRequested);
    add(u"welcomeNewCrawl"_s, "new-crawl"_L1, tr("New crawl"), tr("Type an address and press Enter."),
        &WelcomePanel::newCrawlRequested);
    add(u"welcomeOpen"_s, "open"_L1, tr("Open project"), tr("Go on with a .sluice file."),
        &WelcomePanel::openRequested);
    return tiles;
}

void WelcomePanel::setRecentProjects(const QStringList &paths)
{
    m_recent->clear();
    for (const QString &path : paths) {
        const QString name = QFileInfo(path).completeBaseName();
        auto *item =
            new QListWidgetItem(themedIcon("recent"_L1), u"%1   —   %2"_s.arg(name, shortPath(path)), m_recent);
        item->setData(Qt::UserRole, path);
        item->setToolTip(plainTip(path));
    }
    m_recentHeading->setVisible(!paths.isEmpty());
    m_recent->setVisible(!paths.isEmpty());
}

void WelcomePanel::choose(const QListWidgetItem *item)
{
    Q_EMIT projectChosen(item->data(Qt::UserRole).toString());
}

} // namespace sluice::ui
