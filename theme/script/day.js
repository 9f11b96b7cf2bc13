// The day of a code: counted from 2026-01-01 by the phone's clock, modulo 961.
function dayOf(time) {
  var start = new Date(time);
  var day = Math.round((Date.UTC(start.getFullYear(), start.getMonth(), start.getDate()) - Date.UTC(2026, 0, 1)) / 864e5);
  return digits((day % 961 + 961) % 961, 2)
}
