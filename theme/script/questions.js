// What questions do besides being judged, which theme/script/judge.js does.
var judge = onsubmit, touch = oninput;
oninput = event => { if (event.target.form) touch(event) };
onsubmit = event => {
  judge(event);
  answered(event.target);
  return false
};
function holds(q) { return q.own.map(c => c.name ? +c.checked : c.value) }
// Says why of what is wrongly ticked, and tells whoever asked the question.
function answered(q) {
  var right = q.o.value[0] == '✓';
  paint(q, right);
  if (!right) q.own.forEach((c, i) => {
    var why = c.checked && c.wrong && q.querySelector(`[data-i="${i}"]`);
    if (why) q.o.append(' ' + why.textContent)
  });
  q.done(right, holds(q))
}
// Right is in the colour of links, wrong in red.
function paint(q, right) {
  var dark = matchMedia('(prefers-color-scheme:dark)').matches;
  q.o.style.cssText = 'display:block;margin:.6rem 0;font-weight:700;color:' + (right ? 'var(--link)' : dark ? '#f98' : '#a21')
}
// Asks one question; `done(right, given)` is told of each judgement.
// Returns a function that shows it afresh, or with what was given before.
function ask(q, done) {
  // As the builder lists them, whatever order they are shown in later.
  q.own = all('input,select', q);
  q.own.forEach((c, i) => { c.wrong = q.dataset.a[2 * i] < 1 });
  q.done = done;
  return before => {
    q.own.forEach((c, i) => {
      if (c.name) c.checked = before && before[i];
      else c.value = before ? before[i] : '';
      if (c.selectedIndex < 0) c.selectedIndex = 0
    });
    q.o.value = '';
    q.o.removeAttribute('style');
    if (q.b) q.b.remove();
    if (!before) return;
    if (q.own[0].type != 'radio') touch({target: q.own[0]});
    onsubmit({target: q})
  }
}
// What was given to a question before; ids were longer once.
function kept(given, q) {
  return given[q.id] || given[Object.keys(given).find(id => !id.indexOf(q.id))]
}
function mix(q, chance) {
  var list = loose(q), right = q.dataset.a.split(',');
  if (!list) return;
  var items = all('label', list).map((label, i) => [label, right[i]]);
  q.dataset.a = items.sort(() => chance() - .5).map(one => {
    list.append(one[0]);
    return one[1]
  }).join()
}
