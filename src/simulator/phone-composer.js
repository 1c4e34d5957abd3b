import { record, upload } from './phone-compose.js';
import { snippet } from './phone-media.js';

const find = (selector) => document.querySelector(selector);
const click = (selector, act) => find(selector).addEventListener('click', act);
const [form, text, file, recorder] = ['#composer', '#text', '#file', '#recorder'].map(find);

/** The field beneath the chat: words, files, voice notes, and which message they answer. */
export class Composer {
  #say;
  #words;
  #replyTo;
  #recording;

  /**
   * @param say says it; resolves with whether it went out. If not, nothing is lost: the text stays in the field
   * @param words of the page, as they are now
   */
  constructor({ say, words }) {
    this.#say = say;
    this.#words = words;
    this.#listen();
  }

  /** Makes the next message answer this one; without one, none. */
  answer(message) {
    this.#replyTo = message?.id;
    find('#quote').hidden = !message;
    find('#quoted').textContent = message ? snippet(message, this.#words()) : '';
    if (message) text.focus();
  }

  /** Ends what is under way. @returns whether there was any */
  leave() {
    const isBusy = Boolean(this.#recording ?? this.#replyTo);
    if (this.#recording) void this.#end(false);
    else if (this.#replyTo) this.answer();
    return isBusy;
  }

  #saying(what) {
    return this.#say({ ...what, ...(this.#replyTo && { replyTo: this.#replyTo }) });
  }

  async #sendText() {
    const typed = text.value.trim();
    if (!typed) return;
    text.value = '';
    const said = this.#saying({ text: typed });
    this.answer();
    if (!(await said)) text.value = typed;
    text.focus();
  }

  /** What stands in the field goes beneath it. */
  async #sendFile(blob, about) {
    const caption = text.value.trim();
    try {
      const put = await upload(blob, about);
      const isTold = !['audio', 'sticker'].includes(put.kind) && caption !== '';
      if (!(await this.#saying({ file: { ...put, ...(isTold && { caption }) } }))) return;
      if (isTold) text.value = '';
      this.answer();
    } catch {
      find('#offline').hidden = false;
    }
  }

  #pick(accept) {
    file.accept = accept;
    file.click();
  }

  /** Without a microphone a file will do. */
  async #record() {
    const show = (seconds) => {
      find('#recorded').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    };
    show(0);
    try {
      this.#recording = await record(show);
    } catch {
      return this.#pick('audio/*');
    }
    [recorder.hidden, form.hidden] = [false, true];
    return find('#record-send').focus();
  }

  async #end(isSent) {
    const ended = this.#recording;
    this.#recording = undefined;
    [recorder.hidden, form.hidden] = [true, false];
    text.focus();
    if (!isSent) return ended?.cancel();
    const voice = await ended?.stop();
    return voice?.size > 0 ? this.#sendFile(voice, { isVoice: true }) : undefined;
  }

  #listen() {
    click('#quote-cancel', () => this.answer());
    click('#attach', () => this.#pick(''));
    click('#record', () => void this.#record());
    click('#record-cancel', () => void this.#end(false));
    click('#record-send', () => void this.#end(true));
    file.addEventListener('change', async () => {
      const [picked] = file.files;
      if (picked) await this.#sendFile(picked, { name: picked.name });
      file.value = '';
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#sendText();
    });
    text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void this.#sendText();
    });
  }
}
