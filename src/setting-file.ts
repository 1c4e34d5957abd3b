import { readFileSync } from 'node:fs';
import { codeOf, Fault } from './platform/fault.ts';
import { parseJson } from './platform/json.ts';

/**
 * The JSON in the file that a setting names.
 *
 * @throws Fault `config.invalid` with a sentence that names setting and file
 */
export function settingFile(setting: string, path: string): unknown {
  const value = parseJson(readOrThrow(setting, path));
  if (value === undefined) throw wrongSetting(`${setting} ${path} is no JSON.`);
  return value;
}

function readOrThrow(setting: string, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw wrongSetting(`${setting} ${path} cannot be read (${codeOf(error)}).`, error);
  }
}

const wrongSetting = (sentence: string, cause?: unknown) =>
  new Fault('permanent', 'config.invalid', { sentence }, cause);
