// Reads the page aloud, in the browser's own Mandarin. Where a browser cannot, there is no button; nothing else needs a script.
(function () {
  "use strict";
  if (!("speechSynthesis" in window) || !("SpeechSynthesisUtterance" in window)) return;
  document.documentElement.classList.add("speaks");

  function words(main) {
    var parts = main.querySelectorAll("h1, h2, p, li, dt, dd, label, legend, .task, .button, .tick");
    var told = [];
    Array.prototype.forEach.call(parts, function (part) {
      if (part.closest(".unread") || (part.parentElement.closest("p, li, .task, .button, .tick") && main.contains(part.parentElement))) return;
      var text = part.innerText.trim();
      if (text) told.push(text);
    });
    return told;
  }

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.getElementById("read");
    var main = document.getElementById("main");
    var label = button.querySelector("span");
    function rest() {
      label.textContent = "念给我听";
    }
    button.addEventListener("click", function () {
      var speaking = window.speechSynthesis.speaking;
      window.speechSynthesis.cancel();
      rest();
      if (speaking) return;
      label.textContent = "停下来";
      var told = words(main);
      told.forEach(function (text, at) {
        var one = new SpeechSynthesisUtterance(text);
        one.lang = "zh-CN";
        one.rate = 0.85;
        if (at === told.length - 1) one.onend = rest;
        window.speechSynthesis.speak(one);
      });
    });
    window.addEventListener("pagehide", function () {
      window.speechSynthesis.cancel();
    });
  });
})();
