if (window.callPhantom || window._phantom) {
  window.location.replace("/automation-detected");
}
