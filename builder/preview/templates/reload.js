// A page that is open without the phone frame follows what is saved by itself.
(function () {
  "use strict";
  var mark = document.currentScript.dataset.mark;
  var seen = "";

  function wait() {
    fetch("/_phone/news?seen=" + seen + "&page=" + encodeURIComponent(location.pathname))
      .then(function (answer) { return answer.json(); })
      .then(function (news) {
        seen = news.number;
        if (news.mark !== mark) { location.reload(); } else { wait(); }
      })
      .catch(function () { setTimeout(wait, 1000); });
  }

  if (window.top === window) { wait(); }
})();
