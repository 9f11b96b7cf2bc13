// The question for the group, ready to paste there, with the lesson that it is about.
var told = d.querySelector('p.k');
if (told) {
  var copy = make('button', _('复制这个问题'));
  copier(copy, make('textarea', '【' + d.title + '】' + told.textContent + '\n' + _('我的回答：')));
  told.after(copy)
}
