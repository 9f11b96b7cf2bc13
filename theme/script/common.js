// What every bundle of scripts begins with; builder/site/scripts.py puts them together,
// and replaces each call of _ by its text in the language of the page.
var h = d.documentElement, p = location.pathname.replace(/index\.html$/, ''), kind = d.body.dataset.p;

function all(selector, root) { return [].slice.call((root || d).querySelectorAll(selector)) }
function make(tag, text) { var e = d.createElement(tag); e.textContent = text || ''; if (tag == 'button') e.type = tag; return e }
// Private windows and full phones refuse storage: then nothing is remembered, and all else works.
function load(key) { try { return JSON.parse(localStorage[key]) } catch (e) {} }
function save(key, value) { try { localStorage[key] = JSON.stringify(value) } catch (e) {} }
// What holds the choices of a question, if they may stand in any order.
function loose(q) {
  var choice = q.querySelector('[name=a]'), list = choice && choice.closest('div');
  return list && !('f' in list.dataset) && list
}
