// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/html/selectortable.h"

namespace sluice::test {

/// Pseudo-classes of forms, as the markup leaves them.
class FormStatesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void knowsStates_data();
    void knowsStates() { checkSelectRow(); }
    void validates_data();
    void validates();
    void knowsRanges_data();
    void knowsRanges();
    void asksGroups_data();
    void asksGroups() { checkSelectRow(); }
    void survivesHostilePatterns();
};

void FormStatesTest::knowsStates_data()
{
    addSelectColumns();
    const auto row = [](const char *title, const QByteArray &html, const QString &selector, const QString &ids) {
        QTest::newRow(title) << "<!doctype html>" + html << selector << ids;
    };
    const QByteArray boxes = "<input type=checkbox id=a checked><input type=checkbox id=b><input id=c checked>"
                             "<input type=RADIO name=r id=d checked><input type=radio name=r id=e checked>"
                             "<form><input type=radio name=r id=f checked></form><input type=radio id=g checked>";
    row("checked: of a group the last", boxes, u":checked"_s, u"a e f g"_s);
    const QByteArray select = "<select><option id=a disabled></option><option id=b><option id=c></select>"
                              "<select><option id=d selected><option id=e selected></select>"
                              "<select multiple><option id=f selected><option id=g selected><option id=h></select>"
                              "<select size=2><option id=i></select>"
                              "<select><optgroup disabled><option id=j></optgroup><option id=k></select>";
    row("selected options", select, u":checked"_s, u"b e f g k"_s);
    row("default options", select, u":default"_s, u"d e f g"_s);
    const QByteArray controls =
        "<input id=a><input id=b disabled><button id=c disabled></button><textarea id=d></textarea>"
        "<select id=e disabled><optgroup id=f disabled><option id=g></optgroup><option id=h disabled></select>"
        "<p id=i disabled></p><a id=j href=x></a><object id=k></object>";
    row("disabled", controls, u":disabled"_s, u"b c e f g h"_s);
    row("enabled", controls, u":enabled"_s, u"a d"_s);
    const QByteArray fields =
        "<fieldset id=a disabled><div><legend><input id=b></legend></div><legend><input id=c><fieldset id=d></fieldset>"
        "</legend><legend><input id=e></legend><input id=f></fieldset><fieldset id=g><input id=h></fieldset>";
    row("in a disabled fieldset", fields, u":disabled"_s, u"a b e f"_s);
    row("in the first legend or none", fields, u":enabled"_s, u"c d g h"_s);
    const QByteArray needs = "<input id=a required><input id=b><input id=c type=hidden required><select id=d required>"
                             "</select><textarea id=e></textarea><input id=f type=range required><p id=g required>"
                             "<input id=h type=checkbox required>";
    row("required", needs, u":required"_s, u"a d h"_s);
    row("optional", needs, u":optional"_s, u"b e"_s);
    const QByteArray edits = "<input id=a><input id=b readonly><input id=c disabled><input id=d type=checkbox>"
                             "<textarea id=e></textarea><textarea id=f readonly></textarea><p id=g contenteditable>"
                             "<b id=h></b><b id=i contenteditable=false></b></p><input id=j type=date><select id=k>";
    row("read-write", edits, u":read-write"_s, u"a e g h j"_s);
    row("read-only", edits, u"body :read-only"_s, u"b c d f i k"_s);
    row("SVG is neither", "<svg id=a></svg>", u"body :is(:read-only, :read-write)"_s, QString());
    row("placeholders",
        "<input id=a placeholder=x><input id=b placeholder=x value=y><input id=c placeholder=''>"
        "<textarea id=d placeholder=x></textarea><textarea id=e placeholder=x>y</textarea>"
        "<input type=checkbox placeholder=x><input id=f type=number placeholder=x value=z>",
        u":placeholder-shown"_s, u"a d f"_s);
    row("default buttons and boxes",
        "<form id=f><button type=button id=a></button><input type=image id=b><button id=c></button>"
        "<input type=checkbox id=d checked><input type=radio id=e></form><button id=g></button>"
        "<button id=h form=k></button><form id=k><button id=i></button></form>",
        u":default"_s, u"b d h"_s);
    row("indeterminate",
        "<progress id=a></progress><progress id=b value=1></progress><input type=radio id=c name=x>"
        "<input type=radio id=d name=y checked><input type=radio id=e name=y><input type=checkbox id=g>"
        "<form><input type=radio id=h name=y></form>",
        u":indeterminate"_s, u"a c h"_s);
    row("form states are HTML's", "<svg><input id=a></input></svg><math><option id=b></option></math>",
        u"svg :enabled, math :enabled"_s, QString());
}

void FormStatesTest::validates_data()
{
    QTest::addColumn<QByteArray>("control");
    QTest::addColumn<QString>("state"); // valid, invalid or neither
    const auto row = [](const QByteArray &control, const QString &state) {
        QTest::newRow(control.constData()) << control << state;
    };
    const QString valid = u"valid"_s;
    const QString invalid = u"invalid"_s;
    const QString neither = u"neither"_s;
    row("<input id=x>", valid);
    row("<input id=x required>", invalid);
    row("<input id=x required value=a>", valid);
    row("<input id=x required disabled>", neither);
    row("<input id=x required readonly>", neither);
    row("<input id=x type=hidden required>", neither);
    row("<input id=x type=button>", neither);
    row("<input id=x type=submit>", valid);
    row("<button id=x>", valid);
    row("<button id=x type=reset>", neither);
    row("<output id=x>", neither);
    row("<datalist><input id=x required></datalist>", neither);
    row("<input id=x type=checkbox required>", invalid);
    row("<input id=x type=checkbox required checked>", valid);
    row("<input id=x type=radio name=r><input type=radio name=r required>", invalid);
    row("<input id=x type=radio name=r required><input type=radio name=r checked>", valid);
    row("<input id=x type=radio name=r><form><input type=radio name=r required></form>", valid);
    row("<input id=x type=file required>", invalid);
    row("<textarea id=x required></textarea>", invalid);
    row("<textarea id=x required>a</textarea>", valid);
    row("<select id=x required></select>", invalid);
    row("<select id=x required><option value=''>pick<option>b</select>", invalid);
    row("<select id=x required><option value=''>pick<option selected>b</select>", valid);
    row("<select id=x required><option>a<option value='' selected>b</select>", valid);
    row("<select id=x required><optgroup><option value=''></optgroup></select>", valid);
    row("<select id=x required multiple><option>a</select>", invalid);
    row("<select id=x required multiple><option selected>a</select>", valid);
    row("<select id=x required size=3><option>a</select>", invalid);
    row("<input id=x type=email value=a@b>", valid);
    row("<input id=x type=email value=' a@b.c '>", valid);
    row("<input id=x type=email value=a>", invalid);
    row("<input id=x type=email value='a@b, c@d'>", invalid);
    row("<input id=x type=email multiple value='a@b, c@d'>", valid);
    row("<input id=x type=email multiple value='a@b, c'>", invalid);
    row("<input id=x type=email value=a@-b>", invalid);
    row("<input id=x type=url value=http://a/>", valid);
    row("<input id=x type=url value=mailto:a>", valid);
    row("<input id=x type=url value=/a>", invalid);
    row("<input id=x type=url>", valid);
    row("<input id=x pattern=[a-z]+ value=abc>", valid);
    row("<input id=x pattern=[a-z]+ value=abc1>", invalid);
    row("<input id=x pattern=a|b value=ab>", invalid);
    row("<input id=x pattern=[a-z]+>", valid);
    row("<input id=x pattern=( value=a>", valid);
    row("<input id=x pattern=')|(' value=a>", valid);
    row("<input id=x type=checkbox pattern=a value=b>", valid);
    row("<input id=x maxlength=1 value=abc>", valid);
    row("<input id=x minlength=9 value=abc>", valid);
    row("<input id=x type=number value=abc>", valid);
    row("<input id=x type=number value=abc required>", invalid);
    row("<input id=x type=number value=1.5>", valid);
    row("<input id=x type=number min=0 value=1.5>", invalid);
    row("<input id=x type=number min=0 step=0.1 value=1.5>", valid);
    row("<input id=x type=number min=0 step=any value=1.5>", valid);
    row("<input id=x type=number min=0.5 value=1.5>", valid);
    row("<input id=x type=number max=1 value=2>", invalid);
    row("<input id=x type=number max=abc value=2>", valid);
    row("<input id=x type=date min=2020-01-01 step=2 value=2020-01-04>", invalid);
    row("<input id=x type=date min=2020-01-01 step=2 value=2020-01-05>", valid);
    row("<input id=x type=time min=10:00 value=10:00:30>", invalid);
    row("<input id=x type=time min=10:00 step=30 value=10:00:30>", valid);
    row("<input id=x type=week min=2020-W02 step=2 value=2020-W03>", invalid);
    row("<input id=x type=week min=2020-W52 step=2 value=2021-W01>", valid);
    row("<input id=x type=month min=2020-02 step=12 value=2021-02>", valid);
    row("<input id=x type=month min=2020-02 step=12 value=2021-03>", invalid);
    row("<input id=x type=number step=2 value=1>", valid);
    row("<input id=x type=number min=0 step=-5 value=3>", valid);
    row("<input id=x type=range max=1 value=5>", valid);
    row("<form id=x><input required></form>", invalid);
    row("<form id=x><input></form>", valid);
    row("<form id=x></form><input form=x required>", invalid);
    row("<form id=x><input required disabled></form>", valid);
    row("<fieldset id=x><p><input required></p></fieldset>", invalid);
    row("<fieldset id=x></fieldset><input required>", valid);
    row("<p id=x required></p>", neither);
}

void FormStatesTest::validates()
{
    QFETCH(QByteArray, control);
    const Document document = core::parseHtml("<!doctype html>" + control);
    const NodeId x = Selector::compile(u"#x"_s)->selectFirst(document);
    QVERIFY(x != core::noNode);
    const bool isValid = Selector::compile(u":valid"_s)->matches(document, x);
    const bool isInvalid = Selector::compile(u":invalid"_s)->matches(document, x);
    QVERIFY(!(isValid && isInvalid));
    const QString found = isValid ? u"valid"_s : isInvalid ? u"invalid"_s : u"neither"_s;
    QTEST(found, "state");
}

void FormStatesTest::knowsRanges_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QString>("state"); // in, out or none
    const auto row = [](const QByteArray &attributes, const QString &state) {
        QTest::newRow(attributes.constData()) << attributes << state;
    };
    const QString in = u"in"_s;
    const QString out = u"out"_s;
    const QString none = u"none"_s;
    row("type=number value=1", none);
    row("type=number min=0", in);
    row("type=number min=0 value=0", in);
    row("type=number min=0 value=-1", out);
    row("type=number max=1e2 value=101", out);
    row("type=number max=' +5x' value=6", out);
    row("type=number max=x value=6", none);
    row("type=number min=0 value=+1", in);
    row("type=number min=0 value=-1 disabled", none);
    row("type=number min=0 value=-1 readonly", none);
    row("type=text min=0 value=-1", none);
    row("type=range", in);
    row("type=range max=5 value=9", in);
    row("type=date min=2020-02-28 value=2020-02-29", in);
    row("type=date min=2020-02-28 value=2020-02-27", out);
    row("type=date max=2021-01-01 value=2021-02-29", in);
    row("type=date min=2020-2-1", none);
    row("type=month max=2020-11 value=2020-12", out);
    row("type=month max=2020-13 value=2020-12", none);
    row("type=week max=2020-W53 value=2021-W01", out);
    row("type=week max=2021-W53", none);
    row("type=week min=2020-W53 value=2020-W53", in);
    row("type=time min=09:00 max=17:00 value=08:59:59.9", out);
    row("type=time min=21:00 max=06:00 value=23:00", in);
    row("type=time min=21:00 max=06:00 value=12:00", out);
    row("type=time max=24:00", none);
    row("type=datetime-local max=2020-01-01T00:00 value='2020-01-01 00:01'", out);
    row("type=datetime-local min=2020-01-01T00:00 value=2020-01-01T00:01", in);
}

void FormStatesTest::knowsRanges()
{
    QFETCH(QByteArray, attributes);
    const Document document = core::parseHtml("<!doctype html><input " + attributes + '>');
    const NodeId input = document.firstElement("input");
    const bool isIn = Selector::compile(u":in-range"_s)->matches(document, input);
    const bool isOut = Selector::compile(u":out-of-range"_s)->matches(document, input);
    QVERIFY(!(isIn && isOut));
    const QString found = isIn ? u"in"_s : isOut ? u"out"_s : u"none"_s;
    QTEST(found, "state");
}

void FormStatesTest::asksGroups_data()
{
    addSelectColumns();
    const QByteArray page = "<!doctype html><form id=f><fieldset id=a><fieldset id=b><input id=i required></fieldset>"
                            "<fieldset id=c><input id=j></fieldset></fieldset></form><form id=g></form>";
    QTest::newRow("what holds something invalid") << page << u":invalid"_s << u"f a b i"_s;
    QTest::newRow("what holds none") << page << u":valid"_s << u"c j g"_s;
}

void FormStatesTest::survivesHostilePatterns()
{
    const QByteArray input = "<input pattern='(a+)+b' value='" + QByteArray("a").repeated(900) + "'>";
    const Document document = core::parseHtml("<!doctype html>" + input.repeated(50));
    (void)Selector::compile(u":invalid"_s)->selectAll(document); // ends
    const Document long1 = core::parseHtml("<input pattern=a value='" + QByteArray("b").repeated(2000) + "'>");
    QCOMPARE(Selector::compile(u"input:valid"_s)->selectAll(long1).size(), 1);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::FormStatesTest)
#include "tst_formstates.moc"
