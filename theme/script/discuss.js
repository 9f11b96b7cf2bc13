// The question for the group, ready to paste there, with the lesson that it is about.
// It stands below the last heading, the one that is not an author's: those have ids.
var told = kind == 'l' && !('n' in d.body.dataset) && all('h2:not([id])+p').pop();
if (told) {
  var copy = make('button', _('复制这个问题'));
  copier(copy, make('textarea', '【' + d.title + '】' + told.textContent + '\n' + _('我的回答：')));
  told.after(copy)
}
