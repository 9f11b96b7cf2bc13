// Inside a learning platform (SCORM 1.2): tells it how far the learner is. No page of the site has this.
function apiAbove(frame) {
  // A frame of another host must not be looked into: it throws.
  try {
    for (var n = 0; n < 20; n++) {
      if (frame.API) return frame.API;
      if (frame.parent == frame) return;
      frame = frame.parent
    }
  } catch (e) {}
}
var api = apiAbove(window) || opener && apiAbove(opener) || top.opener && apiAbove(top.opener);
var asked = all('[data-a]'), given = {}, began = Date.now(), seen, over, ready;

function read(name) { return api ? String(api.LMSGetValue('cmi.' + name)) : '' }
function write(name, value) { api.LMSSetValue('cmi.' + name, String(value)) }
function two(n) { return ('0' + Math.floor(n)).slice(-2) }
// CMITimespan: HHHH:MM:SS.SS
function span(seconds) {
  return ('000' + Math.floor(seconds / 3600)).slice(-4) + ':' + two(seconds / 60 % 60) + ':' + two(seconds % 60) + '.00'
}
// In plain letters, since platforms lose others; a platform need not keep more than 4096 of them.
function packed(value) {
  var text = JSON.stringify(value).replace(/[\x7f-\uffff]/g, function (c) { return '\\u' + ('000' + c.charCodeAt(0).toString(16)).slice(-4) });
  return text.length > 4096 ? '' : text
}
function tell() {
  var right = asked.filter(function (q) { return q.y }).length, all = right == asked.length;
  if (!ready || !api || over) return;
  if (asked.length) {
    write('core.score.min', 0);
    write('core.score.max', 100);
    write('core.score.raw', Math.max(best, Math.round(right * 100 / asked.length)));
    if (packed(given)) write('suspend_data', packed(given))
  }
  if (all && (asked.length || seen)) done = 1;
  write('core.lesson_status', done ? asked.length ? 'passed' : 'completed' : 'incomplete');
  api.LMSCommit('')
}
function look() {
  if (seen || scrollY + innerHeight < h.scrollHeight - 300) return;
  seen = 1;
  tell()
}
function leave() {
  if (!api || over) return;
  if (ready) {
    write('core.session_time', span((Date.now() - began) / 1000));
    write('core.exit', done ? '' : 'suspend')
  }
  api.LMSCommit('');
  api.LMSFinish('');
  over = 1
}

if (api && String(api.LMSInitialize('')) != 'true') api = 0;
var done = /passed|completed/.test(read('core.lesson_status')), best = +read('core.score.raw') || 0, before;
try { before = JSON.parse(read('suspend_data')) } catch (e) {}
before = before || {};
asked.forEach(function (q) {
  var show = ask(q, function (right, now) {
    q.y = right;
    given[q.id] = now;
    tell()
  }), old = kept(before, q);
  if (old && old.length == q.own.length) show(old);
  mix(q, Math.random)
});
// Whoever looks at a lesson again (review) or only looks in (browse) changes no record.
ready = !/review|browse/.test(read('core.lesson_mode'));
if (!api) d.querySelector('h1').after(make('p', _('没有连上学习平台，这里做的题不会记下。')));
addEventListener('scroll', look);
addEventListener('pagehide', leave);
addEventListener('unload', leave);
// A page that comes back from the browser's memory has said goodbye already.
addEventListener('pageshow', function (event) { if (event.persisted) location.reload() });
tell();
look()
