// A company's programme: what was gone through on this phone becomes a code for the company.
var end = d.getElementById('end');
if (kind == 'k' && end) {
  var name = end.querySelector('input'), out = d.getElementById('out'), own = 'ren:k:' + p;
  // Read afresh each time: lessons may have been gone through since this page was opened.
  var gone = function () {
    var now = load('ren:' + p) || {d: {}};
    return all('main ol a').map(function (a) {
      var slug = a.pathname.split('/').slice(-2)[0] + '/';
      return +!!(now.d[slug] && (now.k || {})[slug])
    })
  };
  var count = function (bits) { return bits.reduce(function (sum, bit) { return sum + bit }, 0) };
  var say = function (id, words) { d.getElementById(id).textContent = words };
  var tell = function () {
    var bits = gone();
    say('so', _('学完 %d 课，共 %d 课。读到最后、题都答对，才算学完一课。').replace('%d', count(bits)).replace('%d', bits.length))
  };
  name.value = load(own) || '';
  end.querySelector('button').onclick = function () {
    var bits = gone(), who = name.value.replace(/[【】·・\s]+/g, ' ').trim(), field = make('textarea'), copy = make('button', _('复制'));
    tell();
    out.textContent = '';
    if (!count(bits)) return say('said', _('还没有学完一课。'));
    if (!bare(who)) return say('said', _('先写上名字。'));
    say('said', '');
    save(own, who);
    var head = values('C' + end.dataset.f).concat(dayOf(Date.now()));
    var pairs = bits.map(function (bit) { return [bit, 2] }), most = BigInt(1);
    bits.forEach(function () { most *= BigInt(2) });
    var code = written(head.concat(digits(packed(pairs), places(most)), digits(digest(who) % 961, 2)));
    field.value = '【' + end.dataset.t + '】' + who + ' · ' + code;
    field.setAttribute('aria-label', _('你的学习记录'));
    copier(copy, field);
    out.append(make('p', _('复制下面的文字，发给公司的联系人。')), field, copy);
    field.style.height = field.scrollHeight + 9 + 'px'
  };
  addEventListener('pageshow', tell);
  tell();
  end.hidden = false
}
