// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crawl/scopepage.h"

#include "core/url/address.h"
#include "core/url/registrabledomain.h"
#include "core/url/weburl.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/linesedit.h"
#include "ui/widgets/naming.h"

#include <QButtonGroup>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

using core::ScopeKind;

constexpr ScopeKind kinds[] = {ScopeKind::Host, ScopeKind::Domain, ScopeKind::Folder, ScopeKind::Any};

QString kindName(ScopeKind kind)
{
    switch (kind) {
    case ScopeKind::Host:
        return u"scopeHost"_s;
    case ScopeKind::Domain:
        return u"scopeDomain"_s;
    case ScopeKind::Folder:
        return u"scopeFolder"_s;
    case ScopeKind::Any:
        return u"scopeAny"_s;
    }
    return {};
}

QString kindText(ScopeKind kind, const core::WebUrl &example)
{
    const QString host = QString::fromUtf8(example.host().toByteArray());
    switch (kind) {
    case ScopeKind::Host:
        return host.isEmpty() ? ScopePage::tr("This &host") : ScopePage::tr("This &host: %1").arg(host);
    case ScopeKind::Domain: {
        const QString domain = QString::fromUtf8(core::registrableDomain(example.host().toByteArray()));
        return domain.isEmpty() ? ScopePage::tr("The whole &domain, with all its hosts")
                                : ScopePage::tr("The whole &domain: %1 and all hosts in it").arg(domain);
    }
    case ScopeKind::Folder: {
        const QString path = QString::fromUtf8(example.path().toByteArray());
        return host.isEmpty()
                   ? ScopePage::tr("This &folder and below")
                   : ScopePage::tr("This &folder: %1%2 and below").arg(host, path.section(u'/', 0, -2) + u'/');
    }
    case ScopeKind::Any:
        return ScopePage::tr("&Anything that is linked");
    }
    return {};
}

} // namespace

ScopePage::ScopePage(QWidget *parent)
    : SpecPage(tr("Scope"), tr("Which of the links that are found are followed."), parent)
    , m_kinds(new QButtonGroup(this))
    , m_depth(new QSpinBox(this))
    , m_pages(new QDoubleSpinBox(this))
    , m_include(new LinesEdit(4, this))
    , m_exclude(new LinesEdit(4, this))
{
    setObjectName(u"scopePage"_s);
    nameWidgets();
    m_depth->setRange(-1, 1'000'000);
    m_depth->setSpecialValueText(tr("No limit"));
    m_pages->setDecimals(0);
    m_pages->setRange(0, 1e12);
    m_pages->setSpecialValueText(tr("No limit"));
    m_pages->setGroupSeparatorShown(true);
    addField(u"scope.kind"_s, {}, makeKinds());
    addNarrowField(u"scope.maximum_depth"_s, tr("&Depth"), m_depth,
                   tr("Links away from the start; the start has depth 0."));
    addNarrowField(u"scope.maximum_pages"_s, tr("&Pages"), m_pages, tr("The crawl ends when so many were asked."));
    addSection(tr("Patterns"));
    addField(u"scope.include"_s, tr("&Only addresses that match"), m_include,
             tr("Regular expressions, one a line; one of them must match. The start always belongs."));
    addField(u"scope.exclude"_s, tr("&Never addresses that match"), m_exclude, tr("Regular expressions, one a line."));
    connect(m_kinds, &QButtonGroup::idToggled, this, &SpecPage::changed);
    connect(m_depth, &QSpinBox::valueChanged, this, &SpecPage::changed);
    connect(m_pages, &QDoubleSpinBox::valueChanged, this, &SpecPage::changed);
    connect(m_include, &QPlainTextEdit::textChanged, this, &SpecPage::changed);
    connect(m_exclude, &QPlainTextEdit::textChanged, this, &SpecPage::changed);
}

QWidget *ScopePage::makeKinds()
{
    auto *box = new QWidget(this);
    box->setObjectName(u"scopeKinds"_s);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (const ScopeKind kind : kinds) {
        auto *button = new QRadioButton(kindText(kind, {}), box);
        QString plain = button->text();
        plain.remove(u'&');
        describe(button, kindName(kind), plain, tr("Follow links: %1").arg(plain));
        m_kinds->addButton(button, int(kind));
        layout->addWidget(button);
    }
    return box;
}

void ScopePage::nameWidgets()
{
    describe(m_depth, u"depthField"_s, tr("Depth"), tr("How many links away from the start the crawl goes"));
    describe(m_pages, u"pagesField"_s, tr("Pages"), tr("How many addresses are asked at most"));
    describe(m_include, u"includeField"_s, tr("Only addresses that match"), tr("Regular expressions, one a line"));
    describe(m_exclude, u"excludeField"_s, tr("Never addresses that match"), tr("Regular expressions, one a line"));
}

void ScopePage::load(const core::CrawlSpec &spec)
{
    m_kinds->button(int(spec.scope))->setChecked(true);
    m_depth->setValue(spec.maximumDepth.value_or(-1));
    m_pages->setValue(double(spec.maximumPages.value_or(0)));
    m_include->setLines(spec.include);
    m_exclude->setLines(spec.exclude);
}

void ScopePage::store(core::CrawlSpec &spec) const
{
    spec.scope = ScopeKind(m_kinds->checkedId());
    spec.maximumDepth = m_depth->value() < 0 ? std::nullopt : std::optional(m_depth->value());
    spec.maximumPages = m_pages->value() < 1 ? std::nullopt : std::optional(qint64(m_pages->value()));
    spec.include = m_include->lines();
    spec.exclude = m_exclude->lines();
}

void ScopePage::setExample(const QString &address)
{
    const auto url = core::WebUrl::parse(core::completedAddress(address).toUtf8());
    for (const ScopeKind kind : kinds)
        m_kinds->button(int(kind))->setText(kindText(kind, url ? *url : core::WebUrl()));
}

} // namespace sluice::ui
