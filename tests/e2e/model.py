# SPDX-License-Identifier: GPL-3.0-or-later
"""Models: train, load in another process, predict; tables that do not fit; files that are no model."""
import csv
import json
import os
import random
import signal

from e2elib import main, read_csv, read_json_lines, read_tsv

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "models")
ORDERS = os.path.join(FIXTURES, "orders.csv")
FRUIT = os.path.join(FIXTURES, "fruit.csv")
QUICK = ["--param", "rounds=40", "--param", "threads=1"]


def write(cli, name, lines):
    with open(cli.path(name), "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(lines)
    return name


def text_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def rows_of(path):
    return list(csv.reader(text_of(path).splitlines()))


def train(cli, data, target, out, *words):
    result = cli.run("model", "train", data, "--target", target, "--out", out, "--json", *QUICK, *words)
    assert result.code == 0, result.stderr
    return json.loads(result.stdout)


def another_process_predicts_the_same(cli):
    for data, target in ((FRUIT, "kind"), (ORDERS, "returned"), (os.path.join(FIXTURES, "flats.csv"), "rent")):
        figures = train(cli, data, target, "m.json")
        outputs = []
        for name in ("a.csv", "b.csv"):
            result = cli.run("model", "predict", "m.json", data, "--csv", name)
            assert result.code == 0, result.stderr
            outputs.append(text_of(cli.path(name)))
        assert outputs[0] == outputs[1]
        rows = read_csv(outputs[0])
        assert list(rows[0])[-2:] == ["predicted", "probability"] and len(rows) == len(rows_of(data)) - 1
        if target != "rent":
            assert all(0 <= float(row["probability"]) <= 1 for row in rows)
            right = sum(row["predicted"] == row[target] for row in rows) / len(rows)
            evaluated = cli.run("model", "evaluate", "m.json", data, "--json")
            assert evaluated.code == 0 and abs(json.loads(evaluated.stdout)["accuracy"] - right) < 1e-9
        else:
            assert all(row["probability"] == "" and float(row["predicted"]) for row in rows)
            assert figures["rmse"] < 100 and figures["accuracy"] is None, figures
        streamed = cli.run("model", "predict", "m.json", data, "--json")
        said = [str(row["predicted"]) for row in read_json_lines(streamed.stdout)]
        assert said == [row["predicted"] for row in rows], (said[:3], rows[:1])
        # The same words give the same file but for the time on its card.
        train(cli, data, target, "again.json")
        models = [json.loads(text_of(cli.path(name))) for name in ("m.json", "again.json")]
        for model in models:
            del model["card"]["created"]
        assert models[0] == models[1]


def rules_of_categories_are_learnt(cli):
    lines = [["id", "colour", "size", "buys"]]
    for i in range(400):
        colour, size = ["red", "blue", "green", "white"][i % 4], ["S", "M", "L"][i // 4 % 3]
        lines.append([i, colour, size, "yes" if (colour in ("red", "white")) != (size == "L") else "no"])
    figures = train(cli, write(cli, "rule.csv", lines), "buys", "m.json")
    assert figures["accuracy"] == 1 and figures["f1"] == 1 and figures["auc"] == 1, figures
    roles = {role["column"]: role["role"] for role in figures["roles"]}
    assert roles == {"id": "identifier", "colour": "categorical", "size": "categorical", "buys": "target"}, roles


def strangers_change_nothing_else(cli):
    train(cli, ORDERS, "returned", "m.json")
    header, *lines = rows_of(ORDERS)
    plain = cli.run("model", "predict", "m.json", ORDERS, "--json")
    order = list(range(len(header)))
    random.Random(3).shuffle(order)
    strange = [[header[i] for i in order] + ["further"]]
    strange += [[line[i] for i in order] + ["x"] for line in lines]
    for country in ("XX", ""):
        line = dict(zip(header, lines[0]), country=country, further="x")
        strange.append([line[name] for name in strange[0]])
    write(cli, "strange.csv", strange)
    result = cli.run("model", "predict", "m.json", "strange.csv", "--json")
    assert plain.code == result.code == 0, result.stderr
    picked = [(row["predicted"], row["probability"]) for row in read_json_lines(result.stdout)]
    assert picked[:-2] == [(row["predicted"], row["probability"]) for row in read_json_lines(plain.stdout)]
    assert len(picked) == len(lines) + 2


def training_goes_on(cli):
    stop = ["--param", "early_stopping=0", "--param", "rounds=5"]
    first = train(cli, ORDERS, "returned", "m.json", *stop)
    result = cli.run("model", "train", ORDERS, "--from", "m.json", "--out", "n.json", "--json")
    assert result.code == 0, result.stderr
    second = json.loads(result.stdout)
    assert (first["rounds"], second["rounds"]) == (5, 10), (first["rounds"], second["rounds"])
    refused = cli.run("model", "train", FRUIT, "--from", "m.json", "--out", "o.json")
    assert refused.code == 2 and 'no column "placed"' in refused.stderr, refused.stderr


def cross_validation_tells_its_spread(cli):
    words = ["model", "train", ORDERS, "--target", "returned", "--cv", "5", "--repeat", "2", *QUICK]
    result = cli.run(*words, "--json")
    assert result.code == 0, result.stderr
    figures = json.loads(result.stdout)
    assert figures["accuracy"] > 0.75 and 0 < figures["deviation"] < 0.2, figures
    assert figures["low"] <= figures["accuracy"] <= figures["high"] and figures["rmse"] is None
    assert {"log_loss", "auc", "f1", "log_loss_deviation"} <= set(figures)
    assert "shop: " in result.stderr and "order_id: identifier (" in result.stderr, result.stderr
    row, = read_tsv(cli.run(*words).stdout)
    assert float(row["accuracy"]) == figures["accuracy"] and row["rmse"] == "", row
    grouped = cli.run(*words, "--group", "shop", "--json")
    assert grouped.code == 0 and json.loads(grouped.stdout)["folds"] == 5, grouped.stderr


def bad_input_names_the_column_and_writes_nothing(cli):
    def table(name, values, header=("a", "t")):
        return write(cli, name, [header] + [[i % 7, value] for i, value in enumerate(values)])

    train(cli, ORDERS, "returned", "m.json")
    header, *lines = rows_of(ORDERS)
    place = header.index("total")
    write(cli, "changed.csv", [header] + [[*line[:place], "n/a €", *line[place + 1:]] for line in lines])
    write(cli, "lacking.csv", [header[:4]] + [line[:4] for line in lines])
    write(cli, "taken.csv", [header + ["predicted"]] + [line + ["x"] for line in lines])
    with open(cli.path("broken.csv"), "w") as out:
        out.write("a,t\n1,\"2\n")
    with open(cli.path("cut.json"), "w") as out:
        out.write(text_of(cli.path("m.json"))[:5000])
    new = ["--target", "t", "--out", "new.json"]
    cases = [
        (["train", table("one.csv", ["x"] * 50), *new], 'column "t": the target is the same in every row'),
        (["train", table("none.csv", [""] * 50), *new], 'column "t": the target has no value'),
        (["train", table("each.csv", range(50)), *new], 'column "t": the target is another whole number in each'),
        (["train", table("change.csv", [*range(40), "sold", *range(40)], ("t", "price")), *new],
         'column "price": changes its type: 80 numbers, but row 41 is "sold"'),
        (["train", table("role.csv", ["x", "y"] * 30), *new, "--role", "a=date"], 'column "a": row 1 is "0", a date'),
        (["train", table("good.csv", ["x", "y"] * 30), *new, "--param", "depht=3"], "did you mean depth?"),
        (["train", "good.csv", *new, "--param", "depth=99"], "depth: expected a whole number from 1 to 16"),
        (["train", "good.csv", *new, "--group", "b"], 'column "b": the table has none of that name'),
        (["train", "good.csv", "--target", "T", "--out", "new.json"], 'column "T": the table has none'),
        (["train", "broken.csv", *new], "broken.csv: Line 2"), (["train", "absent.csv", *new], "absent.csv"),
        (["train", "good.csv", "--from", "good.csv", "--out", "new.json"], "good.csv: this is no model file"),
        (["predict", "m.json", "changed.csv", "--csv", "new.csv"], 'column "total": row 1 is "n/a €", a number'),
        (["predict", "m.json", "lacking.csv", "--csv", "new.csv"], 'no column "total", "items"'),
        (["predict", "m.json", "taken.csv", "--csv", "new.csv"], 'column "predicted": the table has this column'),
        (["predict", "cut.json", ORDERS, "--csv", "new.csv"], "cut.json: this is no model file"),
        (["evaluate", "m.json", "lacking.csv"], 'column "returned": the table has none'),
        (["evaluate", "m.json", FRUIT], "fruit.csv")]
    before = sorted(os.listdir(cli.folder))
    for words, message in cases:
        result = cli.run("model", *words)
        assert result.code == 2, (words, result.code, result.stderr)
        assert message in result.stderr, (words, result.stderr)
        assert result.stdout == "", (words, result.stdout)
    assert sorted(os.listdir(cli.folder)) == before, "something was written"
    for words in (["train", "good.csv", "--target", "t", "--out", "no/such/folder.json"],
                  ["predict", "m.json", ORDERS, "--csv", "no/such/folder.csv"]):
        result = cli.run("model", *words)
        assert result.code == 3 and "no/such/folder" in result.stderr, (words, result.code, result.stderr)
    print(f"{len(cases)} refused")


def an_interrupt_ends_a_training(cli):
    lines = [["a", "b", "c", "t"]]
    chance = random.Random(1)
    lines += [[chance.random(), chance.random(), chance.choice("xyz"), chance.randrange(2)] for _ in range(60_000)]
    write(cli, "large.csv", lines)
    words = ["model", "train", "large.csv", "--target", "t", "--out", "m.json", "--param", "rounds=100000", "--param",
             "early_stopping=0", "--param", "depth=12"]
    process = cli.start(*words)
    line = process.stderr.readline().decode()
    assert line.startswith("round ") and "rounds/s" in line and "left" in line, line
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130 and "nothing was written" in stderr.decode(), (process.returncode, stderr)
    assert os.listdir(cli.folder) == ["large.csv"], os.listdir(cli.folder)


def the_schema_describes_the_file(cli):
    schema = json.loads(cli.run("schema", "model").stdout)
    train(cli, FRUIT, "kind", "m.json")
    model = json.loads(text_of(cli.path("m.json")))
    assert set(model) == set(schema["properties"]) and set(schema["required"]) <= set(model)
    assert model["format"] == "sluice-model" and model["card"]["library"].startswith("xgboost ")


if __name__ == "__main__":
    main([another_process_predicts_the_same, rules_of_categories_are_learnt, strangers_change_nothing_else,
          training_goes_on, cross_validation_tells_its_spread, bad_input_names_the_column_and_writes_nothing,
          an_interrupt_ends_a_training, the_schema_describes_the_file])
