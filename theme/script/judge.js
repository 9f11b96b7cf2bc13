// Judges questions as builder/model/answers.py does. In a lesson this stands in the page itself, so
// that questions are alive with its first bytes, and each byte here is paid in every lesson:
// theme/script/questions.js, which comes later, does all that can wait.
// One of several is judged when it is chosen; other questions get a button when they are touched.
oninput = (e, q = e.target.form) => {
  e.target.type == "radio" ? onsubmit({target: q}) : q.b || (q.o.outerHTML = "<button name=b>" + _('看看对不对') + "</button>" + q.o.outerHTML)
};
// `data-a` is a regular expression of what the controls hold, with commas between;
// the button and the output, which have names too, come out as NaN.
onsubmit = (e, q = e.target, y = RegExp("^(" + q.dataset.a + ")(,NaN)+$", "i").test([...q].map(c => c.name ? +c.checked : c.value.normalize("NFKC").replace(/\s/g, "")))) => {
  q.o.value = y ? "✓ " + _('对了！') : "✗ " + _('还不对，再想想。');
  q.lastChild.open |= y;
  return !1
};
