// The course quiz: ten questions at a time, wrong ones again until right.
// Boxes: none not asked yet, 1 wrong, 2 right, 3 right again (after S. Leitner).
var key = 'ren:z:' + p, quiz = load(key) || {}, box = quiz.b = quiz.b || {}, panel = d.getElementById('go');
var asked = {}, questions = all('.q'), heads = all('main h2'), read = load('ren:' + p.replace(/quiz\/$/, '')) || {d: {}};
var lessons = heads.map(function (h) { return h.firstChild.pathname ? h.firstChild.pathname.split('/').slice(-2)[0] + '/' : '' }).filter(String);
var next = make('button');
next.onclick = function () { step() };

var size = panel.dataset.q.length / questions.length;
questions.forEach(function (q, i) { q.id = panel.dataset.q.substr(i * size, size) });

function put() {
  panel.textContent = '';
  [].slice.call(arguments).forEach(function (one) { panel.append(typeof one == 'string' ? make('p', one) : one) })
}
function home(q) {
  while (q && q.tagName != 'H2') q = q.previousElementSibling;
  return q.firstChild
}
function keep() { save(key, quiz) }
function known() { return questions.filter(function (q) { return box[q.id] > 1 }).length }
function draw() {
  var seed = Math.floor(Math.random() * 923521), rank = {1: 0, 2: 2, 3: 3};
  var ids = shuffled(questions.map(function (q) { return q.id }), chances(seed));
  ids.sort(function (a, b) { return (box[a] ? rank[box[a]] : 1) - (box[b] ? rank[box[b]] : 1) });
  quiz.s = {n: seed, q: shuffled(ids.slice(0, 10), chances(seed)), w: {}};
  quiz.s.t = quiz.s.q.length;
  keep();
  step()
}
// A question moves on by a box when it was right at once; once wrong, it comes again at the end.
function judged(q, right) {
  var s = quiz.s, id = q.id;
  if (!s || s.q[0] != id || next.parentNode) return;
  s.q.shift();
  if (right) box[id] = s.w[id] ? 1 : box[id] > 1 ? 3 : 2;
  else {
    box[id] = s.w[id] = 1;
    s.q.push(id)
  }
  keep();
  all('input,select', q).forEach(function (c) { c.disabled = true });
  all('details', q).pop().open = true;
  next.textContent = s.q.length ? _('下一题') : _('看结果');
  var link = home(q);
  q.append(next);
  if (link.href) {
    var back = make('a', _('回到课文：') + link.textContent);
    back.href = link.href;
    back.className = 'h';
    q.append(back)
  }
}
function step() {
  var s = quiz.s, q;
  if (!s) return start();
  questions.forEach(function (one) {
    one.hidden = one.id != s.q[0];
    if (!one.hidden) q = one
  });
  next.remove();
  all('.h').forEach(function (a) { a.remove() });
  if (!q) {
    if (s.q.length) return draw(); // the question was taken out of the course
    quiz.s = 0;
    keep();
    return start(_('%d 题都答对了，其中 %d 题一次就对。').replace('%d', s.t).replace('%d', s.t - Object.keys(s.w).length))
  }
  all('input,select', q).forEach(function (c) { c.disabled = false });
  all('details', q).forEach(function (one) { one.open = false });
  mix(q, chances(s.n + s.q.length));
  asked[q.id]();
  var bar = make('progress');
  bar.max = s.t;
  bar.value = s.t - s.q.length;
  put(bar, _('还有 %d 题').replace('%d', s.q.length));
  scrollTo(0, 0)
}
function start(words) {
  var go = make('button', _('练 %d 题').replace('%d', Math.min(10, questions.length))), bar = make('progress');
  questions.forEach(function (q) { q.hidden = true });
  bar.max = questions.length;
  bar.value = known();
  go.onclick = draw;
  put(words || '', _('已经会了 %d 题，共 %d 题。').replace('%d', known()).replace('%d', questions.length), bar, go, move())
}
// The progress code: the boxes of all questions and the lessons read, for another phone.
function ids() { return questions.map(function (q) { return q.id }).sort() }
function fields() {
  return ids().map(function (id) { return [box[id] || 0, 4] }).concat(lessons.map(function (l) { return [read.d[l] || 0, 2] }))
}
function mark() { return digest(ids().join() + lessons.join()) % 29791 }
function room() { return places(fields().reduce(function (most, one) { return most * BigInt(one[1]) }, BigInt(1))) }
function code() { return written(values('J').concat(digits(mark(), 3), digits(packed(fields()), room()))) }
function take(text) {
  var v = values(bare(text).toUpperCase().replace(/[^2-9A-Z]/g, '')), data = v.slice(0, -4), n = BigInt(0);
  if (symbols[v[0]] != 'J' || v.indexOf(-1) >= 0 || checkOf(data).join() != v.slice(-4).join()) return _('进度码写错了。');
  if (data.length != 4 + room() || data.slice(1, 4).join() != digits(mark(), 3).join())
    return _('题目改过了：请在旧手机上重新打开这一页，再复制。');
  data.slice(4).forEach(function (one) { n = n * BigInt(31) + BigInt(one) });
  fields().map(function (one) { return one[1] }).reverse().forEach(function (radix, i, list) {
    var at = list.length - 1 - i, value = Number(n % BigInt(radix)), id = ids()[at];
    n /= BigInt(radix);
    if (id) { if (value > (box[id] || 0)) box[id] = value }
    else if (value) read.d[lessons[at - ids().length]] = 1
  });
  keep();
  save('ren:' + p.replace(/quiz\/$/, ''), read);
  start(_('接上了。'))
}
function move() {
  var out = make('details'), field = make('textarea'), copy = make('button', _('复制')), given = make('input'), use = make('button', _('接上进度')), said = make('p');
  field.value = code();
  field.setAttribute('aria-label', _('进度码'));
  given.setAttribute('aria-label', given.placeholder = _('旧手机的进度码'));
  said.setAttribute('role', 'status');
  copier(copy, field);
  use.onclick = function () { said.textContent = take(given.value) || '' };
  out.append(make('summary', _('换手机')), make('p', _('在旧手机上复制，到新手机上贴进来。')), field, copy, given, use, said);
  return out
}

questions.forEach(function (q) {
  if (q.dataset.a) asked[q.id] = ask(q, function (right) { judged(q, right) });
  else {
    var yes = make('button', _('和参考答案差不多')), no = make('button', _('还差一些'));
    all('details', q).pop().ontoggle = function () { yes.hidden = no.hidden = !this.open || next.parentNode };
    yes.onclick = function () { judged(q, true) };
    no.onclick = function () { judged(q, false) };
    yes.hidden = no.hidden = true;
    q.append(yes, no);
    asked[q.id] = function () { yes.hidden = no.hidden = true }
  }
});
heads.forEach(function (h) { h.hidden = true });
panel.hidden = false;
if (quiz.s) step();
else start();
