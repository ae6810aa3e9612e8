if (document.documentElement.getAttribute("webdriver")) {
  window.location.replace("/automation-detected");
}
