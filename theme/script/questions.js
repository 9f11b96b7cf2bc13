// Questions, judged as builder/model/answers.py does.
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
// Asks one question; `done(right, given)` is told of each judgement.
// Returns a function that shows it afresh, or with what was given before.
function ask(q, done) {
  var controls = all('input,select', q), answer = q.dataset.a, radio = controls[0].type == 'radio';
  var folded = q.querySelector('.k'), out = make('p'), check = make('button', _('看看对不对'));
  function judge() {
    var now = controls.map(function (c) { return c.name ? +c.checked : c.value });
    var right = answer[0] == '[' ? JSON.parse(answer).every(function (a, i) { return fits(a, now[i]) }) : now.join() == answer;
    out.className = right ? 'y' : 'n';
    out.textContent = right ? '✓ ' + _('对了！') : '✗ ' + _('还不对，再想想。');
    if (right) folded.open = true;
    // The wrongly ticked choices say why: `answer` is digits with commas between.
    else controls.forEach(function (c, i) {
      var why = c.checked && answer[2 * i] < 1 && q.querySelector('[data-i="' + i + '"]');
      if (why) out.append(' ' + why.textContent)
    });
    done(right, now)
  }
  out.setAttribute('role', 'status');
  folded.before(out);
  if (radio) controls.forEach(function (c) { c.onchange = judge });
  else {
    check.onclick = q.check = judge;
    out.before(check)
  }
  return function (before) {
    controls.forEach(function (c, i) {
      if (c.name) c.checked = before && before[i];
      else c.value = before ? before[i] : ''
    });
    out.textContent = '';
    if (before) judge()
  }
}
function mix(q, chance) {
  var list = q.querySelector('[data-u]');
  if (list) all('li', list).sort(function () { return chance() - .5 }).forEach(function (li) { list.append(li) })
}
