// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/imagefolder.h"
#include "core/crawl/imagenames.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

static const QByteArray png = "\x89PNG\r\n\x1a\n" + QByteArray(5'000, '\x7f');

/// The names of downloaded images: of whatever an address is made, they stay in their folder and say what the file is.
class ImageNamesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void stemsStayInTheirFolder_data();
    void stemsStayInTheirFolder();
    void suffixes_data();
    void suffixes();
    void reservedNamesAreDistinct();
};

void ImageNamesTest::stemsStayInTheirFolder_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("stem");
    QTest::newRow("plain") << "/a/photo.jpg"_ba << u"photo"_s;
    QTest::newRow("no name") << "/a/"_ba << u"image"_s;
    QTest::newRow("up and away") << "/a/..%2f..%2fetc%2fpasswd"_ba << u"_.._etc_passwd"_s;
    QTest::newRow("up and away, backslashes") << "/..%5C..%5Cx.png"_ba << u"_.._x"_s;
    QTest::newRow("nothing but points") << "/a/%2e%2e%2e"_ba << u"image"_s;
    QTest::newRow("hidden") << "/.htaccess.png"_ba << u"htaccess"_s;
    QTest::newRow("a device") << "/CON.png"_ba << u"_CON"_s;
    QTest::newRow("a device with two types") << "/nul.tar.gif"_ba << u"_nul.tar"_s;
    QTest::newRow("a serial port") << "/Com1"_ba << u"_Com1"_s;
    QTest::newRow("a printer with a raised digit") << "/LPT%C2%B9"_ba << u"_LPT\u00B9"_s;
    QTest::newRow("almost a device") << "/CON1.png"_ba << u"CON1"_s;
    QTest::newRow("reserved marks") << "/a%3Ab%2Ac%22d%3Ce%3Ef%7Cg%3Fh"_ba << u"a_b_c_d_e_f_g_h"_s;
    QTest::newRow("control characters") << "/a%00b%0Ac%7F"_ba << u"a_b_c_"_s;
    QTest::newRow("marks that turn the text") << "/a%E2%80%AEgnp.exe"_ba << u"a_gnp.exe"_s;
    QTest::newRow("an option") << "/-rf"_ba << u"rf"_s;
    QTest::newRow("blanks and points at its end") << "/x%20.%20."_ba << u"x"_s;
    QTest::newRow("broken UTF-8") << "/a%FFb"_ba << u"a_b"_s;
    QTest::newRow("a script") << "/show.php"_ba << u"show"_s;
    QTest::newRow("a point within") << "/v1.2"_ba << u"v1.2"_s;
    QTest::newRow("300 characters") << "/" + QByteArray(300, 'n') + ".png" << QString(120, u'n');
    QTest::newRow("300 umlauts") << "/" + QByteArray("%C3%A4").repeated(300) << QString(60, QChar(0xE4));
    QTest::newRow("not cut within a character")
        << "/x" + QByteArray("%C3%A4").repeated(300) << u'x' + QString(59, QChar(0xE4));
}

void ImageNamesTest::stemsStayInTheirFolder()
{
    QFETCH(QByteArray, path);
    QFETCH(QString, stem);
    QCOMPARE(imageStem(WebUrl::fromNormalized("http://h.test" + path)), stem);
}

void ImageNamesTest::suffixes_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("suffix");
    QTest::newRow("by type") << "/a.php"_ba
                             << "image/png; q=1"_ba
                             << "x"_ba << u"png"_s;
    QTest::newRow("as the URL writes it") << "/a.JPEG"_ba
                                          << "Image/JPEG"_ba
                                          << "x"_ba << u"jpeg"_s;
    QTest::newRow("not as the URL claims") << "/a.png"_ba
                                           << "image/webp"_ba
                                           << "x"_ba << u"webp"_s;
    QTest::newRow("by its bytes") << "/a"_ba
                                  << "application/octet-stream"_ba << png << u"png"_s;
    QTest::newRow("by its bytes, without a type") << "/a"_ba
                                                  << ""_ba
                                                  << "GIF89a..."_ba << u"gif"_s;
    QTest::newRow("an unknown type of image") << "/a"_ba
                                              << "image/x-../new"_ba
                                              << "x"_ba << u"img"_s;
    for (const char *type : {"desktop", "html", "exe", "sh", "x-msdownload", "svg", "php", "lnk", ""}) {
        const QByteArray claimed = QByteArray("image/") + type;
        QTest::addRow("a program called image/%s", type) << "/evil"_ba << claimed << "#!/bin/sh"_ba << u"img"_s;
        QTest::addRow("that name in the URL too, image/%s", type)
            << QByteArray("/evil.") + type << claimed << "#!/bin/sh"_ba << u"img"_s;
        QTest::addRow("a GIF called image/%s", type) << "/a"_ba << claimed << "GIF89a"_ba << u"gif"_s;
    }
    QTest::newRow("a program's ending in the URL of a PNG") << "/a.desktop"_ba
                                                            << "image/png"_ba << png << u"png"_s;
    QTest::newRow("an icon by its bytes") << "/a"_ba
                                          << "image/unknown"_ba << QByteArray("\0\0\1\0\1", 5) << u"ico"_s;
    QTest::newRow("a TIFF by its bytes, as the URL writes it")
        << "/a.tiff"_ba
        << "image/unknown"_ba << QByteArray("II*\0", 4) << u"tiff"_s;
    QTest::newRow("two bytes alone make no image") << "/a.bmp"_ba
                                                   << "application/octet-stream"_ba
                                                   << "BMx"_ba << QString();
    QTest::newRow("a HEIC by its bytes") << "/a"_ba
                                         << ""_ba << QByteArray("\0\0\0\x18", 4) + "ftypheic" << u"heic"_s;
    QTest::newRow("JPEG XL by its bytes") << "/a"_ba
                                          << "image/unknown"_ba
                                          << "\xff\x0axyz"_ba << u"jxl"_s;
    QTest::newRow("SVG") << "/a"_ba
                         << "image/svg+xml"_ba
                         << "<svg/>"_ba << u"svg"_s;
    QTest::newRow("no image") << "/a.png"_ba
                              << "text/html"_ba
                              << "<p>"_ba << QString();
}

void ImageNamesTest::suffixes()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QString, suffix);
    const QString found = imageSuffix(type, body);
    QCOMPARE(found.isNull() ? found : suffixFor(WebUrl::fromNormalized("http://h.test" + path), found), suffix);
    QVERIFY(found.isNull() || imageSuffixes().contains(found));
}

void ImageNamesTest::reservedNamesAreDistinct()
{
    ImageFolder folder(u"/nowhere"_s); // nothing is written
    QStringList names;
    for (const char *path : {"/a/x.png", "/b/x.png", "/b/X.gif", "/x%20(2).png", "/%C3%A9t%C3%A9", "/%C3%89T%C3%89"})
        names.append(folder.reserve(WebUrl::fromNormalized("http://h.test" + QByteArray(path))));
    QCOMPARE(names,
             (QStringList{u"x"_s, u"x (2)"_s, u"X (3)"_s, u"x (2) (2)"_s, u"\u00E9t\u00E9"_s, u"\u00C9T\u00C9 (2)"_s}));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ImageNamesTest)
#include "tst_imagenames.moc"
