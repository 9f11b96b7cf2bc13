// A lesson notes where the learner stopped, and that its end was reached.
if (kind == 'l') {
  var cut = p.slice(0, -1).lastIndexOf('/') + 1, course = 'ren:' + p.slice(0, cut), slug = p.slice(cut);
  var place = load(course) || {d: {}};
  if (location.hash == '#r' && place.l == slug && !scrollY) scrollTo(0, place.y * h.scrollHeight);
  var keep = () => {
    place.l = slug;
    place.y = scrollY / h.scrollHeight;
    if (scrollY + innerHeight > h.scrollHeight - 300) place.d[slug] = 1;
    save(course, place)
  };
  addEventListener('pagehide', keep);
  d.addEventListener('visibilitychange', keep);
  keep()
}

// A course, or a programme, offers to go on there.
if (/[ck]/.test(kind)) {
  var last = load('ren:' + p), go = d.getElementById('go');
  if (last) all('main ol a').forEach(a => {
    var slug = a.pathname.split('/').slice(-2)[0] + '/', title = a.firstChild;
    if (last.l == slug) {
      var link = make('a', title.textContent.replace(/^\d+\. /, ''));
      link.className = 'b';
      link.href = a.href + '#r';
      go.append(_('继续上次：'), link);
      go.hidden = false
    }
    if (last.d[slug] && (kind == 'c' || (last.k || {})[slug])) title.append(' ✓')
  })
}
