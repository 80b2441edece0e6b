// Shows what a text comes to while it is typed: at each pause the form is sent as its button sends it, and the part #preview
// of the answer is put in. One question at a time; the server is asked more rarely while it does not answer.
const form = document.getElementById('workbench')
const preview = document.getElementById('preview')
const summary = document.getElementById('preview-summary')
const note = document.getElementById('preview-note')

const pause = 700
const longest = 30000

let wait = pause, timer = 0
let asking = false, typed = false, over = false

function tell(sentence) {
  if (note.textContent !== sentence) note.textContent = sentence
  note.hidden = sentence === ''
}

function answered(request) {
  asking = false
  const page = request.response
  // 503: many are typing just now.
  const part = request.status === 503 ? null : page?.getElementById('preview')
  // Any other page, the log-in above all: who asked is not known any more.
  over = Boolean(page) && !part && request.status < 500
  wait = part ? pause : Math.min(wait * 2, longest)
  typed ||= !part
  tell(over ? note.dataset.over : part ? '' : note.dataset.lost)
  if (part) {
    preview.replaceChildren(...[...part.childNodes].map((node) => document.importNode(node, true)))
    const words = page.getElementById('preview-summary').textContent
    if (summary.textContent !== words) summary.textContent = words
  }
  if (typed) later()
}

function later() {
  clearTimeout(timer)
  if (!over && !asking) timer = setTimeout(ask, wait)
}

function ask() {
  asking = true
  typed = false
  const request = new XMLHttpRequest()
  request.open('POST', form.action)
  request.responseType = 'document'
  request.timeout = 20000
  request.onloadend = () => answered(request)
  request.send(new URLSearchParams(new FormData(form)))
}

function changed() {
  typed = true
  later()
}

// A customer's code is asked for when it is whole.
form.addEventListener('input', (event) => {
  if (event.target.id !== 'customer') changed()
})
form.addEventListener('change', (event) => {
  if (event.target.id === 'customer') changed()
})
