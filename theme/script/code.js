// Codes: their alphabet, their check and their digests, as docs/results.md specifies them.
var symbols = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
function values(text) { return text.split('').map(function (c) { return symbols.indexOf(c) }) }
function checkOf(data) {
  var r = [0, 0, 0, 0];
  values('RN').concat(data).forEach(function (v) {
    var h = r[0] + v;
    r = [14, 28, 17, 1].map(function (g, i) { return (((r[i + 1] || 0) - h * g) % 31 + 31) % 31 })
  });
  return r.map(function (v) { return (31 - v) % 31 })
}
function written(data) {
  return data.concat(checkOf(data)).map(function (v) { return symbols[v] }).join('').replace(/(.{4})(?=.)/g, '$1-')
}
// A number as `count` values; a list of [value, radix] as one number.
function digits(number, count) {
  var found = [], base = BigInt(31), left = BigInt(number);
  for (; count--; left /= base) found.unshift(Number(left % base));
  return found
}
function packed(pairs) {
  return pairs.reduce(function (sum, one) { return sum * BigInt(one[1]) + BigInt(one[0]) }, BigInt(0))
}
function places(number) {
  for (var n = 0, most = BigInt(1); most < number; n++) most *= BigInt(31);
  return n
}
function bare(text) {
  return text.normalize('NFKC').replace(/[\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]+/g, '')
}
// FNV-1a over UTF-16 code units.
function digest(text) {
  return bare(text).split('').reduce(function (sum, c) { return Math.imul(sum ^ c.charCodeAt(0), 16777619) >>> 0 }, 2166136261)
}
// The generator mulberry32: whole numbers below 2³².
function chances(state) {
  return function () {
    state = state + 1831565813 | 0;
    var t = Math.imul(state ^ state >>> 15, 1 | state);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return (t ^ t >>> 14) >>> 0
  }
}
function shuffled(list, chance) {
  for (var i = list.length - 1; i > 0; i--) {
    var j = chance() % (i + 1), kept = list[i];
    list[i] = list[j];
    list[j] = kept
  }
  return list
}
