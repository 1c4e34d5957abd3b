import type { Model } from './classify.ts';

/** Signs that need no escape in a string and are a byte each while running; the first 64 also in a file. */
export const signs =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/' +
  String.fromCharCode(...Array.from({ length: 64 }, (_, at) => 0xc0 + at));
/** The place of each sign, by its code. */
export const places = Array.from({ length: 256 }, (_, code) => signs.indexOf(String.fromCharCode(code)));
/** Half as many signs as stand for a weight, of those that are a byte in a file, too. */
const steps = 31;

/** A model as text: `classes|largest weight|bias|feature idf weights|…`, a sign for the weight of each class. */
export function written({ classes, bias, features, weights }: Model): string {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const head = [classes.join(' '), largest.toFixed(4), bias.map((each) => each.toFixed(3)).join(' ')];
  const lines = [...features].map(([feature, { idf, place }]) => {
    const row = weights.subarray(place * classes.length, (place + 1) * classes.length);
    return `${feature} ${idf.toFixed(1)} ${Array.from(row, (weight) => signs[levelOf(weight / largest)]).join('')}`;
  });
  return [...head, ...lines].join('|');
}

/** The level of a part from -1 to 1: small ones lie closer together, for most are small. */
const levelOf = (part: number): number => steps + Math.round(Math.sign(part) * Math.sqrt(Math.abs(part)) * steps);
const partOf = (level: number): number => (Math.abs(level - steps) * (level - steps)) / steps ** 2;

export function readModel(text: string): Model {
  const [first = '', largest = '', bias = '', ...lines] = text.split('|');
  const classes = first.split(' ');
  const parts = places.map((level) => partOf(level) * Number(largest));
  const weights = new Float32Array(lines.length * classes.length);
  const features = lines.map((line, place) => {
    const [feature = '', idf = '', row = ''] = line.split(' ');
    for (let at = 0; at < row.length; at += 1) weights[place * classes.length + at] = parts[row.charCodeAt(at)] ?? 0;
    return [feature, { idf: Number(idf), place }] as const;
  });
  return { classes, bias: bias.split(' ').map(Number), features: new Map(features), weights };
}
