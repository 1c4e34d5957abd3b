import { words } from './phone-words.js';

/** As many as a wide desk shows. */
const phonesMax = 8;

const said = words[localStorage.getItem('phone.language') ?? 'pt-BR'];
const [row, count] = ['#phones', '#count'].map((selector) => document.querySelector(selector));

/** Adds and removes at the end only: the others keep their chats. */
function show(phones) {
  localStorage.setItem('phones', String(phones));
  count.textContent = said.phoneCount(phones);
  while (row.children.length > phones) row.lastElementChild.remove();
  while (row.children.length < phones) {
    const frame = document.createElement('iframe');
    const number = row.children.length + 1;
    frame.src = `/?phone=${number}`;
    frame.title = `${said.phone} ${number}`;
    frame.allow = 'microphone';
    row.append(frame);
  }
}

const shown = () => row.children.length;

for (const node of document.querySelectorAll('[data-label]')) {
  node.setAttribute('aria-label', said[node.dataset.label]);
  node.title = said[node.dataset.label];
}
document.title = said.phones;
document.querySelector('#fewer').addEventListener('click', () => show(Math.max(1, shown() - 1)));
document.querySelector('#more').addEventListener('click', () => show(Math.min(phonesMax, shown() + 1)));
show(Math.min(phonesMax, Number(localStorage.getItem('phones')) || 2));
