import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sentAs, type FileRefusal, type SentKind } from './file.ts';

const mega = 1024 * 1024;
const begun = (text: string, length = 100) => {
  const bytes = Buffer.alloc(length);
  bytes.write(text, 'latin1');
  return bytes;
};
const jpeg = '\xff\xd8\xff';
const office = 'application/vnd.openxmlformats-officedocument';

/** The rows of what Meta takes of files: the types, how large at most, and what fails. */
const rows: readonly (readonly [row: string, type: string, bytes: Buffer, outcome: SentKind | FileRefusal])[] = [
  ['image: jpeg of 5 MB', 'image/jpeg', begun(jpeg, 5 * mega), 'image'],
  ['image: one byte more', 'image/jpeg', begun(jpeg, 5 * mega + 1), 'too_large'],
  ['image: png', 'image/png', begun('\x89PNG'), 'image'],
  ['image: WebP fails', 'image/webp', begun('RIFF0000WEBP'), 'type_not_taken'],
  ['image: WebP that calls itself png', 'image/png', begun('RIFF0000WEBP'), 'not_what_it_says'],
  ...['aac', 'amr', 'mpeg', 'mp4'].map(
    (type) => [`audio: ${type}`, `audio/${type}`, begun(type === 'amr' ? '#!AMR' : ''), 'audio'] as const,
  ),
  ['audio: a voice note of 16 MB', 'audio/ogg; codecs=opus', begun('OggS', 16 * mega), 'audio'],
  ['audio: one byte more', 'audio/ogg; codecs=opus', begun('OggS', 16 * mega + 1), 'too_large'],
  ['audio: wav', 'audio/wav', begun('RIFF'), 'type_not_taken'],
  ['video: mp4 of 16 MB', 'video/mp4', begun('', 16 * mega), 'video'],
  ['video: one byte more', 'video/mp4', begun('', 16 * mega + 1), 'too_large'],
  ['video: 3gpp', 'video/3gpp', begun(''), 'video'],
  ['video: webm', 'video/webm', begun(''), 'type_not_taken'],
  ...[
    'text/plain',
    'application/msword',
    'application/vnd.ms-excel',
    'application/vnd.ms-powerpoint',
    `${office}.wordprocessingml.document`,
    `${office}.spreadsheetml.sheet`,
    `${office}.presentationml.presentation`,
  ].map((type) => [`document: ${type}`, type, begun(''), 'document'] as const),
  ['document: pdf of 100 MB', 'application/pdf', begun('%PDF', 100 * mega), 'document'],
  ['document: one byte more', 'application/pdf', begun('%PDF', 100 * mega + 1), 'too_large'],
  ['document: a program that calls itself pdf', 'application/pdf', begun('MZ'), 'not_what_it_says'],
  ['document: zip', 'application/zip', begun('PK'), 'type_not_taken'],
  ['sticker: comes, and is not sent', 'image/webp', begun('RIFF0000WEBP', 1024), 'type_not_taken'],
];
for (const [row, type, bytes, outcome] of rows)
  it(`media: ${row}: ${outcome}`, () => assert.equal(sentAs({ type, bytes }), outcome));
