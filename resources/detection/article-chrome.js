if (navigator.webdriver === true) {
  window.location.replace("/automation-detected");
}
