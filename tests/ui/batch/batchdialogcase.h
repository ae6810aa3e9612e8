// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/addresssource.h"
#include "core/settings/settings.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/batch/batchdialog.h"

#include <QComboBox>
#include <QFile>
#include <QTemporaryDir>

#include <memory>

Q_DECLARE_METATYPE(sluice::core::BatchSpec)

namespace sluice::test {

using Kind = core::AddressSource::Kind;

/// What tests of the Batch dialog need: settings and a folder of their own, and its widgets by name.
class BatchDialogCase
{
protected:
    void prepare()
    {
        failOnScreenWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<core::Settings>(m_folder->filePath(QStringLiteral("sluice.ini")));
    }

    template <typename T>
    [[nodiscard]] static T *find(const QWidget &dialog, const QString &name)
    {
        T *widget = dialog.findChild<T *>(name);
        if (!widget)
            qFatal("no widget is called %s", qUtf8Printable(name));
        return widget;
    }

    static void choose(ui::BatchDialog &dialog, Kind kind)
    {
        auto *box = find<QComboBox>(dialog, QStringLiteral("sourceBox"));
        box->setCurrentIndex(box->findData(int(kind)));
    }

    [[nodiscard]] ui::BatchDialogContext context(const QString &project = {}) const
    {
        return {*m_settings, project, {}};
    }

    /// The path of a file with this content.
    [[nodiscard]] QString write(const QByteArray &content) const
    {
        QFile file(m_folder->filePath(QStringLiteral("list")));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qUtf8Printable(file.fileName()));
        return file.fileName();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<core::Settings> m_settings;
};

} // namespace sluice::test
