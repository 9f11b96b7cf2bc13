// Data saver: the class s on <html> hides pictures, and hidden lazy pictures are not loaded.
var pictures = all('picture'), info = d.querySelector('.i');
if (pictures[0]) {
  var saver = make('button');
  var show = function () {
    var on = h.className;
    saver.textContent = on ? _('省流量：开') : _('省流量：关');
    saver.setAttribute('aria-pressed', !!on);
    pictures.forEach(function (picture) {
      if (picture.b) picture.b.remove();
      if (!on || picture.className) return;
      var b = picture.b = make('button', _('图：') + picture.lastChild.alt + ' · ' + picture.dataset.k + ' KB');
      b.onclick = function () { picture.className = 'o'; b.remove() };
      picture.before(b)
    })
  };
  saver.onclick = function () {
    h.className = h.className ? '' : 's';
    save('ren:s', h.className ? 1 : 0);
    show()
  };
  info.append(saver);
  show()
}
