/** Puts a file where Meta would hold it. @returns what a message says of it */
export async function upload(blob, { name, isVoice } = {}) {
  const answer = await fetch('/simulator/media', {
    method: 'POST',
    body: blob,
    headers: { 'content-type': typeOf(blob) },
  });
  if (!answer.ok) throw new Error(`media: ${answer.status}`);
  const { id } = await answer.json();
  const kind = kindOf(typeOf(blob));
  return {
    kind,
    id,
    ...(name && kind === 'document' ? { name } : {}),
    ...(kind === 'audio' ? { isVoice: isVoice ?? true } : {}),
  };
}

const typeOf = ({ type }) => type || 'application/octet-stream';

/** As what WhatsApp sends bytes of this type. */
export function kindOf(type) {
  if (type === 'image/webp') return 'sticker';
  if (/^image\/(jpeg|png)/.test(type)) return 'image';
  const [, kind = 'document'] = /^(audio|video)\//.exec(type) ?? [];
  return kind;
}

/** Best first: what WhatsApp sends itself. */
const recordable = ['audio/ogg;codecs=opus', 'audio/mp4', 'audio/webm;codecs=opus'];

/**
 * Records a voice note.
 *
 * @param onSecond hears how many seconds there are
 * @returns `stop` ends it and resolves with the bytes, `cancel` throws them away
 * @throws where there is no microphone, or it may not be used
 */
export async function record(onSecond) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = recordable.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const parts = [];
  let seconds = 0;
  const clock = setInterval(() => onSecond((seconds += 1)), 1000);
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  recorder.start();
  const end = async () => {
    clearInterval(clock);
    const ended = new Promise((done) => recorder.addEventListener('stop', done, { once: true }));
    recorder.stop();
    await ended;
    for (const track of stream.getTracks()) track.stop();
    return new Blob(parts, { type: recorder.mimeType.replace(';codecs', '; codecs') });
  };
  return { stop: end, cancel: () => void end() };
}
