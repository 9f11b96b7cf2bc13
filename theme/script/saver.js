// Data saver: the class s on <body> hides pictures, and hidden lazy pictures are not loaded.
var pictures = all('picture'), info = d.querySelector('h1+p');
if (pictures[0]) {
  var saver = make('button');
  var show = () => {
    var on = d.body.className;
    saver.textContent = on ? _('省流量：开') : _('省流量：关');
    saver.setAttribute('aria-pressed', !!on);
    pictures.forEach(picture => {
      if (picture.b) picture.b.remove();
      if (!on || picture.className) return;
      var b = picture.b = make('button', _('图：') + picture.lastChild.alt + ' · ' + picture.dataset.k + ' KB');
      b.onclick = () => { picture.className = 'o'; b.remove() };
      picture.before(b)
    })
  };
  saver.onclick = () => {
    d.body.className = d.body.className ? '' : 's';
    save('ren:s', d.body.className ? 1 : 0);
    show()
  };
  // Beside the line below the title, so that nothing moves when it comes.
  info.style.cssText = 'position:relative;min-height:1.75em';
  saver.style.cssText = 'position:absolute;right:0;top:-.6rem;background:#a832;color:inherit;font-size:.9rem';
  info.append(saver);
  show();
  info.style.paddingRight = saver.offsetWidth + 'px'
}
