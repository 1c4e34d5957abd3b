import type { Model } from './classify.ts';

/** Signs that need no escape in a string and are a byte each while running. */
export const signs =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/' +
  String.fromCharCode(...Array.from({ length: 64 }, (_, at) => 0xc0 + at));
/** The place of each sign, by its code. */
export const places = Array.from({ length: 256 }, (_, code) => signs.indexOf(String.fromCharCode(code)));
/** The level of a weight lies between minus this and this. */
const levelMax = 127;

/**
 * A model as text: `classes|largest weight|bias|feature idf feature idf …|weights`, the weights as bytes in base64, a row of
 * classes for each feature: they are read in no time, as a message waits for it when a process is new.
 */
export function written({ classes, bias, features, weights }: Model): string {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const levels = Int8Array.from(weights, (weight) => levelOf(weight / largest));
  const known = [...features].flatMap(([feature, { idf }]) => [feature, idf.toFixed(1)]);
  const numbers = [largest.toFixed(4), bias.map((each) => each.toFixed(3)).join(' ')];
  return [classes.join(' '), ...numbers, known.join(' '), Buffer.from(levels.buffer).toString('base64')].join('|');
}

/** The level of a part from -1 to 1: small ones lie closer together, for most are small. */
const levelOf = (part: number): number => Math.round(Math.sign(part) * Math.sqrt(Math.abs(part)) * levelMax);
const partOf = (level: number): number => (Math.abs(level) * level) / levelMax ** 2;

export function readModel(text: string): Model {
  const [classes = '', largest = '', bias = '', known = '', bytes = ''] = text.split('|');
  const levels = Buffer.from(bytes, 'base64');
  const parts = Float32Array.from({ length: 256 }, (_, byte) => partOf((byte << 24) >> 24) * Number(largest));
  const weights = new Float32Array(levels.length);
  for (let at = 0; at < levels.length; at += 1) weights[at] = parts[levels[at] ?? 0] ?? 0;
  const words = known.split(' ');
  const features = new Map<string, { readonly idf: number; readonly place: number }>();
  for (let at = 0; at < words.length; at += 2)
    features.set(words[at] ?? '', { idf: Number(words[at + 1]), place: at / 2 });
  return { classes: classes.split(' '), bias: bias.split(' ').map(Number), features, weights };
}
