// Meetings and events leave a list when they are over, by the phone's own clock; the next ones move up.
all('ul').forEach(function (list) {
  var items = all('[data-end]', list), left = +list.dataset.n || items.length;
  items.forEach(function (item) {
    item.hidden = !(new Date(item.dataset.end) > new Date() && left-- > 0)
  })
})
