// SPDX-License-Identifier: GPL-3.0-or-later
postMessage({
  userAgent: navigator.userAgent,
  platform: navigator.platform,
  language: navigator.language,
  hardwareConcurrency: navigator.hardwareConcurrency,
  webdriver: navigator.webdriver
});
