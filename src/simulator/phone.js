import { Composer } from './phone-composer.js';
import { element } from './phone-element.js';
import { bubble, dayOf, initialsOf, rowsOf } from './phone-view.js';
import { suggestedName, words } from './phone-words.js';

const find = (selector) => document.querySelector(selector);
const [start, chat, log, scroll, sheet] = ['#start', '#chat', '#log', '#scroll', '#sheet'].map(find);
const [text, typing, jump] = ['#text', '#typing', '#jump'].map(find);

/** A customer who has written sees "typing…" this long, unless the answer comes first. */
const answerWithinMs = 10_000;

/** Phones beside each other are those of different customers. */
const which = new URLSearchParams(location.search).get('phone');
const contactKey = which === null ? 'phone.contact' : `phone.contact.${which}`;

const state = {
  language: localStorage.getItem('phone.language') ?? 'pt-BR',
  business: '',
  contact: JSON.parse(localStorage.getItem(contactKey) ?? 'null'),
  /** In order, by id. */
  messages: new Map(),
  line: undefined,
  typingEnds: undefined,
  /** What had the focus before the sheet opened. */
  before: undefined,
};

const composer = new Composer({ say, words: () => words[state.language] });

const speech = () => ({ words: words[state.language], language: state.language, business: state.business });

async function call(path, body) {
  const answer = await fetch(path, {
    ...(body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

// What is said in which language.

function speak() {
  const said = words[state.language];
  document.documentElement.lang = state.language;
  document.title = said.title(state.business);
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = said[node.dataset.word];
  for (const node of document.querySelectorAll('[data-label]')) {
    node.setAttribute('aria-label', said[node.dataset.label]);
    if (node.matches('button')) node.title = said[node.dataset.label];
  }
  for (const node of document.querySelectorAll('[data-placeholder]')) node.placeholder = said[node.dataset.placeholder];
  find('#suggestions').replaceChildren(
    ...said.suggestions.map((each) => element('button', { type: 'button', onclick: () => say({ text: each }) }, each)),
  );
  showAll();
}

function switchLanguage() {
  state.language = state.language === 'en' ? 'pt-BR' : 'en';
  localStorage.setItem('phone.language', state.language);
  speak();
}

// The conversation.

const lastMessage = () => [...state.messages.values()].at(-1);

function showAll() {
  const all = [...state.messages.values()];
  log.replaceChildren(...all.flatMap((message, index) => itemsOf(message, all[index - 1])));
  find('#welcome').hidden = all.length > 0;
  showPresence();
  toEnd();
}

const taps = {
  onButton: (button) => say({ button }),
  onList: openSheet,
  onReply: (message) => composer.answer(message),
  // The same again takes it back.
  onReact: ({ id, reaction }, emoji) => say({ react: { to: id, emoji: reaction === emoji ? '' : emoji } }),
  messageOf: (id) => state.messages.get(id),
};

/** A message, after the name of its day if that is new. */
function itemsOf(message, previous) {
  const day = dayOf(message.at, speech());
  const isNewDay = !previous || dayOf(previous.at, speech()) !== day;
  const isFirst = isNewDay || previous.direction !== message.direction;
  const item = bubble(message, isFirst, speech(), taps);
  item.dataset.id = message.id;
  return isNewDay ? [element('li', { class: 'day' }, element('span', {}, day)), item] : [item];
}

function take(message) {
  const [known, previous] = [state.messages.get(message.id), lastMessage()];
  const wasAtEnd = isAtEnd();
  state.messages.set(message.id, message);
  if (known) {
    showAnew(message, known);
    if (message.status === 'retrying') showTyping(0);
    if (message.acknowledged && !known.acknowledged && previous.id === message.id) showTyping(answerWithinMs);
  } else {
    find('#welcome').hidden = true;
    log.append(...itemsOf(message, previous));
    log.lastElementChild.classList.add('arriving');
    if (message.direction === 'out') showTyping(0);
  }
  showPresence();
  if (wasAtEnd || (!known && message.direction === 'in')) toEnd();
  else if (!known) jump.hidden = false;
}

/** Of what the business said only a reaction changes what is seen. */
function showAnew(message, known) {
  if (message.direction === 'out' && message.reaction === known.reaction) return;
  const old = log.querySelector(`[data-id="${CSS.escape(message.id)}"]`);
  const fresh = itemsOf(message, message).at(-1);
  fresh.classList.toggle('first', old.classList.contains('first'));
  old.replaceWith(fresh);
}

function showTyping(forMs) {
  clearTimeout(state.typingEnds);
  const wasAtEnd = isAtEnd();
  typing.hidden = forMs === 0;
  if (forMs > 0) state.typingEnds = setTimeout(() => showTyping(0), forMs);
  showPresence();
  if (wasAtEnd) toEnd();
}

function showPresence() {
  const said = words[state.language];
  const isStuck = [...state.messages.values()].some(({ status }) => status === 'retrying');
  const presence = isStuck ? 'unreachable' : typing.hidden ? 'online' : 'typing';
  const node = find('#presence');
  if (node.textContent !== said[presence]) node.textContent = said[presence];
  node.dataset.presence = presence;
}

const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
  jump.hidden = true;
}

/** @returns whether it went out; if not, nothing is lost: the text stays in the field */
async function say(what) {
  try {
    await call(`/simulator/contacts/${encodeURIComponent(state.contact.userId)}/messages`, what);
    find('#offline').hidden = true;
    return true;
  } catch {
    find('#offline').hidden = false;
    return false;
  }
}

// A list message opens from below.

function openSheet({ label, rows }) {
  state.before = document.activeElement;
  find('#sheet-title').textContent = label;
  find('#rows').replaceChildren(...rowsOf(rows, tapRow));
  sheet.hidden = false;
  chat.inert = true;
  find('#rows .row').focus({ preventScroll: true });
}

function tapRow(row) {
  closeSheet();
  void say({ row });
}

function closeSheet() {
  sheet.hidden = true;
  chat.inert = false;
  state.before?.focus();
}

// Who the customer is.

function askName() {
  find('#start-name').value = suggestedName();
  find('#start-trouble').textContent = '';
  find('#back').hidden = !state.contact;
  chat.hidden = true;
  start.hidden = false;
  find('#start-name').select();
}

function backToChat() {
  if (!state.contact) return;
  start.hidden = true;
  chat.hidden = false;
  toEnd();
  text.focus();
}

async function begin(person) {
  state.contact = await call('/simulator/contacts', person);
  localStorage.setItem(contactKey, JSON.stringify(state.contact));
  state.messages.clear();
  showTyping(0);
  showAll();
  backToChat();
  listen();
}

/** Keeps the conversation live. A simulator that was started anew has forgotten this customer: she introduces herself again. */
function listen() {
  state.line?.close();
  const key = encodeURIComponent(state.contact.userId);
  const line = new EventSource(`/simulator/events?contact=${key}`);
  state.line = line;
  line.addEventListener('open', () => void readAll(line));
  line.addEventListener('message', ({ data }) => take(JSON.parse(data).message));
  line.addEventListener('typing', ({ data }) => showTyping(JSON.parse(data).forMs));
  line.addEventListener('error', () => {
    find('#offline').hidden = false;
    if (line.readyState === EventSource.CLOSED) setTimeout(() => void again(line), 1000);
  });
}

/** What was said before the line opened. What the line brings meanwhile is newer. */
async function readAll(line) {
  state.messages.clear();
  const { messages } = await call(`/simulator/contacts/${encodeURIComponent(state.contact.userId)}/messages`);
  if (state.line !== line) return;
  find('#offline').hidden = true;
  state.messages = new Map([...messages.map((message) => [message.id, message]), ...state.messages]);
  showAll();
}

async function again(line) {
  if (state.line !== line) return;
  const { name, waId, userId, withoutPhone } = state.contact;
  try {
    await call('/simulator/contacts', { name, waId, userId, withoutPhone });
    listen();
  } catch {
    setTimeout(() => void again(line), 1000);
  }
}

// What the customer does.

for (const button of document.querySelectorAll('.language')) button.addEventListener('click', switchLanguage);
find('#new-contact').addEventListener('click', askName);
find('#back').addEventListener('click', backToChat);
find('#sheet-close').addEventListener('click', closeSheet);
sheet.addEventListener('click', ({ target }) => target === sheet && closeSheet());
jump.addEventListener('click', toEnd);
scroll.addEventListener('scroll', () => isAtEnd() && (jump.hidden = true), { passive: true });
find('#start-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    await begin({ name: find('#start-name').value });
  } catch {
    find('#start-trouble').textContent = words[state.language].failed;
  }
});
find('#beside').hidden = which !== null;
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  if (composer.leave()) return;
  if (!sheet.hidden) closeSheet();
  else if (!start.hidden) backToChat();
});

const { name } = await call('/simulator/business').catch(() => ({ name: '…' }));
state.business = name;
for (const node of document.querySelectorAll('.business-name')) node.textContent = name;
for (const node of document.querySelectorAll('.avatar')) node.textContent = initialsOf(name);
speak();
if (state.contact) {
  await begin(state.contact).catch(askName);
} else askName();
