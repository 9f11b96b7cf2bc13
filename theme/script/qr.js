// A QR code (ISO/IEC 18004) of a text: bytes in UTF-8, level L, as an SVG picture.
// Per version: bytes of correction in a block, number of blocks.
var blocksOf = '7 1,10 1,15 1,20 1,26 1,18 2,20 2,24 2,30 2,18 4,20 4,24 4,26 4,30 4,22 6,24 6,28 6,30 6,28 7,28 8,28 8,28 9,30 9,30 10,26 12,28 12,30 12,30 13,30 14,30 15,30 16,30 17,30 18,30 19,30 19,30 20,30 21,30 22,30 24,30 25'.split(',');
var exps = [], logs = [];
for (var x = 1, e = 0; e < 255; e++) {
  exps[e] = x;
  logs[x] = e;
  x = x << 1 ^ (x > 127 ? 285 : 0)
}
function times(a, b) { return a && b ? exps[(logs[a] + logs[b]) % 255] : 0 }
function correction(data, count) {
  var generator = [1], left = data.concat(Array(count).fill(0));
  for (var i = 0; i < count; i++) generator = generator.concat(0).map(function (v, at) { return v ^ times(at ? generator[at - 1] : 0, exps[i]) });
  data.forEach(function (_, at) { var head = left[at]; generator.forEach(function (g, j) { left[at + j] ^= times(g, head) }) });
  return left.slice(data.length)
}
// All modules that data may use, in bits.
function room(version) {
  var aligned = version > 1 ? Math.floor(version / 7) + 2 : 0;
  return (16 * version + 128) * version + 64 - (aligned && (25 * aligned - 10) * aligned - 55) - (version > 6 ? 36 : 0)
}
function codewords(text) {
  var bytes = [].slice.call(new TextEncoder().encode(text)), version = 0, own, blocks, most, wide;
  do {
    version++;
    if (version > 40) return;
    own = blocksOf[version - 1].split(' ');
    blocks = +own[1];
    most = (room(version) >> 3) - own[0] * blocks;
    wide = version > 9 ? 16 : 8
  } while (bytes.length * 8 + 4 + wide > most * 8);
  var bits = '0100' + (bytes.length + 65536 * 256).toString(2).slice(-wide) + bytes.map(function (b) { return (b + 256).toString(2).slice(1) }).join('') + '0000';
  var data = bits.match(/.{8}/g).map(function (b) { return parseInt(b, 2) });
  for (var pad = 236; data.length < most; pad ^= 253) data.push(pad);
  var short = Math.floor(most / blocks), longer = most % blocks, rows = [], checks = [], found = [];
  for (var i = 0, at = 0; i < blocks; i++) {
    var size = short + (i >= blocks - longer);
    rows.push(data.slice(at, at += size));
    checks.push(correction(rows[i], +own[0]))
  }
  [rows, checks].forEach(function (set) {
    for (var i = 0; i <= short + 30; i++) set.forEach(function (row) { if (i < row.length) found.push(row[i]) })
  });
  return [version, found]
}
function remainder(value, generator, bits) {
  var left = value << bits;
  for (var i = 31 - Math.clz32(left); i >= bits; i--) if (left >>> i & 1) left ^= generator << i - bits;
  return value << bits | left
}
function modules(text) {
  var made = codewords(text);
  if (!made) return;
  var version = made[0], words = made[1], n = version * 4 + 17, grid = [], fixed = [];
  for (var i = 0; i < n; i++) grid.push(Array(n).fill(0)), fixed.push(Array(n).fill(0));
  function set(x, y, dark) { if (x >= 0 && y >= 0 && x < n && y < n) grid[y][x] = +dark, fixed[y][x] = 1 }
  for (i = 0; i < n; i++) set(6, i, i % 2 == 0), set(i, 6, i % 2 == 0);
  [[3, 3], [n - 4, 3], [3, n - 4]].forEach(function (c) {
    for (var y = -4; y < 5; y++) for (var x = -4; x < 5; x++) {
      var ring = Math.max(Math.abs(x), Math.abs(y));
      set(c[0] + x, c[1] + y, ring != 2 && ring != 4)
    }
  });
  var count = version > 1 ? Math.floor(version / 7) + 2 : 0, centres = count ? [6] : [];
  var gap = version == 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  for (i = 0; i < count - 1; i++) centres.splice(1, 0, n - 7 - i * gap);
  centres.forEach(function (cx, i) {
    centres.forEach(function (cy, j) {
      if (!i && !j || !i && j == count - 1 || i == count - 1 && !j) return;
      for (var y = -2; y < 3; y++) for (var x = -2; x < 3; x++) set(cx + x, cy + y, Math.max(Math.abs(x), Math.abs(y)) != 1)
    })
  });
  // Level L is 01, the mask 0 is 000: modules change where x + y is even.
  var format = remainder(8, 1335, 10) ^ 21522, own = version > 6 ? remainder(version, 7973, 12) : 0;
  function bit(v, i) { return v >>> i & 1 }
  for (i = 0; i < 15; i++) {
    set(8, i < 6 ? i : i < 8 ? i + 1 : n - 15 + i, bit(format, i));
    set(i < 8 ? n - 1 - i : i < 9 ? 7 : 14 - i, 8, bit(format, i))
  }
  set(8, n - 8, 1);
  if (own) for (i = 0; i < 18; i++) {
    var a = n - 11 + i % 3, b = Math.floor(i / 3);
    set(a, b, bit(own, i));
    set(b, a, bit(own, i))
  }
  i = 0;
  for (var right = n - 1; right > 0; right -= 2) {
    if (right == 6) right = 5;
    for (var step = 0; step < n; step++) for (var side = 0; side < 2; side++) {
      var x = right - side, y = (right + 1 & 2) ? step : n - 1 - step;
      if (fixed[y][x]) continue;
      grid[y][x] = (i < words.length * 8 ? bit(words[i >> 3], 7 - (i & 7)) : 0) ^ (x + y + 1) % 2;
      i++
    }
  }
  return grid
}
function qr(text) {
  var grid = modules(text), space = 'http://www.w3.org/2000/svg';
  if (!grid) return make('p', _('结果太长，请复制文字。'));
  var svg = d.createElementNS(space, 'svg'), path = d.createElementNS(space, 'path'), n = grid.length + 8, drawn = '';
  grid.forEach(function (row, y) { row.forEach(function (dark, x) { if (dark) drawn += 'M' + (x + 4) + ' ' + (y + 4) + 'h1v1h-1z' }) });
  svg.setAttribute('viewBox', '0 0 ' + n + ' ' + n);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', _('结果的二维码'));
  path.setAttribute('d', drawn);
  svg.append(path);
  return svg
}
