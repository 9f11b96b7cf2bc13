// The exam: draws, remembers, and ends with a code of what was chosen; it knows no answers.
var exam = d.getElementById('exam'), data = exam.dataset, key = 'ren:e:' + p, state = load(key) || {};
var parts = all('section', exam), pool = all('.q', exam), shown = [], end = d.getElementById('end');

function keep() { save(key, state) }
// As the page lists them, whatever order they are shown in later.
function controls(q) { return q.c = q.c || all('input,select,textarea', q) }
function draw() {
  var chance = chances(state.s), number = 0, points = 0;
  shown = [];
  pool.forEach(function (q) { q.hidden = true });
  parts.forEach(function (part) {
    var own = part.own = part.own || all('.q', part), places = own.map(function (_, at) { return at });
    places = shuffled(places, chance).slice(0, +part.dataset.n);
    if (!part.hasAttribute('data-m')) places.sort(function (a, b) { return a - b });
    places.forEach(function (at) {
      var q = own[at];
      q.hidden = false;
      q.querySelector('b').textContent = ++number + '. ';
      points += +(q.dataset.v || 1);
      part.append(q);
      shown.push(q)
    })
  });
  shown.forEach(function (q) {
    var list = loose(q);
    if (list) shuffled((list.own = list.own || all('label', list)).slice(), chance).forEach(function (label) { list.append(label) })
  });
  return points
}
function given(q) { return controls(q).map(function (c) { return c.name ? +c.checked : c.value }) }
// [value, radix] of a question, as builder/exam/answers.py reads it.
function value(q) {
  var now = given(q), kind = q.dataset.k, list = controls(q), n = list.length;
  if (kind == 'w') {
    var text = line(q);
    return [bare(text) ? 1 + digest(text) % 960 : 0, 961]
  }
  if (kind == 'r') return [now.indexOf(1) + 1, n + 1];
  if (kind == 'c') return [now.reduce(function (sum, v, i) { return sum + v * Math.pow(2, i) }, 0), Math.pow(2, n)];
  if (kind == 'm') {
    var radix = list[0].options.length;
    return [packed(now.slice().reverse().map(function (v) { return [+v, radix] })), Math.pow(radix, n)]
  }
  return order(now, n)
}
// The rank of a permutation in the order of the dictionary, from 1; 0 while it is not whole.
function order(now, n) {
  var items = now.map(function (v, i) { return [+v, i] }).sort(function (a, b) { return a[0] - b[0] });
  var rank = BigInt(0), most = BigInt(1);
  for (var i = 2; i <= n; i++) most *= BigInt(i);
  var whole = items.every(function (one, i) { return one[0] == i + 1 });
  items.forEach(function (one, at) {
    var less = items.slice(at + 1).filter(function (other) { return other[1] < one[1] }).length;
    rank = rank * BigInt(n - at) + BigInt(less)
  });
  return [whole ? rank + BigInt(1) : 0, most + BigInt(1)]
}
// The written answers of a question in one line.
function line(q) {
  var all = given(q).map(function (s) { return s.replace(/[|｜\r\n\u2028\u2029]+/g, ' ').trim() });
  return all.some(bare) ? all.join(' | ') : ''
}
function code(name, pin) {
  var answers = shown.map(value), most = BigInt(1), body;
  parts.forEach(function (part) {
    all('.q', part).map(function (q) { return BigInt(value(q)[1]) })
      .sort(function (a, b) { return a < b ? 1 : -1 })
      .slice(0, +part.dataset.n).forEach(function (radix) { most *= radix })
  });
  var minutes = Math.max(1, (Date.now() - state.t) / 60000);
  var head = values(('pin' in data ? 'P' : 'E') + data.f).concat(digits(state.s, 4));
  body = dayOf(state.t);
  body.push(Math.min(30, Math.round(Math.log(minutes) / Math.log(1.23))));
  body = body.concat(digits(packed(answers), places(most)));
  if ('pin' in data) return sealed(head, body, name, pin);
  return written(head.concat(body, digits(digest(name) % 961, 2)))
}
function blank() {
  return shown.map(function (q, i) { return +String(value(q)[0]) ? 0 : i + 1 }).filter(Number)
}
function text(name, pin) {
  return ['【' + data.t + '】' + name + ' · ' + code(name, pin)].concat(shown.map(function (q, i) {
    return q.dataset.k == 'w' && line(q) ? i + 1 + '. ' + line(q) : ''
  }).filter(String)).join('\n')
}
function restore() {
  pool.forEach(function (q, at) {
    var before = (state.a || {})[at];
    controls(q).forEach(function (c, i) {
      if (c.name) c.checked = before && before[i];
      else c.value = before && before[i] != null ? before[i] : ''
    });
    q.onchange = q.oninput = function (event) {
      if (q.dataset.k == 'o') only(q, event.target);
      state.a[at] = given(q);
      keep()
    }
  })
}
// Two things cannot both stand in the same place of an order: the earlier one loses it.
function only(q, chosen) {
  controls(q).forEach(function (c) { if (c != chosen && c.value == chosen.value) c.value = '' })
}
function begin() {
  state.t = Date.now();
  keep();
  go()
}
function fresh() { return {f: data.f, s: Math.floor(Math.random() * 923521), a: {}} }
function go() {
  tell();
  restore();
  exam.hidden = end.hidden = false
}
function tell() {
  var points = draw(), need = data.w ? points * data.w / 100 : +data.g;
  say('start', _('共 %d 题，%d 分，及格 %d 分。').replace('%d', shown.length).replace('%d', points).replace('%d', Math.ceil(need * 100) / 100) + ' ' + _('选好的都记在这台手机上，关掉再开也在。'))
}
function say(id, words) {
  var place = d.getElementById(id);
  place.textContent = words;
  place.hidden = !words
}
function finish() {
  var name = end.querySelector('[name=n]').value.replace(/[【】·・\s]+/g, ' ').trim(), pin = end.querySelector('[name=p]'), missing = blank();
  state.n = name;
  keep();
  if (!bare(name)) return say('said', _('先写上名字。'));
  if (pin && bare(pin.value).length < 6) return say('said', _('先写上老师给你的 6 位密码。'));
  if (missing.length && state.w != missing.join()) {
    state.w = missing.join();
    return say('said', _('还有 %d 题没答：第 %s 题。要交就再按一次。').replace('%d', missing.length).replace('%s', missing.join(_('、'))))
  }
  state.o = text(name, pin && pin.value);
  keep();
  result()
}
function result() {
  var field = make('textarea'), copy = make('button', _('复制结果')), code = make('button', _('给老师扫一扫')), again = make('button', _('再考一次'));
  var out = d.getElementById('out');
  exam.hidden = end.hidden = true;
  say('start', '');
  field.value = state.o;
  field.setAttribute('aria-label', _('你的结果'));
  copier(copy, field);
  code.onclick = function () { code.replaceWith(qr(state.o)) };
  again.onclick = function () {
    if (again.sure) {
      state = fresh();
      out.textContent = '';
      begin()
    } else again.textContent = _('现在的结果会丢掉。真的再考？'), again.sure = 1
  };
  out.append(make('h2', _('你的结果')), make('p', _('复制下面的文字，发给老师。')), field, copy, code, again);
  field.style.height = field.scrollHeight + 9 + 'px'
}

pool.forEach(controls);
end.querySelector('[name=n]').value = state.n || '';
end.querySelector('button').onclick = finish;
exam.hidden = true;
if (state.f != data.f) state = fresh();
if (state.o) result();
else if (state.t) go();
else {
  var button = make('button', _('开始考试'));
  button.onclick = function () { button.remove(); begin() };
  exam.before(button);
  tell()
}
