// Keeps the part #live of a page up to date: asks the server for it again and again, and puts in what is different. It
// asks more rarely while nothing changes or nobody answers, and not at all while the page is hidden.
// The server answers 304 while nothing is, and 401 when the session is over. Nothing is parsed here: the browser's own
// request gives a document, in which no script runs, so Trusted Types have nothing to refuse.
const live = document.getElementById('live')
const summary = document.getElementById('live-summary')
const note = document.getElementById('live-note')

const every = 4000
const quiet = 20000    // at most between two questions while nothing changes
const longest = 60000  // … and while the server does not answer
const betweenSummaries = 15000  // each is read aloud

let tag = '', words = summary.textContent
let wait = every, timer = 0, said = Date.now()
let asking = false, over = false, lost = false

// Makes one node like another and keeps what is the same: focus, selection, and the details that somebody has opened.
function alike(here, there) {
  if (here.nodeType !== there.nodeType || here.nodeName !== there.nodeName) {
    here.replaceWith(document.importNode(there, true))
    return
  }
  if (here.nodeType !== Node.ELEMENT_NODE) {
    if (here.data !== there.data) here.data = there.data
    return
  }
  for (const { name } of [...here.attributes])
    if (name !== 'open' && !there.hasAttribute(name)) here.removeAttribute(name)
  for (const { name, value } of there.attributes)
    if (here.getAttribute(name) !== value) here.setAttribute(name, value)
  const children = [...here.childNodes]
  const wanted = [...there.childNodes]
  children.slice(wanted.length).forEach((child) => child.remove())
  wanted.forEach((child, at) => children[at] ? alike(children[at], child) : here.append(document.importNode(child, true)))
}

function tell(sentence) {
  if (note.textContent !== sentence) note.textContent = sentence
  note.hidden = sentence === ''
}

function answered(request) {
  asking = false
  const part = request.status === 200 ? request.response?.getElementById('live') : null
  const same = request.status === 304
  over = request.status === 401 || request.status === 403
  // What was lost is back, or something has changed: again at the usual pace.
  wait = part || (same && lost) ? every : Math.min(wait * 2, same ? quiet : longest)
  lost = !part && !same
  tell(over ? note.dataset.over : lost ? note.dataset.lost : '')
  if (part) {
    tag = request.getResponseHeader('ETag') ?? ''
    words = request.response.getElementById('live-summary').textContent
    alike(live, part)
  }
  if (words !== summary.textContent && Date.now() - said >= betweenSummaries) {
    summary.textContent = words
    said = Date.now()
  }
  later()
}

function later() {
  clearTimeout(timer)
  if (!over && !asking && !document.hidden) timer = setTimeout(ask, wait)
}

function ask() {
  asking = true
  const request = new XMLHttpRequest()
  request.open('GET', live.dataset.from)
  request.responseType = 'document'
  request.timeout = 20000
  if (tag) request.setRequestHeader('If-None-Match', tag)
  request.onloadend = () => answered(request)
  request.send()
}

document.addEventListener('visibilitychange', () => {
  wait = every
  later()
})
later()
