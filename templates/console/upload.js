// Shows how far a form's file has come, and then goes on to where the server leads: what a browser does by itself without
// this script. A page that says why a file was not taken stands in the answer, and is shown in place of this one's.
const betweenWords = 15000  // each is read aloud

function show(page) {
  const main = document.querySelector('main')
  document.title = page.title
  main.replaceChildren(...[...page.querySelector('main').childNodes].map((node) => document.importNode(node, true)))
  main.focus()
}

function send(form, submitter) {
  const sending = form.querySelector('.sending')
  const [bar, words] = [sending.querySelector('progress'), sending.querySelector('p')]
  const buttons = [...form.querySelectorAll('button')]
  const data = new FormData(form)
  if (submitter?.name) data.append(submitter.name, submitter.value)
  let said = 0

  const tell = (sentence) => {
    words.textContent = sentence
    said = Date.now()
  }
  const lost = () => {
    bar.hidden = true
    tell(sending.dataset.lost)
    for (const button of buttons) button.disabled = false
  }

  const request = new XMLHttpRequest()
  request.open('POST', form.action)
  request.responseType = 'document'
  request.upload.onprogress = ({ loaded, total }) => {
    const share = total > 0 ? Math.floor(loaded * 100 / total) : 0
    bar.value = share
    if (loaded === total) tell(sending.dataset.arrived)
    else if (Date.now() - said >= betweenWords) tell(sending.dataset.sending.replace('{}', share))
  }
  request.onerror = lost
  request.onload = () => {
    if (request.responseURL !== form.action) location.assign(request.responseURL)
    else if (request.response?.querySelector('main')) show(request.response)
    else lost()
  }
  sending.hidden = false
  bar.hidden = false
  bar.value = 0
  for (const button of buttons) button.disabled = true
  request.send(data)
}

document.addEventListener('submit', (event) => {
  if (!event.target.querySelector('.sending')) return
  event.preventDefault()
  send(event.target, event.submitter)
})
