// Checks a certificate on the phone alone: what it says and its signature stand behind # in the address.
var go = d.getElementById('go'), out = d.getElementById('out'), no = d.getElementById('no'), body = d.body.dataset;
var subtle = window.crypto && crypto.subtle, curve = {name: 'ECDSA', namedCurve: 'P-256'}, latest;

function open(code) {
  try {
    var text = atob(code.replace(/-/g, '+').replace(/_/g, '/'));
    // The last sign may hold bits that say nothing: with others there it is not what the school wrote.
    return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '') == code ? text : ''
  } catch (e) { return '' }
}
function bytes(text) {
  var list = new Uint8Array(text.length);
  for (var i = 0; i < text.length; i++) list[i] = text.charCodeAt(i);
  return list
}
function lines(text) {
  try { return decodeURIComponent(escape(text)).split('\n') } catch (e) { return [] }
}
// The first ten signs of base32, as builder/certificates/statement.py writes a number.
function number(hash) {
  var bits = '', found = '', list = new Uint8Array(hash);
  for (var i = 0; i < 7; i++) bits += (256 + list[i]).toString(2).slice(1);
  for (i = 0; i < 50; i += 5) found += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(parseInt(bits.substr(i, 5), 2));
  return found
}
function signedBy(pair, mark, said) {
  var xy = pair.split('.'), key = {kty: 'EC', crv: 'P-256', x: xy[0], y: xy[1], ext: true};
  return subtle.importKey('jwk', key, curve, false, ['verify']).then(function (key) {
    return subtle.verify({name: 'ECDSA', hash: {name: 'SHA-256'}}, key, mark, said)
  })
}
function row(words, value) {
  var p = make('p', words);
  p.appendChild(make('b', value));
  out.appendChild(p)
}
function verdict(name, words, said, id) {
  var h2 = make('h2', words);
  h2.className = name;
  out.textContent = '';
  out.appendChild(h2);
  if (!said) return out.appendChild(make('p', _('不是这所学校发的，或者内容被改过。链接没有抄全也会这样：请再扫一次，或者把链接整个贴进来。')));
  row(_('姓名：'), said[3]);
  row(_('课程：'), said[2]);
  row(_('考试日期：'), said[4]);
  row(_('考试成绩：'), said[5] || _('通过'));
  row(_('学校：'), said[1]);
  row(_('证书编号：'), id)
}
function cannot() {
  out.textContent = '';
  go.hidden = true;
  no.hidden = false
}
function check(code) {
  var text = open(code), end = text.length - 64, said = lines(text.slice(0, end));
  var signed = bytes(text.slice(0, Math.max(0, end))), mark = bytes(text.slice(end)), mine = latest = {};
  out.textContent = _('正在查验…');
  if (end < 1 || said.length != 7 || said[0] != '1') return verdict('n', _('无效'));
  try {
    Promise.all(body.k.split(' ').map(function (pair) { return signedBy(pair, mark, signed) })).then(function (found) {
      return found.indexOf(true) < 0 ? 0 : subtle.digest({name: 'SHA-256'}, signed)
    }).then(function (hash) {
      if (mine != latest) return;
      if (!hash) return verdict('n', _('无效'));
      var id = number(hash), back = (body.r || '').split(' ').indexOf(id) >= 0;
      verdict(back ? 'n' : 'y', back ? _('已撤销：学校收回了这张证书') : _('有效'), said, id)
    }).then(null, cannot)
  } catch (e) { cannot() }
}
function read() {
  var code = location.hash.slice(1);
  if (code) check(code)
}

if (subtle && window.Promise) {
  no.hidden = true;
  go.hidden = false;
  go.check = function () {
    // The link as it was sent, with whatever words stand around it; or what stands behind its # alone.
    var text = go.t.value.replace(/\s+/g, ''), found = /#([\w-]+)/.exec(text) || /^([\w-]+)$/.exec(text);
    check(found ? found[1] : '')
  };
  window.onhashchange = read;
  read()
}
