// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/scriptpane.h"

#include "ui/fields/codeview.h"
#include "ui/widgets/naming.h"

#include <QFileDialog>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

ScriptPane::ScriptPane(QWidget *parent)
    : QWidget(parent)
    , m_script(new CodeView(CodeView::Language::JavaScript, u"labScript"_s, tr("Script"),
                            tr("JavaScript with a function parse(page) that returns rows"), this))
    , m_plugin(new QLineEdit(this))
    , m_choose(new QPushButton(tr("Choose…"), this))
    , m_compare(new QPushButton(tr("Compare speed"), this))
    , m_text(new QLabel(this))
{
    describe(m_plugin, u"labPlugin"_s, tr("Plug-in"), tr("Shared library built with sluice_parser.h"));
    describe(m_choose, u"labPluginBrowse"_s, tr("Choose plug-in"), tr("Choose a shared library"));
    describe(m_compare, u"labCompare"_s, tr("Compare speed"),
             tr("Run the script and the plug-in's parser on the sampled stored pages"));
    m_plugin->setPlaceholderText(tr("Plug-in: none"));
    m_text->setObjectName(u"labComparison"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    setPart(m_text, "hint");
    makeLayout();
    connect(m_script, &CodeView::textChanged, this, &ScriptPane::changed);
    connect(m_script, &CodeView::textChanged, this, &ScriptPane::updateCompare);
    connect(m_plugin, &QLineEdit::textChanged, this, &ScriptPane::changed);
    connect(m_plugin, &QLineEdit::textChanged, this, &ScriptPane::updateCompare);
    connect(m_choose, &QPushButton::clicked, this, &ScriptPane::choosePlugin);
    connect(m_compare, &QPushButton::clicked, this, &ScriptPane::compare);
    updateCompare();
}

void ScriptPane::makeLayout()
{
    auto *frame = new QFrame(this);
    setPart(frame, "framed");
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_script);
    auto *below = new QHBoxLayout;
    below->setSpacing(8);
    below->addWidget(m_plugin, 1);
    below->addWidget(m_choose);
    below->addWidget(m_compare);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 0);
    layout->setSpacing(8);
    layout->addWidget(frame, 1);
    layout->addLayout(below);
    layout->addWidget(m_text);
    m_text->hide();
}

void ScriptPane::setParser(const QString &script, const QString &plugin)
{
    m_script->setText(script.toUtf8());
    m_plugin->setText(plugin);
}

QString ScriptPane::script() const
{
    return m_script->text().trimmed().isEmpty() ? QString() : m_script->text();
}

QString ScriptPane::plugin() const
{
    return m_plugin->text().trimmed();
}

void ScriptPane::compare()
{
    m_isComparing = true;
    m_text->setText(tr("Comparing…"));
    m_text->show();
    updateCompare();
    Q_EMIT comparisonRequested();
}

void ScriptPane::showComparison(const SpeedComparison &comparison)
{
    m_isComparing = false;
    updateCompare();
    if (!comparison.error.isEmpty()) {
        m_text->setText(comparison.error);
        return;
    }
    const QString times =
        tr("%Ln page(s): script %1 ms, plug-in %2 ms (%3 times as fast)", nullptr, comparison.pages)
            .arg(locale().toString(comparison.scriptMs, 'f', 1), locale().toString(comparison.pluginMs, 'f', 1),
                 locale().toString(comparison.scriptMs / std::max(comparison.pluginMs, 1e-3), 'f', 1));
    m_text->setText(times + u" · "_s +
                    (comparison.isEqual ? tr("equal rows: %1").arg(locale().toString(comparison.scriptRows))
                                        : tr("the rows differ: %1 and %2")
                                              .arg(locale().toString(comparison.scriptRows),
                                                   locale().toString(comparison.pluginRows))));
}

void ScriptPane::updateCompare()
{
    m_compare->setEnabled(!m_isComparing && !script().isEmpty() && !plugin().isEmpty());
}

void ScriptPane::choosePlugin()
{
    auto *dialog =
        new QFileDialog(this, tr("Parser plug-in"), m_plugin->text(), tr("Shared libraries (*.so);;All files (*)"));
    dialog->setObjectName(u"labPluginDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_plugin, &QLineEdit::setText);
    dialog->open();
}

} // namespace sluice::ui
