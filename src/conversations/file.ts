import { z } from 'zod';

export const FileId = z.uuid().brand<'FileId'>();
export type FileId = z.output<typeof FileId>;

/** What a file can be sent as. */
export const SentKind = z.enum(['image', 'video', 'audio', 'document']);
export type SentKind = z.output<typeof SentKind>;

/** What a file can come as. */
export const FileKind = z.enum([...SentKind.options, 'sticker']);
export type FileKind = z.output<typeof FileKind>;

const mega = 1024 * 1024;

/**
 * What WhatsApp takes of us, by kind: the types, and the bytes at most. Extension, type and content have to agree, and
 * WebP is no image.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media
 */
const accepted: Readonly<Record<SentKind, { readonly types: readonly string[]; readonly bytesMax: number }>> = {
  image: { types: ['image/jpeg', 'image/png'], bytesMax: 5 * mega },
  audio: { types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], bytesMax: 16 * mega },
  video: { types: ['video/mp4', 'video/3gpp'], bytesMax: 16 * mega },
  document: {
    types: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.ms-excel',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    bytesMax: 100 * mega,
  },
};

/** Of a file that comes: Meta lets nothing larger through. */
export const incomingBytesMax = 100 * mega;

/** The first bytes of what is commonly sent, and the type they prove. An empty one holds no proof. */
const beginnings: readonly [type: string, at: number, bytes: string][] = [
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/png', 0, '\x89PNG'],
  ['image/webp', 8, 'WEBP'],
  ['application/pdf', 0, '%PDF'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/amr', 0, '#!AMR'],
  ['audio/mpeg', 0, 'ID3'],
];

/** What the bytes are, as far as their beginning proves it; `null`: it proves nothing. */
export function typeOf(head: Uint8Array): string | null {
  const text = Buffer.from(head.subarray(0, 16)).toString('latin1');
  return beginnings.find(([, at, bytes]) => text.startsWith(bytes, at))?.[0] ?? null;
}

/** `audio/ogg; codecs=opus` → `audio/ogg`. */
export const plainType = (type: string): string => type.split(';')[0]?.trim().toLowerCase() ?? '';

/** Why WhatsApp would not take a file of ours. */
export type FileRefusal = 'type_not_taken' | 'too_large' | 'empty' | 'not_what_it_says';

export type Offered = { readonly type: string; readonly bytes: Uint8Array };

/** As what a file of this type is sent; the first kind that takes the type. */
export function sentAs({ type, bytes }: Offered): SentKind | FileRefusal {
  const plain = plainType(type);
  const kind = SentKind.options.find((each) => accepted[each].types.includes(plain));
  if (!kind) return 'type_not_taken';
  if (bytes.length === 0) return 'empty';
  if (bytes.length > accepted[kind].bytesMax) return 'too_large';
  const proven = typeOf(bytes);
  const isPicture = kind === 'image' || plain === 'application/pdf';
  return (isPicture ? proven === plain : proven === null || proven === plain) ? kind : 'not_what_it_says';
}
