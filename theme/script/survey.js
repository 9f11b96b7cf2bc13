// The survey: adds up what the answers give each course and says why, on the phone alone.
if (kind == 's') {
  var form = d.getElementById('go'), end = d.getElementById('end'), courses = all('#all li');
  // Under the data saver's key, where both once stood, may still lie what was answered.
  var key = 'ren:f', old = load('ren:s'), done = load(key) || typeof old == 'object' && old || {}, show = make('button', _('看看学什么好'));
  var sets = all('fieldset', form);
  var picked = function (set) { return all('input', set).filter(function (input) { return input.checked }) };
  var advise = function () {
    var scores = courses.map(function (c, i) { return {i: i, n: 0, b: []} });
    sets.forEach(function (set) {
      picked(set).forEach(function (input) {
        input.value.split(' ').forEach(function (pair) {
          var one = scores[parseInt(pair)], n = +pair.split(':')[1];
          if (!one) return;
          one.n += n;
          if (n > 0 && input.dataset.b) one.b.push([n, input.dataset.b])
        })
      })
    });
    scores = scores.filter(function (s) { return s.n > 0 });
    scores.sort(function (a, b) { return b.n - a.n || a.i - b.i });
    end.textContent = '';
    end.append(make('h2', scores.length ? _('你可以先学') : _('先答几题，再来看。')));
    scores.slice(0, 3).forEach(function (s) {
      var list = make('ul'), item = courses[s.i].cloneNode(true), small = item.querySelector('small') || make('small');
      list.className = 'c';
      s.b.sort(function (a, b) { return b[0] - a[0] });
      if (s.b.length) {
        small.textContent = _('因为') + s.b.slice(0, 3).map(function (b) { return b[1] }).join(_('，')) + _('。');
        item.firstChild.append(small)
      }
      list.append(item);
      end.append(list)
    });
    end.scrollIntoView()
  };
  sets.forEach(function (set) {
    all('input', set).forEach(function (input, i) { input.checked = (done[set.id] || []).indexOf(i) >= 0 });
    set.onchange = function () {
      done[set.id] = [];
      all('input', set).forEach(function (input, i) { if (input.checked) done[set.id].push(i) });
      save(key, done);
      end.textContent = ''
    }
  });
  show.onclick = advise;
  form.append(show);
  form.hidden = false
}
