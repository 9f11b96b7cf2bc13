// The search worker: finds every word wherever it stands. Chinese has no blanks between words, and
// an index of words misses 合同 where a text only says 劳动合同; a school is small enough to look through.
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3 // Material's messages
const IN_TITLE = 20, IN_TAGS = 2, AROUND = 40, MOST = 60
let pages = []

// Letter for letter, so that places in the folded text are those in the text.
const fold = text => [...text].map(char => {
  const plain = char.normalize("NFKC").toLowerCase()
  return plain.length == char.length ? plain : char
}).join("")

const SIGNS = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
const plain = html => html.replace(/\u200b/g, "").replace(/<[^>]*>/g, " ").replace(/&(lt|gt|amp);/g, sign => SIGNS[sign]).replace(/\s+/g, " ").trim()
const escape = text => text.replace(/[<>&]/g, char => Object.keys(SIGNS).find(sign => SIGNS[sign] == char))

function setUp(docs) {
  const found = new Map()
  for (const doc of docs) {
    const url = doc.location.split("#")[0], text = plain(doc.text), title = plain(doc.title)
    const section = {...doc, text, title, tags: doc.location == url ? doc.tags : undefined}
    section.folded = {title: fold(title), text: fold(text), tags: fold((section.tags || []).join(" "))}
    found.set(url, [...found.get(url) || [], section])
  }
  pages = [...found.values()]
}

const count = (text, term) => text.split(term).length - 1

function score({folded}, term) {
  const exact = folded.title == term || folded.title.replace(/^\d+\. /, "") == term
  return IN_TITLE * (folded.title.includes(term) + exact) + IN_TAGS * folded.tags.includes(term) + Math.min(5, count(folded.text, term))
}

// HTML of a text with what was found in it marked.
function mark(text, folded, terms) {
  let marked = ""
  for (let at = 0; at < text.length;) {
    const size = terms.find(one => folded.startsWith(one, at))?.length
    const piece = escape(text.slice(at, at + (size || 1)))
    marked += size ? `<mark data-md-highlight>${piece}</mark>` : piece
    at += size || 1
  }
  return marked
}

// Some words before and after the first place.
function teaser({text, folded}, terms) {
  const places = terms.map(one => folded.text.indexOf(one)).filter(one => one >= 0)
  const begin = places.length ? Math.max(0, Math.min(...places) - AROUND) : 0, end = begin + 3 * AROUND
  const words = mark(text.slice(begin, end), folded.text.slice(begin, end), terms)
  return (begin ? "…" : "") + words + (end < text.length ? "…" : "")
}

function item(section, terms) {
  const scores = terms.map(term => score(section, term))
  return {
    location: section.location,
    title: mark(section.title, section.folded.title, terms),
    text: section.text && `<p>${teaser(section, terms)}</p>`,
    ...section.tags && {tags: section.tags.map(tag => mark(tag, fold(tag), terms))},
    score: scores.reduce((sum, one) => sum + one, 0) * (section.boost || 1),
    terms: Object.fromEntries(terms.map((term, number) => [term, scores[number] > 0])),
  }
}

// The page, then those of its sections that hold a word; nothing unless each word is in the page.
function result(page, terms) {
  if (!terms.every(term => page.some(section => score(section, term)))) return []
  const [first, ...others] = page.map(section => item(section, terms))
  const sections = others.filter(one => one.score).sort((one, other) => other.score - one.score)
  const best = Math.max(first.score, ...sections.map(one => one.score))
  return first.score >= best ? [first, ...sections] : [...sections, first]
}

function search(query) {
  const terms = [...new Set(fold(query).split(/\s+/).filter(Boolean))]
  if (!terms.length) return []
  const found = pages.map(page => result(page, terms)).filter(one => one.length)
  return found.sort((one, other) => other[0].score - one[0].score).slice(0, MOST)
}

addEventListener("message", ({data: {type, data}}) => {
  if (type == SETUP) setUp(data.docs)
  postMessage(type == QUERY ? {type: RESULT, data: {items: search(data)}} : {type: READY})
})
