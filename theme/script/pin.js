// SHA-256 and HMAC (FIPS 180-4, RFC 2104) for exams with PINs: WebCrypto is missing on plain http.
function sha256(bytes) {
  function root(n, power) { return Math.floor((Math.pow(n, 1 / power) % 1) * 4294967296) | 0 }
  var primes = [], k, sum, n = bytes.length * 8, padded = bytes.concat(128), w = [], out = [];
  for (var i = 2; primes.length < 64; i++) if (primes.every(function (q) { return i % q })) primes.push(i);
  k = primes.map(function (q) { return root(q, 3) });
  sum = primes.slice(0, 8).map(function (q) { return root(q, 2) });
  while (padded.length % 64 != 56) padded.push(0);
  padded.push(0, 0, 0, 0, n >>> 24, n >>> 16 & 255, n >>> 8 & 255, n & 255);
  function turn(v, by) { return v >>> by | v << 32 - by }
  for (var at = 0; at < padded.length; at += 64) {
    var s = sum.slice();
    for (i = 0; i < 64; i++) {
      if (i < 16) w[i] = padded[at + i * 4] << 24 | padded[at + i * 4 + 1] << 16 | padded[at + i * 4 + 2] << 8 | padded[at + i * 4 + 3];
      else {
        var a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10) | 0
      }
      var t = s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) + (s[4] & s[5] ^ ~s[4] & s[6]) + k[i] + w[i] | 0;
      var u = (turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) + (s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]) | 0;
      s.pop();
      s.unshift(t + u | 0);
      s[4] = s[4] + t | 0
    }
    sum = sum.map(function (v, j) { return v + s[j] | 0 })
  }
  sum.forEach(function (v) { out.push(v >>> 24, v >>> 16 & 255, v >>> 8 & 255, v & 255) });
  return out
}
function bytesOf(text) { return [].slice.call(new TextEncoder().encode(text)) }
function hmac(secret, text) {
  var block = bytesOf(secret);
  while (block.length < 64) block.push(0);
  function pad(by) { return block.map(function (v) { return v ^ by }) }
  return sha256(pad(92).concat(sha256(pad(54).concat(bytesOf(text)))))
}
function said(data) { return data.map(function (v) { return symbols[v] }).join('') }
// The body masked, and four values that bind the code to the PIN and the name.
function sealed(head, body, name, pin) {
  pin = bare(pin).toUpperCase().replace(/[^0-9A-Z]/g, '');
  var stream = [], tag = hmac(pin, 'tag' + digest(name) + said(head.concat(body))), number = BigInt(0);
  for (var block = 0; stream.length < body.length; block++) hmac(pin, 'mask' + block + said(head)).forEach(function (v) { if (v < 248) stream.push(v % 31) });
  tag.slice(0, 8).forEach(function (v) { number = number * BigInt(256) + BigInt(v) });
  return written(head.concat(body.map(function (v, i) { return (v + stream[i]) % 31 }), digits(number % BigInt(923521), 4)))
}
