// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/markercatalogue.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// The kinds of test that detectors.js knows, each with the arguments it needs.
const QHash<QString, QStringList> &testKinds()
{
    static const QHash<QString, QStringList> kinds = {
        {u"value"_s, {u"path"_s, u"equals"_s}},       {u"global"_s, {u"name"_s}},
        {u"pattern"_s, {u"pattern"_s, u"example"_s}}, {u"attribute"_s, {u"name"_s}},
        {u"agent"_s, {u"pattern"_s, u"example"_s}},   {u"in"_s, {u"path"_s, u"name"_s}},
        {u"check"_s, {u"name"_s, u"simulate"_s}},
    };
    return kinds;
}

QString testError(const QJsonObject &test)
{
    const QString kind = test.value(u"kind"_s).toString();
    const auto arguments = testKinds().constFind(kind);
    if (arguments == testKinds().cend())
        return u"test.kind: \"%1\" is not known"_s.arg(kind);
    for (const QString &argument : *arguments) {
        if (!test.contains(argument))
            return u"test.%1 is missing"_s.arg(argument);
    }
    return {};
}

Result<Marker, QString> readMarker(const QJsonObject &object)
{
    for (const QString &field : {u"name"_s, u"title"_s, u"tool"_s, u"class"_s, u"source"_s}) {
        if (object.value(field).toString().isEmpty())
            return tl::unexpected(u"%1: a text expected"_s.arg(field));
    }
    const auto evidenceClass = evidenceClassOf(object.value(u"class"_s).toString());
    if (!evidenceClass)
        return tl::unexpected(u"class: explicit, inconsistency, weak or legacy expected"_s);
    const QJsonObject test = object.value(u"test"_s).toObject();
    if (const QString error = testError(test); !error.isEmpty())
        return tl::unexpected(error);
    return Marker{object.value(u"name"_s).toString(),   object.value(u"title"_s).toString(),
                  object.value(u"tool"_s).toString(),   *evidenceClass,
                  object.value(u"source"_s).toString(), test};
}

} // namespace

Result<MarkerCatalogue, QString> MarkerCatalogue::read(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isArray())
        return tl::unexpected(u"not a JSON array: %1 at byte %2"_s.arg(error.errorString()).arg(error.offset));
    MarkerCatalogue catalogue;
    const QJsonArray array = document.array();
    for (qsizetype index = 0; index < array.size(); ++index) {
        const auto marker = readMarker(array.at(index).toObject());
        if (!marker)
            return tl::unexpected(u"marker %1: %2"_s.arg(index + 1).arg(marker.error()));
        if (catalogue.find(marker->name))
            return tl::unexpected(u"marker %1: a second \"%2\""_s.arg(index + 1).arg(marker->name));
        catalogue.m_byName.insert(marker->name, catalogue.m_markers.size());
        catalogue.m_markers.append(*marker);
    }
    return catalogue;
}

MarkerCatalogue MarkerCatalogue::builtIn()
{
    QFile file(u":/detection/markers.json"_s);
    [[maybe_unused]] const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    const auto catalogue = read(file.readAll());
    Q_ASSERT_X(catalogue, "MarkerCatalogue", qPrintable(catalogue ? QString() : catalogue.error()));
    return catalogue.value();
}

const Marker *MarkerCatalogue::find(const QString &name) const
{
    const auto found = m_byName.constFind(name);
    return found == m_byName.cend() ? nullptr : &m_markers.at(*found);
}

QByteArray MarkerCatalogue::json() const
{
    QJsonArray array;
    for (const Marker &marker : m_markers) {
        array.append(QJsonObject{{u"name"_s, marker.name},
                                 {u"title"_s, marker.title},
                                 {u"tool"_s, marker.tool},
                                 {u"class"_s, evidenceClassName(marker.evidenceClass)},
                                 {u"source"_s, marker.source},
                                 {u"test"_s, marker.test}});
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

} // namespace sluice::core
