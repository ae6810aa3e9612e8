// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the catalogue of markers in the browser that visits. ECMAScript 5 alone: browsers of 2011 visit too.
var sluiceDetectors = (function () {
  "use strict";

  var workerWaitMs = 3000;
  var longestText = 300;
  var compared = ["userAgent", "platform", "language", "hardwareConcurrency", "webdriver"];

  function shown(value) {
    var text;
    try {
      text = typeof value === "string" ? JSON.stringify(value) : String(value);
    } catch (error) {
      text = "a " + typeof value;
    }
    return text.length > longestText ? text.substring(0, longestText) + "…" : text;
  }

  function found(isPresent, evidence) {
    return { present: isPresent, evidence: evidence };
  }

  function unknown(reason) {
    return { present: null, reason: reason };
  }

  function valueAt(path) {
    var value = window;
    path.split(".").forEach(function (name) {
      value = value === undefined || value === null ? undefined : value[name];
    });
    return value;
  }

  // Names on the object itself and what it inherits, enumerable or not.
  function namesOf(object) {
    var names = [];
    for (var at = object; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
      names = names.concat(Object.getOwnPropertyNames(at));
    }
    return names;
  }

  function placeOf(name) {
    if (name in window) {
      return "window";
    }
    return name in document ? "document" : "";
  }

  function isNative(callable) {
    return /\{\s*\[native code\]\s*\}\s*$/.test(Function.prototype.toString.call(callable));
  }

  function differences(other, where) {
    return compared.filter(function (name) {
      return other[name] !== undefined && String(other[name]) !== String(navigator[name]);
    }).map(function (name) {
      return name + " is " + shown(navigator[name]) + " here and " + shown(other[name]) + " in " + where;
    });
  }

  var checks = {
    "languages-empty": function (done) {
      if (navigator.languages === undefined) {
        return done(found(!navigator.language, "language is " + shown(navigator.language)));
      }
      done(found(navigator.languages.length === 0, "languages are " + shown(JSON.stringify(navigator.languages))));
    },
    "outer-size-zero": function (done) {
      done(found(window.outerWidth === 0 && window.outerHeight === 0, window.outerWidth + " × " + window.outerHeight));
    },
    "permissions-disagree": function (done) {
      if (!window.Notification || !navigator.permissions || !navigator.permissions.query) {
        return done(unknown("this browser has no such interface"));
      }
      navigator.permissions.query({ name: "notifications" }).then(function (status) {
        var direct = window.Notification.permission;
        done(found(direct === "denied" && status.state === "prompt",
                   "Notification says " + direct + ", Permissions says " + status.state));
      }, function (error) {
        done(unknown(shown(error)));
      });
    },
    "plugins-disagree": function (done) {
      if (!window.PluginArray || !navigator.plugins) {
        return done(unknown("this browser has no such interface"));
      }
      var isList = Object.prototype.toString.call(navigator.plugins) === "[object PluginArray]";
      done(found(!isList, Object.prototype.toString.call(navigator.plugins)));
    },
    "webdriver-overridden": function (done) {
      if (Object.prototype.hasOwnProperty.call(navigator, "webdriver")) {
        return done(found(true, "webdriver is the navigator object's own property"));
      }
      var property = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(navigator), "webdriver");
      if (!property) {
        return done(found(false, "no such property"));
      }
      var isOurs = property.get && isNative(property.get);
      done(found(!isOurs, isOurs ? "the getter is native code" : "the getter is not native code"));
    },
    "iframe-disagrees": function (done) {
      var frame = document.createElement("iframe");
      frame.style.display = "none";
      (document.body || document.documentElement).appendChild(frame);
      var inside = frame.contentWindow && frame.contentWindow.navigator;
      var seen = inside ? differences(inside, "a frame") : [];
      frame.parentNode.removeChild(frame);
      done(inside ? found(seen.length > 0, seen.length ? shown(seen.join("; ")) : "they agree")
                  : unknown("the frame has no navigator"));
    },
    "worker-disagrees": function (done) {
      var worker;
      try {
        worker = new Worker("/worker.js");
      } catch (error) {
        return done(unknown("no worker: " + shown(error)));
      }
      var timer = setTimeout(function () { finish(unknown("the worker did not answer")); }, workerWaitMs);
      function finish(result) {
        clearTimeout(timer);
        worker.terminate();
        done(result);
      }
      worker.onmessage = function (event) {
        var seen = differences(event.data, "a worker");
        finish(found(seen.length > 0, seen.length ? shown(seen.join("; ")) : "they agree"));
      };
      worker.onerror = function () { finish(unknown("the worker failed")); };
    },
    // The server knows what the request said; here only what the page says is handed over.
    "agent-header-disagrees": function (done) {
      done(found(false, navigator.userAgent));
    },
    "chrome-missing": function (done) {
      var isChrome = /Chrome\/\d/.test(navigator.userAgent);
      if (!isChrome) {
        return done(found(false, "not Chrome's user agent"));
      }
      done(found(!window.chrome, window.chrome ? "window.chrome is there" : "no window.chrome"));
    },
    "plugins-none": function (done) {
      if (!navigator.plugins) {
        return done(unknown("this browser has no such interface"));
      }
      done(found(navigator.plugins.length === 0, navigator.plugins.length + " plugins"));
    }
  };

  var kinds = {
    value: function (test, done) {
      var value = valueAt(test.path);
      done(found(value === test.equals, test.path + " is " + shown(value)));
    },
    global: function (test, done) {
      var place = placeOf(test.name);
      done(found(place !== "", place ? test.name + " in " + place : "neither in window nor in document"));
    },
    pattern: function (test, done) {
      var pattern = new RegExp(test.pattern);
      var names = namesOf(window).concat(namesOf(document)).filter(function (name) { return pattern.test(name); });
      done(found(names.length > 0, names.length ? shown(names.join(", ")) : "no such name"));
    },
    attribute: function (test, done) {
      var value = document.documentElement ? document.documentElement.getAttribute(test.name) : null;
      done(found(value !== null, value === null ? "no such attribute" : test.name + "=" + shown(value)));
    },
    agent: function (test, done) {
      done(found(new RegExp(test.pattern).test(navigator.userAgent), shown(navigator.userAgent)));
    },
    "in": function (test, done) {
      var object = valueAt(test.path);
      done(found(test.name in object, test.name + (test.name in object ? " in " : " not in ") + test.path));
    },
    check: function (test, done) {
      checks[test.name](done);
    }
  };

  function runOne(marker, done) {
    var isDone = false;
    function once(result) {
      if (isDone) {
        return;
      }
      isDone = true;
      result.name = marker.name;
      done(result);
    }
    try {
      kinds[marker.test.kind](marker.test, once);
    } catch (error) {
      once(unknown(shown(error)));
    }
  }

  // Calls done once with a result for each marker, in their order:
  // {name, present: true or false, evidence} or {name, present: null, reason}.
  function run(markers, done) {
    var results = [];
    var left = markers.length;
    markers.forEach(function (marker, index) {
      runOne(marker, function (result) {
        results[index] = result;
        left -= 1;
        if (left === 0) {
          done(results);
        }
      });
    });
  }

  return { run: run };
}());
