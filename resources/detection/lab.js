// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the detectors, shows what they found and posts it to the laboratory.
(function () {
  "use strict";

  var titles = {
    explicit: "Explicit markers: a driver gives itself away",
    inconsistency: "Inconsistencies: two answers that cannot both be true",
    weak: "Weak hints: honest browsers have them too",
    legacy: "Legacy tests: wrong today, never counted"
  };
  var verdicts = {
    automated: "Automated: a driver gives itself away.",
    suspicious: "Suspicious: something does not add up.",
    clean: "Clean: nothing gives this browser away."
  };

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) {
      made.appendChild(document.createTextNode(text));
    }
    if (className) {
      made.className = className;
    }
    return made;
  }

  function row(marker, result) {
    var line = element("tr", "", result.present === null ? "unknown" : result.present ? "present" : "absent");
    var name = element("td");
    name.appendChild(element("span", marker.title));
    name.appendChild(element("small", marker.tool));
    line.appendChild(name);
    line.appendChild(element("td", result.present === null ? "not testable" : result.present ? "present" : "absent"));
    line.appendChild(element("td", result.evidence || result.reason || ""));
    return line;
  }

  function section(kind, results) {
    var body = element("tbody");
    sluiceMarkers.forEach(function (marker, index) {
      if (marker["class"] === kind) {
        body.appendChild(row(marker, results[index]));
      }
    });
    var table = element("table");
    table.appendChild(element("caption", titles[kind]));
    table.appendChild(body);
    return table;
  }

  function show(results) {
    var place = document.getElementById("evidence");
    ["explicit", "inconsistency", "weak", "legacy"].forEach(function (kind) {
      place.appendChild(section(kind, results));
    });
  }

  function say(text, className) {
    var place = document.getElementById("verdict");
    place.className = "verdict " + className;
    place.textContent = text;
    document.title = text;
  }

  function post(results) {
    var request = new XMLHttpRequest();
    request.open("POST", "/evidence" + window.location.search);
    request.setRequestHeader("Content-Type", "application/json");
    request.onload = function () {
      var answer = request.status === 200 ? JSON.parse(request.responseText) : null;
      if (!answer) {
        return say("The laboratory refused the evidence: " + request.responseText, "failed");
      }
      answer.markers.forEach(function (name) {
        markPresent(name);
      });
      say(verdicts[answer.verdict], answer.verdict);
    };
    request.onerror = function () {
      say("The laboratory cannot be reached any more.", "failed");
    };
    request.send(JSON.stringify(results));
  }

  // What the laboratory alone could see, such as the request's own headers.
  function markPresent(name) {
    sluiceMarkers.forEach(function (marker) {
      if (marker.name === name) {
        Array.prototype.forEach.call(document.querySelectorAll("td span"), function (title) {
          if (title.textContent === marker.title) {
            var line = title.parentNode.parentNode;
            line.className = "present";
            line.cells[1].textContent = "present";
          }
        });
      }
    });
  }

  sluiceDetectors.run(sluiceMarkers, function (results) {
    show(results);
    post(results);
  });
}());
