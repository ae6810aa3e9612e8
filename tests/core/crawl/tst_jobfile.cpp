// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/jobfields.h"
#include "core/crawl/jobfile.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class JobFileTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void defaultsSurviveARoundTrip();
    void everyFieldSurvivesARoundTrip();
    void everyFieldIsWritten();
    void missingFieldsTakeTheirDefaults();
    void wrongFilesAreRefused_data();
    void wrongFilesAreRefused();
    void hugeFilesAreRefused();
    void filesAreSavedAndLoaded();
    void whatCannotBeReadIsNamed();
    void theSchemaAgreesWithTheReader();
    void theSchemaAllowsWhatIsWritten();
};

namespace {

CrawlSpec fullSpec()
{
    CrawlSpec spec;
    spec.name = u"Bücher"_s;
    spec.seeds = {u"https://example.org/"_s, u"http://example.net/a?b=c"_s};
    spec.scope = ScopeKind::Folder;
    spec.include = {u"/item/"_s};
    spec.exclude = {u"\\.pdf$"_s, u"logout"_s};
    spec.maximumDepth = 7;
    spec.maximumPages = qint64(5'000'000'000);
    spec.concurrency = 200;
    spec.perHost = 3;
    spec.delayMs = 1'500;
    spec.isAdaptive = false;
    spec.isRobotsObeyed = false;
    spec.robotsToken = u"Other-Bot"_s;
    spec.isSitemapsUsed = true;
    spec.sitemaps = {u"https://cdn.example.org/pages.xml.gz"_s};
    spec.connectTimeoutMs = 1'234;
    spec.timeoutMs = 5'678;
    spec.maximumBodyBytes = 1'000'000;
    spec.maximumRedirects = 3;
    spec.retries = 9;
    spec.userAgents = {u"chrome"_s, u"Own/1.0 (test)"_s};
    spec.headers = {{u"Accept-Language"_s, u"de"_s}, {u"Authorization"_s, u"secret:token"_s}};
    spec.cookies = {{u"sid"_s, u"session"_s, u"example.org"_s}};
    spec.logins = {{u"example.org:8080"_s, u"ann@example.org"_s}};
    spec.contentTypes = {u"text/html"_s};
    spec.proxy = u"socks5://me@127.0.0.1:1080"_s;
    spec.poolPolicy = ProxyPolicy::Sticky;
    spec.poolStickTo = ProxyStickTo::Crawl;
    spec.poolConditions = {u"country=DE"_s, u"anonymity=elite"_s};
    spec.poolAttempts = 5;
    spec.isProxyRequired = false;
    spec.poolWaitMs = 1'000;
    spec.caFile = u"/etc/ca.pem"_s;
    spec.insecureHosts = {u"localhost"_s};
    spec.rowRule = u"ul > li"_s;
    spec.nextRule = u"a[rel=next]"_s;
    spec.detailRule = u"xpath:a"_s;
    spec.fields = {{u"name"_s, u"a |> trim"_s}, {u"price"_s, u"i"_s, ColumnType::Price, true, u"0"_s, true, u", "_s}};
    spec.detailFields = {{u"text"_s, u"p"_s, ColumnType::Html}};
    spec.keyFields = {u"name"_s};
    spec.numberedPages = {u"/list?page={page}"_s, 1, 9, 2};
    spec.isBodyKept = true;
    spec.images = {{u"name"_s, u"/tmp/pictures"_s}, {u"text"_s, u"others"_s}};
    spec.renderMode = RenderMode::Auto;
    spec.renderWait = RenderWait::Selector;
    spec.renderSelector = u".ready"_s;
    spec.renderWaitMs = 900;
    spec.isRenderScrolled = true;
    spec.renderClickSelector = u"button.more"_s;
    spec.renderClicks = 3;
    spec.areRenderImagesBlocked = false;
    spec.areRenderTrackersBlocked = false;
    return spec;
}

/// The same with a parser of its own, which goes instead of rules.
CrawlSpec scriptedSpec()
{
    CrawlSpec spec = fullSpec();
    spec.rowRule.clear();
    spec.detailRule.clear();
    spec.fields.clear();
    spec.detailFields.clear();
    spec.keyFields.clear();
    spec.script = u"function parse(page) { return {}; }"_s;
    spec.plugin = u"/usr/lib/parser.so"_s;
    spec.renderMode = RenderMode::Http;
    spec.seedMethod = u"POST"_s;
    spec.seedContent = u"a=1&b=ü"_s;
    return spec;
}

void refuse(const char *name, const QByteArray &json, JobFault fault, const char *detail)
{
    QTest::newRow(name) << json << fault << QString::fromUtf8(detail);
}

QByteArray with(const char *members)
{
    return QByteArray("{\"version\":1,\"seeds\":[\"http://x/\"],") + members + '}';
}

/// The part of JSON Schema 2020-12 that jobSchema() uses.
bool fits(const QJsonValue &value, const QJsonObject &schema);

bool hasType(const QJsonValue &value, const QString &type)
{
    return (type == "boolean"_L1 && value.isBool()) || (type == "string"_L1 && value.isString()) ||
           (type == "array"_L1 && value.isArray()) || (type == "object"_L1 && value.isObject()) ||
           (type == "null"_L1 && value.isNull()) ||
           (type == "integer"_L1 && value.isDouble() && value.toDouble() == double(qint64(value.toDouble())));
}

bool fitsType(const QJsonValue &value, const QJsonValue &type)
{
    if (type.isUndefined())
        return true;
    if (type.isString())
        return hasType(value, type.toString());
    const QJsonArray types = type.toArray();
    return std::any_of(types.begin(), types.end(), [&](const QJsonValue &t) { return hasType(value, t.toString()); });
}

bool fitsObject(const QJsonObject &object, const QJsonObject &schema)
{
    const QJsonObject properties = schema.value(u"properties"_s).toObject();
    for (const QJsonValue name : schema.value(u"required"_s).toArray()) {
        if (!object.contains(name.toString()))
            return false;
    }
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!properties.contains(it.key()) || !fits(it.value(), properties.value(it.key()).toObject()))
            return false;
    }
    return true;
}

bool fits(const QJsonValue &value, const QJsonObject &schema)
{
    if (schema.contains(u"const"_s) && value != schema.value(u"const"_s))
        return false;
    if (schema.contains(u"enum"_s) && !schema.value(u"enum"_s).toArray().contains(value))
        return false;
    if (!fitsType(value, schema.value(u"type"_s)))
        return false;
    if (value.isDouble() && schema.contains(u"minimum"_s) &&
        (value.toDouble() < schema.value(u"minimum"_s).toDouble() ||
         value.toDouble() > schema.value(u"maximum"_s).toDouble()))
        return false;
    const QJsonArray items = value.toArray();
    if (value.isArray() && items.size() < schema.value(u"minItems"_s).toInt())
        return false;
    const QJsonObject itemSchema = schema.value(u"items"_s).toObject();
    for (const QJsonValue item : items) {
        if (!fits(item, itemSchema))
            return false;
    }
    return !value.isObject() || fitsObject(value.toObject(), schema);
}

QJsonObject schemaObject()
{
    return QJsonDocument::fromJson(jobSchema()).object();
}

} // namespace

void JobFileTest::defaultsSurviveARoundTrip()
{
    CrawlSpec spec;
    spec.seeds = {u"http://x/"_s};
    const auto read = jobFromJson(jobToJson(spec));
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(*read, spec);
}

void JobFileTest::everyFieldSurvivesARoundTrip()
{
    const CrawlSpec defaults;
    // So that a field that is neither read nor written shows.
    for (const JobField &field : jobFields()) {
        const QJsonValue byDefault = writeField(field, defaults);
        const bool isSet = writeField(field, fullSpec()) != byDefault || writeField(field, scriptedSpec()) != byDefault;
        QVERIFY2(isSet, qPrintable(field.path()));
    }
    for (const CrawlSpec &spec : {fullSpec(), scriptedSpec()}) {
        const auto read = jobFromJson(jobToJson(spec));
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QCOMPARE(*read, spec);
        QCOMPARE(jobToJson(*read), jobToJson(spec));
    }
}

void JobFileTest::everyFieldIsWritten()
{
    const QJsonObject job = QJsonDocument::fromJson(jobToJson(CrawlSpec())).object();
    QCOMPARE(job.value(u"version"_s), QJsonValue(1));
    for (const JobField &field : jobFields()) {
        const QJsonObject group = field.group.isEmpty() ? job : job.value(field.group).toObject();
        QVERIFY2(group.contains(field.key), qPrintable(field.path()));
    }
}

void JobFileTest::missingFieldsTakeTheirDefaults()
{
    CrawlSpec expected;
    expected.seeds = {u"http://x/"_s};
    expected.perHost = 2;
    const auto read = jobFromJson(with("\"speed\":{\"per_host\":2},\"scope\":{}"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(*read, expected);
}

void JobFileTest::wrongFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<JobFault>("fault");
    QTest::addColumn<QString>("detail");
    using F = JobFault;
    refuse("an empty file", "", F::Syntax, "not a JSON file");
    refuse("a cut file", "{\"version\":1,", F::Syntax, "at byte");
    refuse("a list", "[]", F::Syntax, "expected a JSON object");
    refuse("text after the object", "{} x", F::Syntax, "not a JSON file");
    refuse("a byte that is no UTF-8", "{\"name\":\"\xff\"}", F::Syntax, "not a JSON file");
    refuse("a depth bomb", with("\"name\":") + QByteArray(200'000, '['), F::Syntax, "not a JSON file");
    refuse("no version", "{\"seeds\":[\"http://x/\"]}", F::Version, "version: expected 1, but it is missing");
    refuse("a newer version", "{\"version\":2,\"seeds\":[\"http://x/\"]}", F::Version, "newer");
    refuse("a version that is text", "{\"version\":\"1\"}", F::Version, "version: expected 1, got \"1\"");
    refuse("no seeds", "{\"version\":1}", F::Field, "seeds: expected at least one");
    refuse("an unknown field", with("\"sead\":1"), F::Field, "sead: unknown field, did you mean \"seeds\"?");
    refuse("an unknown field that is near none", with("\"frobnicate\":1"), F::Field, "frobnicate: unknown field");
    refuse("an unknown field of a group", with("\"speed\":{\"delay\":1}"), F::Field,
           "speed.delay: unknown field, did you mean \"delay_ms\"?");
    refuse("a slip in one word of a name", with("\"scope\":{\"detph\":1}"), F::Field,
           "scope.detph: unknown field, did you mean \"maximum_depth\"?");
    refuse("a slip in a group", with("\"sped\":{}"), F::Field, "sped: unknown field, did you mean \"speed\"?");
    refuse("a field at the wrong place", with("\"concurrency\":1"), F::Field,
           "concurrency: unknown field, did you mean \"speed.concurrency\"?");
    refuse("a dotted name", with("\"speed.concurrency\":1"), F::Field, "speed.concurrency: unknown field");
    refuse("a group that is a number", with("\"speed\":3"), F::Field, "speed: expected an object, got 3");
    refuse("a group that is null", with("\"scope\":null"), F::Field, "scope: expected an object, got null");
    refuse("text for a number", with("\"speed\":{\"concurrency\":\"x\"}"), F::Field,
           "speed.concurrency: expected an integer from 1 to 200, got \"x\"");
    refuse("a fraction", with("\"speed\":{\"concurrency\":1.5}"), F::Field,
           "speed.concurrency: expected an integer from 1 to 200, got 1.5");
    refuse("a number out of range", with("\"speed\":{\"per_host\":201}"), F::Field,
           "speed.per_host: expected an integer from 1 to 200, got 201");
    refuse("a number beyond all integers", with("\"scope\":{\"maximum_pages\":1e300}"), F::Field,
           "scope.maximum_pages: expected an integer");
    refuse("null for a number", with("\"speed\":{\"delay_ms\":null}"), F::Field, "speed.delay_ms: expected an integer");
    refuse("a number for true", with("\"speed\":{\"robots\":1}"), F::Field,
           "speed.robots: expected true or false, got 1");
    refuse("an unknown scope", with("\"scope\":{\"kind\":\"site\"}"), F::Field,
           "scope.kind: expected one of host, domain, folder, any, got \"site\"");
    refuse("seeds that are text", "{\"version\":1,\"seeds\":\"http://x/\"}", F::Field,
           "seeds: expected a list of texts, got \"http://x/\"");
    refuse("a seed that is a number", "{\"version\":1,\"seeds\":[\"http://x/\",7]}", F::Field,
           "seeds[1]: expected a text, got 7");
    refuse("a seed of another scheme", "{\"version\":1,\"seeds\":[\"file:///etc/passwd\"]}", F::Field, "seeds[0]: ");
    refuse("a bad pattern", with("\"scope\":{\"include\":[\"a(\"]}"), F::Field, "scope.include[0]: expected a regular");
    refuse("a header that is text", with("\"requests\":{\"headers\":[\"a\"]}"), F::Field,
           "requests.headers[0]: expected an object");
    refuse("a header without value", with("\"requests\":{\"headers\":[{\"name\":\"a\"}]}"), F::Field,
           "requests.headers[0].value: expected a text, but it is missing");
    refuse("a header with an unknown part",
           with("\"requests\":{\"headers\":[{\"name\":\"a\",\"value\":\"b\",\"x\":1}]}"), F::Field,
           "requests.headers[0].x: unknown field");
    refuse("a literal cookie value",
           with("\"requests\":{\"cookies\":[{\"name\":\"a\",\"value\":\"b\",\"domain\":\"x\"}]}"), F::Field,
           "requests.cookies[0].secret: ");
    refuse("a name twice", with("\"name\":\"a\",\"name\":\"b\""), F::Field, "name: stands there twice");
    refuse("a name twice in a group", with("\"speed\":{\"delay_ms\":1,\"delay_ms\":2}"), F::Field,
           "speed.delay_ms: stands there twice");
    refuse("a name twice in two spellings", with("\"name\":\"a\",\"n\\u0061me\":\"b\""), F::Field,
           "name: stands there twice");
    refuse("a name twice in a list",
           with("\"requests\":{\"headers\":[{},{\"name\":\"a\",\"value\":\"{,\\\"\",\"name\":\"b\"}]}"), F::Field,
           "requests.headers[1].name: stands there twice");
    refuse("columns are no list", with(R"("extraction":{"fields":{}})"), JobFault::Field,
           "extraction.fields: expected");
    refuse("a column without a rule", with(R"("extraction":{"fields":[{"name":"a"}]})"), JobFault::Field,
           "extraction.fields[0].rule: expected a value, but it is missing");
    refuse("a column of an unknown type", with(R"("extraction":{"fields":[{"name":"a","rule":"b","type":"x"}]})"),
           JobFault::Field, "extraction.fields[0].type: expected one of text");
    refuse("an unknown part of a column", with(R"("extraction":{"fields":[{"name":"a","rule":"b","c":1}]})"),
           JobFault::Field, "extraction.fields[0].c: unknown field");
    refuse("a rule that does not parse", with(R"("extraction":{"fields":[{"name":"a","rule":"b |> c"}]})"),
           JobFault::Field, "extraction.fields[0]: a: Position 5");
    refuse("a program that reaches outside", with(R"("extraction":{"fields":[{"name":"a","rule":"json:env"}]})"),
           JobFault::Field, "extraction.fields[0]: a: position 5");
    refuse("rows without columns", with(R"("extraction":{"row":"li"})"), JobFault::Field,
           "extraction.fields: expected");
    refuse("a detail link without columns", with(R"("extraction":{"fields":[{"name":"a","rule":"b"}],"detail":"a"})"),
           JobFault::Field, "extraction.detail_fields: ");
    refuse(
        "a key that only the detail page has",
        with(
            R"("extraction":{"fields":[{"name":"a","rule":"b"}],"detail":"a","detail_fields":[{"name":"c","rule":"d"}],)"
            R"("keys":["a","c"]})"),
        JobFault::Field, "extraction.keys: c: comes from the detail page");
    refuse("a key that is no column", with(R"("extraction":{"fields":[{"name":"a","rule":"b"}],"keys":["c"]})"),
           JobFault::Field, "extraction.keys: c: Position 0: there is no such field");
    refuse("columns and a script", with(R"("extraction":{"fields":[{"name":"a","rule":"b"}],"script":"x"})"),
           JobFault::Field, "extraction.fields: either");
    refuse("a slip in a part of a column", with(R"("extraction":{"fields":[{"name":"a","rule":"b","requierd":true}]})"),
           JobFault::Field, "extraction.fields[0].requierd: unknown field, did you mean \"required\"?");
    refuse("images without a folder", with(R"("output":{"images":[{"field":"url"}]})"), JobFault::Field,
           "output.images[0].folder: expected a text, but it is missing");
    refuse("images into no folder", with(R"("output":{"images":[{"field":"url","folder":" "}]})"), JobFault::Field,
           "output.images[0].folder: expected a folder");
    refuse("images of a column that is not there", with(R"("output":{"images":[{"field":"photo","folder":"d"}]})"),
           JobFault::Field, "output.images[0].field: expected one of the columns url, ");
    refuse("a slip in a part of images", with(R"("output":{"images":[{"field":"url","folder":"d","foldr":"x"}]})"),
           JobFault::Field, "output.images[0].foldr: unknown field, did you mean \"folder\"?");
    refuse("numbered pages without a number",
           with(R"("extraction":{"pages":{"pattern":"/a","first":1,"last":2,"step":1}})"), JobFault::Field,
           "extraction.pages: ");
}

void JobFileTest::wrongFilesAreRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(JobFault, fault);
    QFETCH(QString, detail);
    const auto read = jobFromJson(json);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, fault);
    QVERIFY2(read.error().detail.contains(detail), qPrintable(read.error().detail));
    if (fault == JobFault::Field)
        QVERIFY2(read.error().detail.startsWith(detail), qPrintable(read.error().detail));
}

void JobFileTest::hugeFilesAreRefused()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"job.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(qint64(100) << 20)); // sparse
    file.close();
    const auto read = loadJob(file.fileName());
    QVERIFY(!read);
    QCOMPARE(read.error().kind, JobFault::Unreadable);
    QVERIFY2(read.error().detail.contains("16 MiB"_L1), qPrintable(read.error().detail));
}

void JobFileTest::filesAreSavedAndLoaded()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"job.json"_s);
    QVERIFY(saveJob(CrawlSpec(), path));
    QVERIFY(saveJob(fullSpec(), path)); // over an old one
    const auto read = loadJob(path);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(*read, fullSpec());
}

void JobFileTest::whatCannotBeReadIsNamed()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"absent/job.json"_s);
    const auto read = loadJob(path);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, JobFault::Unreadable);
    QVERIFY(read.error().detail.startsWith(path));
    const auto saved = saveJob(fullSpec(), path);
    QVERIFY(!saved);
    QVERIFY(saved.error().detail.startsWith(path));
    QVERIFY(!loadJob(folder.path()));
}

void JobFileTest::theSchemaAgreesWithTheReader()
{
    const QJsonObject schema = schemaObject();
    QCOMPARE(schema.value(u"$schema"_s), QJsonValue(u"https://json-schema.org/draft/2020-12/schema"_s));
    const QList<QJsonValue> samples = {
        QJsonValue(),
        true,
        -1,
        0,
        1,
        200,
        201,
        1.5,
        1e13,
        u"host"_s,
        u"zz"_s,
        QJsonArray(),
        QJsonArray{1},
        QJsonArray{u"text/a"_s},
        QJsonArray{QJsonObject{{u"name"_s, u"a"_s}, {u"value"_s, u"b"_s}}},
        QJsonArray{QJsonObject{{u"name"_s, u"a"_s}, {u"secret"_s, u"b"_s}, {u"domain"_s, u"c"_s}}},
        QJsonArray{QJsonObject{{u"host"_s, u"a"_s}, {u"user"_s, u"b"_s}}},
        QJsonObject()};
    int compared = 0;
    for (const JobField &field : jobFields()) {
        for (const QJsonValue &sample : samples) {
            CrawlSpec spec;
            // An empty list of the right type is the one thing that only validate() refuses.
            const bool isTooShort = sample.isArray() && sample.toArray().size() < field.minimum;
            const bool isRead = !readField(field, sample, spec) && !isTooShort;
            const QByteArray where = field.path().toUtf8() + ' ' + shownJson(sample).toUtf8();
            QVERIFY2(fits(sample, fieldSchema(field)) == isRead, where.constData());
            ++compared;
        }
    }
    qInfo("compared %d values of %lld fields", compared, static_cast<long long>(jobFields().size()));
}

void JobFileTest::theSchemaAllowsWhatIsWritten()
{
    const QJsonObject schema = schemaObject();
    QJsonObject job = QJsonDocument::fromJson(jobToJson(fullSpec())).object();
    QVERIFY(fits(job, schema));
    job.insert(u"sead"_s, 1);
    QVERIFY(!fits(job, schema));
    QVERIFY(!fits(QJsonObject{{u"version"_s, 1}}, schema));
    for (const JobField &field : jobFields()) {
        const QJsonObject part = fieldSchema(field);
        QVERIFY2(!part.value(u"description"_s).toString().isEmpty(), qPrintable(field.path()));
        if (part.contains(u"default"_s))
            QVERIFY2(fits(part.value(u"default"_s), part), qPrintable(field.path()));
    }
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::JobFileTest)
#include "tst_jobfile.moc"
