// Projector mode: a lesson large, one section or question per screen, answers when asked for.
(() => {
  const lesson = document.querySelector(".desk-lesson"), bar = document.querySelector(".desk-bar")
  if (!lesson) return
  const status = bar.querySelector("[role=status]"), start = document.querySelector(".desk-start")
  const NEXT = ["ArrowRight", "PageDown", " ", "Enter"], BACK = ["ArrowLeft", "PageUp", "Backspace"]

  // A screen is a heading with what stands below it; the title opens the first one.
  const screens = [[document.querySelector("#r-title")]]
  for (const element of lesson.children) {
    const last = screens[screens.length - 1]
    const opens = element.matches("h2") || element.matches(".desk-q") && !(last.length == 1 && last[0].matches("h2"))
    if (opens) screens.push([])
    screens[screens.length - 1].push(element)
  }
  let at = -1 // -1: the lesson is read as a page

  const fold = () => lesson.querySelectorAll("details").forEach(one => { one.open = false })

  function show(place) {
    at = Math.max(0, Math.min(place, screens.length - 1))
    fold()
    screens.forEach((screen, number) => screen.forEach(one => one.classList.toggle("desk-off", number != at)))
    document.body.classList.add("desk-projecting")
    bar.hidden = false
    status.textContent = `${at + 1} / ${screens.length}`
    scrollTo(0, 0)
  }

  function leave() {
    const here = screens[at][0]
    at = -1
    fold()
    screens.flat().forEach(one => one.classList.remove("desk-off"))
    document.body.classList.remove("desk-projecting")
    bar.hidden = true
    here.scrollIntoView()
  }

  // First what is below the edge, then a hint or an answer that is folded, then the next screen.
  function next() {
    const more = document.documentElement.scrollHeight - innerHeight - scrollY
    const folded = screens[at].flatMap(one => [one, ...one.querySelectorAll("details")]).find(one => one.open === false)
    if (more > 2) scrollBy(0, innerHeight * .8)
    else if (folded) { folded.open = true; folded.scrollIntoView({block: "nearest"}) }
    else if (at < screens.length - 1) show(at + 1)
  }

  function pressed(key) {
    if (at < 0) return key == "p" || key == "P" ? (show(0), true) : false
    if (NEXT.includes(key)) next()
    else if (BACK.includes(key)) show(at - 1)
    else if (key == "Home") show(0)
    else if (key == "End") show(screens.length - 1)
    else if (key == "Escape" || key == "p" || key == "P") leave()
    else return false
    return true
  }

  // Before Material, for which P is the page before.
  addEventListener("keydown", event => {
    const own = event.target.closest?.("input,textarea,select,audio,button,a,summary")
    const typing = own && (own.matches("input,textarea,select") || [" ", "Enter"].includes(event.key))
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !pressed(event.key)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }, true)

  start.hidden = false
  start.addEventListener("click", () => { show(0); start.blur() })
  bar.addEventListener("click", event => {
    const go = event.target.closest("button")?.dataset.go
    if (go) ({"1": next, "-1": () => show(at - 1), "0": leave})[go]()
  })
})()
