(function () {
  "use strict";
  var phone = document.getElementById("phone");
  var article = document.getElementById("article");
  var panel = document.getElementById("panel");
  var stopped = document.getElementById("stopped");
  var view = "page";
  var asked = 0;
  var seen = 0;

  // The path of the open page; "" while there is none, or when it is another host's.
  function place() {
    try {
      var location = phone.contentWindow.location;
      return location.protocol === "about:" ? "" : location.pathname;
    } catch (error) { return ""; }
  }

  function show(html) {
    var open = [].map.call(panel.querySelectorAll("details[open]"), function (one) { return one.id; });
    panel.innerHTML = html;
    open.forEach(function (id) {
      var found = document.getElementById(id);
      if (found) { found.open = true; }
    });
  }

  function refresh() {
    var path = place();
    if (!path) { return; }
    var page = "page=" + encodeURIComponent(path);
    var mine = asked += 1;
    history.replaceState(null, "", "#" + path);
    if (view === "article") { article.src = "article?" + page + "&seen=" + seen; }
    fetch("panel?view=" + view + "&" + page)
      .then(function (answer) { return answer.text(); })
      .then(function (html) { if (mine === asked) { show(html); } });
  }

  // A phone's scroll bar takes no width, and other sites open beside the frame.
  function dress() {
    var inside = phone.contentDocument;
    if (!inside || !inside.head) { return; }
    var style = inside.createElement("style");
    style.textContent = "html{scrollbar-width:none}";
    inside.head.appendChild(style);
    inside.addEventListener("click", function (event) {
      var link = event.target.closest("a[href]");
      if (link && link.origin !== location.origin) { link.target = "_blank"; }
    });
  }

  function look(name) {
    view = name;
    phone.hidden = name === "article";
    article.hidden = name !== "article";
    document.getElementById("web").setAttribute("aria-selected", String(name === "page"));
    document.getElementById("wechat").setAttribute("aria-selected", String(name === "article"));
    refresh();
  }

  // What the open page was when it was loaded; "" where MkDocs makes the pages.
  function mark() {
    var script = phone.contentDocument && phone.contentDocument.querySelector("script[data-mark]");
    return script ? script.dataset.mark : "";
  }

  function wait() {
    var path = place();
    fetch("news?seen=" + seen + "&page=" + encodeURIComponent(path))
      .then(function (answer) { return answer.json(); })
      .then(function (news) {
        var renewed = seen && news.number !== seen;
        seen = news.number;
        stopped.hidden = true;
        if (renewed && place()) {
          if (path === place() && news.mark && news.mark === mark()) { refresh(); }
          else { phone.contentWindow.location.reload(); }
        }
        wait();
      })
      .catch(function () {
        stopped.hidden = false;
        setTimeout(wait, 1000);
      });
  }

  phone.addEventListener("load", function () { dress(); refresh(); });
  document.getElementById("web").addEventListener("click", function () { look("page"); });
  document.getElementById("wechat").addEventListener("click", function () { look("article"); });
  panel.addEventListener("click", function (event) {
    if (event.target.closest("a[target=phone]")) { look("page"); }
  });
  var wanted = location.hash.slice(1);
  phone.src = /^\/(?![\/\\])/.test(wanted) ? wanted : phone.dataset.start;
  wait();
})();
