// The question for the group, ready to paste there, with what it is about.
var told = d.getElementById('t');
if (told) {
  var copy = make('button', _('复制这个问题')), field = make('textarea');
  field.value = '【' + d.querySelector('header a').textContent + '】' + d.querySelector('h1').textContent + '：' + told.textContent;
  copier(copy, field);
  told.after(copy)
}
