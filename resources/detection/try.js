// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the laboratory what the test on this page did: it is asked after the page has stood for a while, for a browser
// that the test sends away is gone by then.
(function () {
  "use strict";

  var settleMs = 1000;
  var failure = "";

  window.onerror = function (message) {
    failure = failure || String(message);
  };
  window.addEventListener("load", function () {
    setTimeout(function () {
      var request = new XMLHttpRequest();
      request.open("POST", window.location.pathname.replace("/try/", "/outcome/"));
      request.setRequestHeader("Content-Type", "application/json");
      request.send(JSON.stringify({ error: failure }));
    }, settleMs);
  });
}());
