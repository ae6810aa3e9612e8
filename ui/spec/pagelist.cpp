// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spec/pagelist.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

namespace sluice::ui {

PageList::PageList(QWidget *parent)
    : QListWidget(parent)
{
    setPart(this, "pages");
    setFixedWidth(208);
    setIconSize({20, 20});
}

void PageList::addPage(QLatin1StringView iconName, const QString &title)
{
    auto *item = new QListWidgetItem(themedIcon(iconName), title, this);
    item->setData(Qt::UserRole, QString(iconName));
}

void PageList::setMark(int row, Mark mark, const QString &toolTip)
{
    QListWidgetItem *page = item(row);
    page->setToolTip(plainTip(toolTip));
    switch (mark) {
    case Mark::None:
        page->setIcon(themedIcon(QLatin1StringView(page->data(Qt::UserRole).toString().toLatin1())));
        break;
    case Mark::Bold:
        page->setIcon(themedIcon(QLatin1StringView("warning")));
        break;
    case Mark::Wrong:
        page->setIcon(themedIcon(QLatin1StringView("error")));
        break;
    }
}

} // namespace sluice::ui
