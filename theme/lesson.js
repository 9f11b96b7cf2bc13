(function (d) {
  var h = d.documentElement, p = location.pathname.replace(/index\.html$/, ''), kind = d.body.dataset.p;

  function all(selector, root) { return [].slice.call((root || d).querySelectorAll(selector)) }
  function make(tag, text) { var e = d.createElement(tag); e.textContent = text || ''; return e }
  // Texts of the interface: the catalogues of other languages are put in when the site is built.
  function _(text) { return h.lang.slice(0, 2) == 'zh' ? text : (CATALOGUES[h.lang.slice(0, 2)] || CATALOGUES.en)[text] }
  // Private windows and full phones refuse storage: then nothing is remembered, and all else works.
  function load(key) { try { return JSON.parse(localStorage[key]) } catch (e) {} }
  function save(key, value) { try { localStorage[key] = JSON.stringify(value) } catch (e) {} }

  // Data saver: the class s on <html> hides pictures, and hidden lazy pictures are not loaded.
  var pictures = all('picture'), info = d.querySelector('.i');
  if (pictures[0]) {
    var saver = make('button');
    var show = function () {
      var on = h.className;
      saver.textContent = on ? _('省流量：开') : _('省流量：关');
      saver.setAttribute('aria-pressed', !!on);
      pictures.forEach(function (picture) {
        if (picture.b) picture.b.remove();
        if (!on || picture.className) return;
        var b = picture.b = make('button', _('图：') + picture.lastChild.alt + ' · ' + picture.dataset.k + ' KB');
        b.onclick = function () { picture.className = 'o'; b.remove() };
        picture.before(b)
      })
    };
    saver.onclick = function () {
      h.className = h.className ? '' : 's';
      save('ren:s', h.className ? 1 : 0);
      show()
    };
    info.append(saver);
    show()
  }

  // A lesson notes where the learner stopped, and that its end was reached.
  if (kind == 'l') {
    var cut = p.slice(0, -1).lastIndexOf('/') + 1, course = 'ren:' + p.slice(0, cut), slug = p.slice(cut);
    var place = load(course) || {d: {}};
    if (location.hash == '#r' && place.l == slug) scrollTo(0, place.y * h.scrollHeight);
    var keep = function () {
      place.l = slug;
      place.y = scrollY / h.scrollHeight;
      if (scrollY + innerHeight > h.scrollHeight - 300) place.d[slug] = 1;
      save(course, place)
    };
    addEventListener('pagehide', keep);
    d.addEventListener('visibilitychange', keep);
    keep()
  }

  // A course offers to go on there.
  if (kind == 'c') {
    var last = load('ren:' + p), go = d.getElementById('go');
    if (last) all('main ol a').forEach(function (a) {
      var slug = a.pathname.split('/').slice(-2)[0] + '/', title = a.firstChild;
      if (last.l == slug) {
        var link = make('a', title.textContent.replace(/^\d+\. /, ''));
        link.className = 'b';
        link.href = a.href + '#r';
        go.append(_('继续上次：'), link);
        go.hidden = false
      }
      if (last.d[slug]) title.append(' ✓')
    })
  }

  // Questions, judged as builder/model/answers.py does.
  var said = d.querySelector('[data-t]'), given = {};
  function fold(s) {
    s = s.normalize('NFKC').toLowerCase().replace(/\s+/g, '').replace(/−/g, '-');
    return s.replace(/[。.,;:!?、…]+$/, '') || s
  }
  function number(s) {
    return /^[¥$€]?(-?\d{1,15}(?!\d)(?:\.\d{1,15})?)(.*)/.exec(fold(s).replace(/,(?=\d{3}(?!\d))/g, ''))
  }
  function fits(accepted, s) {
    var n = number(s);
    s = fold(s);
    return accepted.some(function (a) {
      if (a == s) return 1;
      if (!n || n[2] && accepted.indexOf('*' + n[2]) < 0) return 0;
      if (a.map) return +n[1] >= a[0] && +n[1] <= a[1];
      return (a = number(a)) && +a[1] == n[1] && (!n[2] || !a[2] || a[2] == n[2])
    })
  }
  all('[data-a]').forEach(function (q) {
    var controls = all('input,select', q), answer = q.dataset.a, radio = controls[0].type == 'radio';
    var folded = q.querySelector('.k'), out = make('p'), t = said.dataset.t.split('|'), list = q.querySelector('[data-u]');
    function judge() {
      var now = controls.map(function (c) { return c.name ? +c.checked : c.value });
      var right = answer[0] == '[' ? JSON.parse(answer).every(function (a, i) { return fits(a, now[i]) }) : now.join() == answer;
      out.className = right ? 'y' : 'n';
      out.textContent = right ? '✓ ' + t[0] : '✗ ' + t[1];
      if (right) folded.open = true;
      // The wrongly ticked choices say why: `answer` is digits with commas between.
      else controls.forEach(function (c, i) {
        var why = c.checked && answer[2 * i] < 1 && q.querySelector('[data-i="' + i + '"]');
        if (why) out.append(' ' + why.textContent)
      });
      // Another page may have saved since this one was opened.
      given = load('ren:q') || given;
      given[q.id] = now;
      save('ren:q', given)
    }
    out.setAttribute('role', 'status');
    folded.before(out);
    if (radio) controls.forEach(function (c) { c.onchange = judge });
    else {
      var check = make('button', t[2]);
      check.onclick = judge;
      out.before(check)
    }
    var before = (load('ren:q') || given)[q.id];
    if (before && before.length == controls.length) {
      before.forEach(function (v, i) { if (controls[i].name) controls[i].checked = v; else controls[i].value = v });
      judge()
    }
    if (list) all('li', list).sort(function () { return Math.random() - .5 }).forEach(function (li) { list.append(li) })
  })
})(document)
